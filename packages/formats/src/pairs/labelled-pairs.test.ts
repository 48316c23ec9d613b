import { describe, expect, test } from 'vitest';
import { readLabelledPairs as readFiles } from './labelled-pairs.ts';
import type { PairOptions } from './pair-format.ts';
import { toBytes, toJsonl } from '../bytes/test-bytes.ts';

const readLabelledPairs = (bytes: Uint8Array, options?: PairOptions) =>
	readFiles([{ bytes }], options);

const ours = {
	pair_id: 'p1',
	prompt: 'Add.',
	response_a: 'a + b',
	response_b: 'a - b',
	label: 'A',
};
const judgeBench = {
	pair_id: 'j1',
	original_id: 'o1',
	source: 'mmlu-pro-math',
	question: 'What is 2 + 2?',
	response_model: 'm',
	response_A: '4',
	response_B: '5',
	label: 'A>B',
};
const codePrefBench = {
	task_id: 'HumanEval/1',
	instruction: 'Sort it.',
	choices: ['sorted(x)', 'x.sort()'],
	gt_choice: 1,
};
const codePrefBenchRow = {
	id: 'security/0001',
	task_id: 'HumanEval/1',
	objective: 'security',
	instruction: 'Sort it.',
	response_a: 'sorted(x)',
	response_b: 'x.sort()',
	label: 'B',
	annotations: ['codeA'],
};
const asked = (content: string) => [{ role: 'user', content }];

test.each([
	['codejoust', ours, { pair_id: 'p1', messages: asked('Add.'), label: 'A', category: 'mine' }],
	['codejoust', { ...ours, label: 'tie', category: 'x' }, { label: 'tie', category: 'x' }],
	['codejoust', { ...ours, label: 'B>A', subcategory: 'y' }, { label: 'B', subcategory: 'y' }],
	[
		'codejoust',
		{ ...ours, solved_by: ['one', 'two'], not_solved_by: ['three'] },
		{ solvers: { one: true, two: true, three: false } },
	],
	[
		'judgebench',
		judgeBench,
		{ messages: asked('What is 2 + 2?'), response_a: '4', label: 'A', category: 'mmlu-pro' },
	],
	['judgebench', { ...judgeBench, label: 'B>A', source: 'livecodebench' }, { label: 'B' }],
	['codeprefbench', codePrefBench, { pair_id: 'HumanEval/1', response_b: 'x.sort()', label: 'B' }],
	['codeprefbench', { ...codePrefBench, objective: 'security' }, { category: 'security' }],
	[
		'codeprefbench',
		codePrefBenchRow,
		{ pair_id: 'security/0001', messages: asked('Sort it.'), label: 'B', category: 'security' },
	],
])('a %s pair is detected and read', (format, record, expected) => {
	const file = readLabelledPairs(toJsonl([record]), { category: 'mine' });
	expect(file.problems.shown).toEqual([]);
	expect(file.detected).toMatchObject({ kind: 'known', format });
	expect(file.pairs).toMatchObject([{ line: 1, ...expected }]);
	expect(file.notes).toEqual([]);
});

test('every problem of a file is told with its line, its field and what it may be', () => {
	const { problems } = readLabelledPairs(
		toJsonl([
			ours,
			{ ...ours, pair_id: 'p2', label: 'C', response_b: '  ' },
			ours,
			{ ...ours, pair_id: 'p3', messages: asked('Add.') },
			{ ...ours, pair_id: 'p4', response_a: undefined },
			{ pair_id: 'p5' },
		]),
	);
	expect(problems.shown.map(({ line, field, reason }) => [line, field, reason])).toEqual([
		[2, 'response_b', 'empty-text'],
		[2, 'label', 'wrong-value'],
		[3, 'pair_id', 'duplicate'],
		[4, 'prompt', 'wrong-value'],
		[5, 'response_a', 'missing-field'],
		[6, 'response_a', 'missing-field'],
		[6, 'response_b', 'missing-field'],
		[6, 'label', 'missing-field'],
	]);
	expect(problems.shown[1]?.message).toBe(
		'Row 2: the field `label` is "C"; it must be one of A, B, tie (or A>B, B>A, A=B).',
	);
});

test('tasks that repeat are numbered, and what nobody reads is named', () => {
	const { pairs, notes } = readLabelledPairs(
		toJsonl([codePrefBench, { ...codePrefBench, extra: 1 }, codePrefBench]),
	);
	expect(pairs.map(({ pair_id }) => pair_id)).toEqual([
		'HumanEval/1',
		'HumanEval/1#2',
		'HumanEval/1#3',
	]);
	expect(notes).toHaveLength(2);
	expect(notes[1]).toContain('extra');
});

