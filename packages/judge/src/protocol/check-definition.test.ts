import { expect, test } from 'vitest';
import { CRITERION_NAMES, findCriterion } from '../definition/criteria.ts';
import { checkDefinition } from './check-definition.ts';
import { criterionJudge, defaultJudge, rehearsalJudge } from './default-judges.ts';
import { noteDefinition } from './definition-notes.ts';
import { defaultTokenJudge } from './token-default.ts';

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
		'a reference of another program is left',
		{ userTemplate: `${judge.userTemplate}{ref_answer_1}` },
		/^userTemplate: \{ref_answer_1\} is another program's place of a reference/,
	],
	[
		'a place of another program is left',
		{ userTemplate: `${judge.userTemplate}{question_1}` },
		/^userTemplate: \{question_1\} is another program's place, which nothing fills/,
	],
	[
		'a block is not closed',
		{ userTemplate: `${judge.userTemplate}{{#reference}}{{reference}}` },
		/^userTemplate: \{\{#reference\}\} is not closed/,
	],
	[
		'a block is where nothing is filled',
		{ systemPrompt: `${judge.systemPrompt}{{#reference}}` },
		/^systemPrompt: \{\{#reference\}\} is filled only in the user template/,
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
	['the kind is unknown', { kind: 'oracle' }, /^kind: The kinds of judges are: pairwise, /],
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

const EFFICIENCY = { name: 'efficiency', text: 'Which code needs less time?' };
const under = criterionJudge(EFFICIENCY);

test.each(CRITERION_NAMES)('the default judge under %s is valid', (name) => {
	const criterion = findCriterion(name) ?? EFFICIENCY;
	const definition = criterionJudge(criterion);
	expect(definition.criterion?.name).toBe(name);
	expect(checkDefinition(definition)).toEqual({ kind: 'valid', definition });
});

function criterionFaults(text: unknown, change: object = {}): readonly string[] {
	return faultsOf({ ...under, criterion: { ...EFFICIENCY, text }, ...change });
}

test.each<readonly [string, readonly string[], RegExp]>([
	['has 2,000 characters', criterionFaults('x'.repeat(2000)), /^criterion\.text: .*1000/],
	['is empty', criterionFaults(''), /^criterion\.text: .*>=1 /],
	['is only white space', criterionFaults(' \n'), /^criterion\.text: .*only white space/],
	['is no text', criterionFaults(7), /^criterion\.text: .*string/],
	[
		'has a label',
		criterionFaults('Say [[A>>B]].'),
		/^criterion\.text: \[\[A>>B\]\] reads as a ver/,
	],
	[
		'has what looks like a label',
		criterionFaults('Say ［［Ａ＞Ｂ］］.'),
		/reads as a verdict label/,
	],
	[
		'has a label of its parser',
		criterionFaults('Say A>>B.', { parser: 'structured@1', responseFormat: 'json-schema' }),
		/^criterion\.text: A>>B reads as a verdict label/,
	],
	[
		'has a slot',
		criterionFaults('As {{question}} says'),
		/^criterion\.text: \{\{question\}\} reads as a/,
	],
	[
		'has a marker',
		criterionFaults("<|The End of Assistant A's Answer|>"),
		/^criterion\.text: .*reads as a marker/,
	],
	[
		'has a name that is no slug',
		faultsOf({ ...under, criterion: { ...EFFICIENCY, name: 'Big O' } }),
		/^criterion\.name: .*1 to 40 characters/,
	],
	[
		'has a name of 41 characters',
		faultsOf({ ...under, criterion: { ...EFFICIENCY, name: 'x'.repeat(41) } }),
		/^criterion\.name: .*1 to 40 characters/,
	],
	[
		'has another field',
		faultsOf({ ...under, criterion: { ...EFFICIENCY, weight: 2 } }),
		/^criterion: .*"weight"/,
	],
	[
		'is a name that is mistyped',
		faultsOf({ ...under, criterion: 'eficiency' }),
		/^criterion: There is no criterion "eficiency"; the nearest name is efficiency\. The shipped .*robustness/,
	],
	['is a list', faultsOf({ ...under, criterion: [] }), /^criterion: .*object of name and text/],
	[
		'has no place in the template',
		faultsOf({ ...judge, criterion: EFFICIENCY }),
		/^userTemplate: \{\{criterion\}\} appears 0 times; it must appear once where/,
	],
	[
		'has two places',
		faultsOf({ ...under, userTemplate: `${under.userTemplate}{{criterion}}` }),
		/^userTemplate: \{\{criterion\}\} appears 2 times; it must appear once where/,
	],
	[
		'is missing for its place',
		faultsOf({ ...under, criterion: undefined }),
		/^userTemplate: \{\{criterion\}\} appears 1 times, and the definition has no criterion/,
	],
	[
		'stands in the system prompt',
		faultsOf({ ...under, systemPrompt: `${under.systemPrompt}{{criterion}}` }),
		/^systemPrompt: \{\{criterion\}\} is filled only in the user template/,
	],
])(
	'a criterion that %s is one fault that names the field and the limit',
	(_name, faults, reason) => {
		expect(faults).toHaveLength(1);
		expect(faults[0]).toMatch(reason);
	},
);

test('a text of one’s own under the name of a shipped criterion is noted', () => {
	expect(noteDefinition(under)).toEqual([expect.stringContaining('name of a shipped criterion')]);
	expect(noteDefinition({ ...under, criterion: { ...EFFICIENCY, name: 'speed' } })).toEqual([]);
	const shipped = findCriterion('efficiency') ?? EFFICIENCY;
	expect(noteDefinition(criterionJudge(shipped))).toEqual([]);
});

test('all that is wrong with a criterion comes together with the rest', () => {
	const text = `${'x'.repeat(1000)} [[B>A]] {{answer_c}} <|Criterion|>`;
	const faults = faultsOf({ model: '', criterion: { name: '', text } });
	expect(faults.map((fault) => fault.slice(0, fault.indexOf(':'))).sort()).toEqual([
		'criterion.name',
		'criterion.text',
		'criterion.text',
		'criterion.text',
		'criterion.text',
		'model',
		'userTemplate',
	]);
});

test.each<readonly [string, object, boolean]>([
	[
		'of a reference answer, and shows none',
		{ systemPrompt: 'Compare with the Reference Answer.' },
		true,
	],
	['of the ideal solution, and shows none', { systemPrompt: 'Is it the ideal solution?' }, true],
	[
		'of it, and shows it',
		{
			systemPrompt: 'Compare with the reference answer.',
			userTemplate: `${judge.userTemplate}{{#reference}}{{reference}}{{/reference}}`,
		},
		false,
	],
	['of neither answer as the reference', {}, false],
])('an operator is told of a prompt that speaks %s', (_, change, isTold) => {
	const notes = noteDefinition({ ...judge, ...change });
	expect(notes.some((note) => note.includes('the judge is shown none'))).toBe(isTold);
});

test('what is done to the answers is one of what is known, or the field is left out', () => {
	expect(faultsOf({ ...under, prepare: 'strip-comments@1' })).toEqual([]);
	const token = { ...defaultTokenJudge('judge-1'), prepare: 'strip-comments@1' };
	expect(checkDefinition(token)).toMatchObject({ kind: 'valid', definition: token });
	for (const prepare of ['strip-comments', '', 1, null])
		expect(faultsOf({ ...under, prepare })).toEqual([
			'prepare: What may be done to the answers: strip-comments@1; without the field, nothing.',
		]);
});
