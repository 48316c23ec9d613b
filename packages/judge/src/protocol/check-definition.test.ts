import { expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { defaultJudge, rehearsalJudge } from './default-judges.ts';
import { noteDefinition } from './definition-notes.ts';

const judge = defaultJudge();

function faultsOf(change: object): readonly string[] {
	const checked = checkDefinition({ ...judge, ...change });
	return checked.kind === 'valid'
		? []
		: checked.faults.map(({ path, reason }) => `${path}: ${reason}`);
}

test('a valid definition comes back as it was', () => {
	expect(checkDefinition(judge)).toEqual({ kind: 'valid', definition: judge });
	expect(checkDefinition(rehearsalJudge())).toMatchObject({ kind: 'valid' });
});

test.each<readonly [string, object, RegExp]>([
	[
		'a slot is missing',
		{ userTemplate: judge.userTemplate.replace('{{question}}', '') },
		/^userTemplate: \{\{question\}\} appears 0 times; it must appear once\.$/,
	],
	[
		'an answer is shown twice',
		{ userTemplate: `${judge.userTemplate}{{answer_a}}` },
		/\{\{answer_a\}\} appears 2 times/,
	],
	[
		'a slot is unknown',
		{ userTemplate: `${judge.userTemplate}{{ reference }}` },
		/\{\{ reference \}\} is not a slot; the slots are \{\{question\}\}, \{\{answer_a\}\}, \{\{answer_b\}\}/,
	],
	[
		'a slot stands where none is filled',
		{ systemPrompt: `${judge.systemPrompt} {{question}}` },
		/^systemPrompt: \{\{question\}\} is filled only in the user template/,
	],
	[
		'a marker is missing',
		{ userTemplate: judge.userTemplate.replace("<|The End of Assistant B's Answer|>", '') },
		/The marker <\|The End of Assistant B's Answer\|> appears 0 times/,
	],
	[
		'the answers are exchanged',
		{
			userTemplate: judge.userTemplate
				.replace('{{answer_a}}', '{{x}}')
				.replace('{{answer_b}}', '{{answer_a}}')
				.replace('{{x}}', '{{answer_b}}'),
		},
		/Each answer must be between its own markers, A before B/,
	],
	[
		'a label is not named',
		{ systemPrompt: judge.systemPrompt.replaceAll('[[B>>A]]', '') },
		/do not name the label \[\[B>>A\]\]; the parser labels@1 reads \[\[A>>B\]\], .*\[\[B>>A\]\]\.$/,
	],
	[
		'the parser does not fit the format',
		{ parser: 'structured@1' },
		/^parser: The parser structured@1 reads replies of the format json-schema, not text/,
	],
	[
		'the model is no rehearsal judge',
		{ model: 'codejoust-rehearsal-9' },
		/^model: .* codejoust-rehearsal-1 and/,
	],
	[
		'a prompt is too long',
		{ systemPrompt: `${judge.systemPrompt}${' '.repeat(1e5)}` },
		/systemPrompt: .*100000/,
	],
	['a limit is broken', { sampling: { temperature: 3 } }, /^sampling\.temperature: .*2/],
	['a field is unknown', { endpoint: 'https://example.org' }, /"endpoint"/],
	['the kind is unknown', { kind: 'rubric' }, /^kind: The kinds of judges are: pairwise\.$/],
])('a definition in which %s is told so with the limit', (_name, change, reason) => {
	const faults = faultsOf(change);
	expect(faults).toHaveLength(1);
	expect(faults[0]).toMatch(reason);
});

test('everything that is wrong is told at once, once each', () => {
	const faults = faultsOf({
		model: '',
		sampling: { temperature: 3, topP: 0 },
		userTemplate: 'Which is better? {{answers}}',
		systemPrompt: '',
		reAsk: { reasons: ['bored'], tokenFactor: 1 },
	});
	const count = (path: string) => faults.filter((fault) => fault.startsWith(`${path}:`)).length;
	expect(count('model')).toBe(1);
	expect(count('sampling.temperature') + count('sampling.topP')).toBe(2);
	expect(count('reAsk.reasons.0')).toBe(1);
	// Three slots, one unknown name, four markers; five labels.
	expect(count('userTemplate')).toBe(8);
	expect(count('systemPrompt')).toBe(5);
	expect(new Set(faults).size).toBe(faults.length);
});

test.each([undefined, null, 'text', 7, []])('%o is no definition', (given) => {
	expect(checkDefinition(given)).toMatchObject({ kind: 'faulty' });
});

test('what a model may change or refuse is noted', () => {
	expect(noteDefinition(judge)).toEqual([]);
	expect(noteDefinition({ ...judge, model: 'gpt-4o' })).toEqual([
		expect.stringContaining('floating alias'),
	]);
	expect(noteDefinition({ ...judge, model: 'o3-2025-04-16' })).toEqual([
		expect.stringContaining('refuse temperature'),
		expect.stringContaining('refuse max_tokens'),
	]);
});
