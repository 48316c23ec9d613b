import { expect, test } from 'vitest';
import { CRITERION_NAMES, findCriterion } from '../definition/criteria.ts';
import { criterionJudge, defaultJudge, isFloatingAlias, rehearsalJudge } from './default-judges.ts';
import { type JudgeDefinition, hashDefinition, judgeDefinitionSchema } from './definition.ts';
import { completeDefinition } from './complete-definition.ts';
import { defaultTokenJudge } from './token-default.ts';
import { ASKED_KINDS, JUDGE_KINDS } from '../definition/definition-values.ts';

const judge = defaultJudge();

function problemsOf(change: object): string[] {
	const result = judgeDefinitionSchema.safeParse({ ...judge, ...change });
	return result.success ? [] : result.error.issues.map((issue) => issue.path.join('.'));
}

test.each([judge, rehearsalJudge(), defaultJudge('gpt-5-2025-08-07'), defaultJudge('o3')])(
	'the shipped judge %# is a valid definition and parsing changes nothing of it',
	(definition) => {
		expect(judgeDefinitionSchema.parse(definition)).toEqual(definition);
	},
);

test('every kind of the list has its schema, and another kind learns the list', () => {
	// The schemas of juries, cascades and recorded judgments, which ask nothing, are tested beside them.
	for (const kind of ASKED_KINDS) expect(problemsOf({ kind })).not.toContain('kind');
	const other = judgeDefinitionSchema.safeParse({ ...judge, kind: 'other' });
	expect(other.error?.issues[0]?.message).toContain(JUDGE_KINDS.join(', '));
});

test.each([
	['a slot is missing', { userTemplate: judge.userTemplate.replace('{{question}}', '') }],
	['a slot is there twice', { userTemplate: `${judge.userTemplate} {{answer_a}}` }],
	['a marker is missing', { userTemplate: judge.userTemplate.replace('<|The End of', '<|End') }],
	['an answer is outside its markers', { userTemplate: swapSlots(judge.userTemplate) }],
	['a label is not named', { systemPrompt: judge.systemPrompt.replaceAll('[[A=B]]', '') }],
	['the parser does not fit the format', { parser: 'structured@1' }],
	['a field is unknown', { endpoint: 'https://example.org' }],
	['the temperature is out of range', { sampling: { temperature: 3 } }],
])('a definition in which %s is refused', (_name, change) => {
	expect(problemsOf(change)).not.toEqual([]);
});

function swapSlots(template: string): string {
	return template
		.replace('{{answer_a}}', '{{x}}')
		.replace('{{answer_b}}', '{{answer_a}}')
		.replace('{{x}}', '{{answer_b}}');
}

test('the hash is that of the data, not of the order in which it was written', () => {
	const reversed = Object.fromEntries(Object.entries(judge).reverse()) as JudgeDefinition;
	expect(hashDefinition(reversed)).toBe(hashDefinition(judge));
	const unset = { ...judge, sampling: { ...judge.sampling, seed: undefined } };
	expect(hashDefinition(unset)).toBe(hashDefinition(judge));
});

test.each([
	['gpt-4o-2024-08-06', 'ab1320db0f146c77377e456258f0433de8dfc06f864557a8996825edbbc3f011'],
	['gpt-5-2025-08-07', '9a296ba43eb58707ee1086fbf4a6b42635eb577e59da99aa99531301b78d8e90'],
	['codejoust-rehearsal-1', '24cb44034bbf48c5caa2c6d12e233c7ba70a76518e0b2b4c5e196238f33d3064'],
	['codejoust-rehearsal-2', '3c45d64f8b0e00a832e58b938a75d0bf0eefc974447fbe1034156d89c1c8f6ae'],
])(
	'the hash of the shipped judge of %s never changes between versions of the program',
	(model, hash) => {
		expect(hashDefinition(defaultJudge(model))).toBe(hash);
	},
);

test('the hash of the shipped judge of one token never changes, with and without a criterion', () => {
	const whole = defaultTokenJudge('gpt-4o-2024-08-06');
	const under = completeDefinition(whole, { criterion: 'security' });
	expect(hashDefinition(whole).slice(0, 16)).toBe('fc30a51aa678a65f');
	expect(hashDefinition(judgeDefinitionSchema.parse(under)).slice(0, 16)).toBe('843a5a0f86af286d');
});

test('the hash of the shipped judge under a criterion never changes, nor do the texts of the criteria', () => {
	const hashes = CRITERION_NAMES.map((name) => {
		const criterion = findCriterion(name) ?? { name: '', text: '' };
		return [name, hashDefinition(criterionJudge(criterion)).slice(0, 16)];
	});
	expect(hashes).toEqual([
		['correctness', 'c2e716439acd4d7a'],
		['efficiency', '11c1fc5bfc8ad211'],
		['security', '7593a182f90fba3f'],
		['readability', '6ffb7415235741af'],
		['robustness', '3f23080f11e18d18'],
	]);
});

test('an absent criterion is no part of the hash, another text of one is another judge', () => {
	expect(hashDefinition({ ...judge, criterion: undefined })).toBe(hashDefinition(judge));
	const under = (text: string) => hashDefinition(criterionJudge({ name: 'a', text }));
	expect(under('One?')).not.toBe(under('Two?'));
});

test.each([
	{ model: 'gpt-4o-2024-11-20' },
	{ systemPrompt: `${judge.systemPrompt} ` },
	{ sampling: {} },
	{ maxTokens: { ...judge.maxTokens, limit: 1 } },
	{ reAsk: { ...judge.reAsk, reasons: [] } },
])('changing %o makes another judge', (change) => {
	expect(hashDefinition({ ...judge, ...change })).not.toBe(hashDefinition(judge));
});

test('the order and repetition of re-ask reasons make no other judge', () => {
	const written = {
		...judge,
		reAsk: { ...judge.reAsk, reasons: ['truncated', 'no-verdict', 'contradictory', 'truncated'] },
	};
	expect(judgeDefinitionSchema.parse(written)).toEqual(judge);
});

test('reasoning models get no temperature and max_completion_tokens', () => {
	for (const model of ['o3-2025-04-16', 'gpt-5-2025-08-07', 'openai/o4-mini', 'gpt-5.4']) {
		const { sampling, maxTokens } = defaultJudge(model);
		expect([sampling, maxTokens.parameter]).toEqual([{}, 'max_completion_tokens']);
	}
	for (const model of ['gpt-4o-2024-08-06', 'gpt-5-chat-latest', 'Qwen2.5-72B']) {
		expect(defaultJudge(model).maxTokens.parameter).toBe('max_tokens');
	}
});

test.each([
	['gpt-4o', true],
	['openai/gpt-4o', true],
	['gpt-4o-2024-08-06', false],
	['gpt-4-1106-preview', false],
	['gpt-4-0613', false],
	['chatgpt-4o-latest', true],
	['o3', true],
	['o3-2025-04-16', false],
	['claude-sonnet-4-5', true],
	['claude-sonnet-4-5-20250929', false],
	['gemini-1.5-pro-002', false],
	['llama3.1:latest', true],
	['Qwen2.5-Coder-32B-Instruct', false],
	['codejoust-rehearsal-1', false],
])('%s is a floating alias: %s', (model, isFloating) => {
	expect(isFloatingAlias(model)).toBe(isFloating);
});
