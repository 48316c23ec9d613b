import { expect, test } from 'vitest';
import { toJsonl } from '../bytes/test-bytes.ts';
import { readPairJudgments } from './pair-judgments.ts';

const PAIR = {
	pair_id: 'j1',
	original_id: 7,
	source: 'mmlu-pro-math',
	question: 'What is 2 + 2?',
	response_model: 'one-model',
	response_A: '4',
	response_B: '5',
	label: 'A>B',
};
const reply = (response: string, decision: string | null) => ({
	judgment: { judge_model: 'haiku', prompt: 'Compare.', response },
	decision,
});
const JUDGED = {
	...PAIR,
	judge_name: 'arena_hard',
	judgments: [reply('So [[A>>B]]', 'A>B'), reply('So [[B>A]]', 'B>A')],
};
const OURS = {
	pair_id: 'p1',
	prompt: 'Add.',
	response_a: 'a + b',
	response_b: 'a - b',
	label: 'A',
	judge_model: 'haiku',
	games: [
		{ order: 'BA', judgment_text: 'The second one.', decision: 'B>A' },
		{ order: 'AB', judgment_text: null, decision: null },
	],
};

const read = (...rows: readonly unknown[]) =>
	readPairJudgments([{ name: 'a.jsonl', bytes: toJsonl(rows) }]);

test('JudgeBench’s outputs are the pair, its judge and both games, each as it was shown', () => {
	const { detected, judged, problems, notes, records } = read(JUDGED);
	expect(problems.shown).toEqual([]);
	expect(detected).toMatchObject({ format: 'judgebench' });
	expect({ notes, records }).toEqual({ notes: [], records: [1] });
	expect(judged).toEqual([
		{
			place: 'Row 1',
			judge: 'haiku (arena_hard)',
			pair: expect.objectContaining({ pair_id: 'j1', label: 'A', category: 'mmlu-pro' }),
			games: [
				{ shownFirst: 'one', decision: 'A>B', words: 'So [[A>>B]]' },
				{ shownFirst: 'two', decision: 'B>A', words: 'So [[B>A]]' },
			],
		},
	]);
});

test('our own pairs name the order of each game', () => {
	expect(read(OURS).judged).toMatchObject([
		{
			judge: 'haiku',
			pair: { pair_id: 'p1', label: 'A' },
			games: [
				{ shownFirst: 'two', decision: 'B>A', words: 'The second one.' },
				{ shownFirst: 'one', decision: null },
			],
		},
	]);
});

test.each([
	['a game that failed', [null, reply('', 'B>A')], [null, 'B>A']],
	['a label that is none', [reply('', 'A<B'), reply('', 'tie')], [null, null]],
	['one order alone', [reply('', 'A=B')], ['A=B']],
	['scores without words', [{ judgment: { scores: [1, 2] }, decision: 'B>A' }], ['B>A']],
])('%s is never a tie', (_, judgments, decisions) => {
	const { judged, problems } = read({ ...JUDGED, judgments });
	expect(problems.shown).toEqual([]);
	expect(judged[0]?.games.map(({ decision }) => decision)).toEqual(decisions);
});

test('a judge that is asked for other labels says so, and is another judge than the model under other prompts', () => {
	const { judged } = read({ ...JUDGED, judge_name: 'vanilla' });
	expect(judged[0]).toMatchObject({
		judge: 'haiku (vanilla)',
		games: [{ hasOtherLabels: true }, { hasOtherLabels: true }],
	});
});

test('all that is wrong is told at once, with the file where there are several', () => {
	const { problems } = readPairJudgments([
		{ name: 'a.jsonl', bytes: toJsonl([JUDGED, { ...JUDGED, pair_id: 'j2', judgments: [] }]) },
		{
			name: 'b.jsonl',
			bytes: toJsonl([
				{ ...JUDGED, label: 'A' },
				{ ...OURS, games: [OURS.games[0], OURS.games[0]] },
				JUDGED,
			]),
		},
	]);
	const told = problems.shown.map(({ message }) => message);
	expect(told).toEqual([
		expect.stringMatching(/^Row 2 of "a\.jsonl": the field `judgments`/),
		expect.stringMatching(/^Row 1 of "b\.jsonl": the field `label` is "A"; it must be one of/),
		expect.stringMatching(/^Row 2 of "b\.jsonl": the field `source` is missing/),
		expect.stringMatching(/^Row 2 of "b\.jsonl": the field `question` is missing/),
		expect.stringMatching(/^Row 2 of "b\.jsonl": the field `response_A` is missing/),
		expect.stringMatching(/^Row 2 of "b\.jsonl": the field `response_B` is missing/),
		expect.stringMatching(/^Row 2 of "b\.jsonl": the field `label` is "A"/),
		expect.stringMatching(/^Row 2 of "b\.jsonl": both games are of the order BA/),
		expect.stringMatching(
			/^Row 3 of "b\.jsonl": the pair_id "j1" is in row 1 of "a\.jsonl" already/,
		),
	]);
});

test.each([
	[PAIR, 'labelled pairs without judgments'],
	[{ question_id: 'q', model: 'm', games: [] }, 'are imported with --benchmark'],
])('other records are refused in one sentence', (record, says) => {
	const { problems } = read(record, record, record);
	expect(problems.shown.map(({ message }) => message)).toEqual([expect.stringContaining(says)]);
});