test('a file of something else, and an empty one, are refused in a sentence', () => {
	const other = readLabelledPairs(toJsonl([{ question_id: 'q', response: 'r' }]));
	expect(other.detected.kind).toBe('unknown');
	expect(other.problems.shown[0]?.message).toContain('response_a, response_b and label');
	expect(readLabelledPairs(toBytes('')).problems.shown[0]?.reason).toBe('empty-file');
});

test.each([
	[{ id: 'x', prompt: 'Add.' }, 'x'],
	[{ id: 'x', pair_id: 'p', instruction: 'Add.' }, 'p'],
	[{ pair_id: 'p', question: 'Add.' }, 'p'],
])('a pair has the id and the prompt under other names too: %j', (names, id) => {
	const { prompt: _prompt, pair_id: _id, ...rest } = ours;
	const { pairs, problems } = readLabelledPairs(toJsonl([{ ...rest, ...names }]));
	expect(problems.shown).toEqual([]);
	expect(pairs).toMatchObject([{ pair_id: id, messages: [{ content: 'Add.' }] }]);
});

test('a pair with an answer that nobody can see is refused, as one with a blank answer', () => {
	const { problems } = readLabelledPairs(toJsonl([{ ...ours, response_a: '\u200b' }]));
	expect(problems.shown).toMatchObject([{ line: 1, field: 'response_a', reason: 'empty-text' }]);
});

test('a model is among those that solve a prompt or among those that do not', () => {
	const record = { ...ours, solved_by: ['one', 'two'], not_solved_by: ['two'] };
	const { problems } = readLabelledPairs(toJsonl([record]));
	expect(problems.shown[0]?.message).toMatch(
		/the model "two" is in `solved_by` and in `not_solved_by`/,
	);
});

describe('several files are one set', () => {
	const file = (name: string, ...rows: readonly unknown[]) => ({ name, bytes: toJsonl(rows) });

	test('each of CodePrefBench’s files is about the objective that its name says', () => {
		const { pairs, problems, notes } = readFiles([
			file('correctness-alignment.jsonl', codePrefBench),
			file('efficiency-alignment.jsonl.gz', codePrefBench),
			file('security.jsonl', codePrefBench),
			file('Human_Preference-alignment.jsonl', codePrefBench),
		]);
		expect(problems.shown).toEqual([]);
		expect(pairs.map(({ pair_id: id, category }) => [id, category])).toEqual([
			['HumanEval/1', 'correctness'],
			['HumanEval/1#2', 'efficiency'],
			['HumanEval/1#3', 'security'],
			['HumanEval/1#4', 'human-preference'],
		]);
		expect(notes[0]).toBe('"correctness-alignment.jsonl": the category is correctness.');
	});

	test('a name counts less than the category that is given, and that less than a record’s own', () => {
		const { pairs } = readFiles([
			{ ...file('security.jsonl', codePrefBench), category: 'mine' },
			file('b.jsonl', { ...codePrefBench, objective: 'efficiency' }),
		]);
		expect(pairs.map(({ category }) => category)).toEqual(['mine', 'efficiency']);
	});

	test('a file whose name says nothing is refused once, and all others’ problems beside it', () => {
		const { problems } = readFiles([
			file('part1.jsonl', codePrefBench, codePrefBench),
			file('security.jsonl', { ...codePrefBench, gt_choice: 2 }),
		]);
		expect(problems.shown.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^"part1\.jsonl": neither its records nor its name say the objective/),
			expect.stringMatching(/^Row 1 of "security\.jsonl": the field `gt_choice` is 2/),
		]);
	});

	test('a row that is no JSON names its file, and so does an id of another file', () => {
		const { problems } = readFiles([
			file('a.jsonl', ours),
			{ name: 'b.jsonl', bytes: toBytes(`${JSON.stringify(ours)}\n{"pair_id": `) },
		]);
		expect(problems.shown.map(({ message }) => message)).toEqual([
			'Row 1 of "b.jsonl": the pair_id "p1" is in row 1 of "a.jsonl" already; it must be unique.',
			expect.stringMatching(/^Row 2 of "b\.jsonl": /),
		]);
	});
});

test('judgments beside the pairs are named, with the command that imports them', () => {
	const { notes } = readLabelledPairs(toJsonl([{ ...judgeBench, judgments: [null] }]));
	expect(notes).toEqual([expect.stringContaining('codejoust import judgments FILE --set NAME')]);
});
