import { describe, expect, test } from 'vitest';
import { isJudgeConfig, readJudgeConfig } from './judge-config.ts';

const TEMPLATE = '<|User Prompt|>\n{question_1}\n\nA:\n{answer_1}\n\nB:\n{answer_2}';
const CODE_ARENA = {
	judge_model: 'gpt-4o-2024-08-06',
	reference: false,
	ref_model: null,
	baseline: true,
	baseline_model: 'gpt-4-turbo-2024-04-09',
	pairwise: true,
	temperature: 0,
	max_tokens: 4096,
	regex_pattern: '\\[\\[([AB<>=]+)\\]\\]',
	number_of_judgment_attempts: 2,
	system_prompt: 'Compare two answers. End with [[A>B]].',
	prompt_template: [TEMPLATE],
};

describe('CodeArena’s settings', () => {
	const read = readJudgeConfig(CODE_ARENA);

	test('become a definition with our slots', () => {
		expect(read.problems).toEqual([]);
		expect(read.definition).toEqual({
			model: 'gpt-4o-2024-08-06',
			sampling: { temperature: 0 },
			maxTokens: { parameter: 'max_tokens', limit: 4096 },
			responseFormat: 'text',
			parser: 'labels@1',
			reAsk: { reasons: ['no-verdict'], tokenFactor: 1 },
			systemPrompt: CODE_ARENA.system_prompt,
			userTemplate: TEMPLATE.replace('{question_1}', '{{question}}')
				.replace('{answer_1}', '{{answer_a}}')
				.replace('{answer_2}', '{{answer_b}}'),
		});
	});

	test('name what is not read', () => {
		expect(read.notes).toEqual([
			'{question_1} is read as {{question}}.',
			'{answer_1} is read as {{answer_a}}.',
			'{answer_2} is read as {{answer_b}}.',
			'baseline, baseline_model say nothing about judging and are not read.',
		]);
	});
});

test('Arena-Hard’s settings have a text as the template and a list of patterns', () => {
	const { definition, notes, problems } = readJudgeConfig({
		judge_model: 'gpt-4.1',
		temperature: 0,
		max_tokens: 16_000,
		regex_patterns: ['\\[\\[([AB<>=]+)\\]\\]', '\\[([AB<>=]+)\\]'],
		prompt_template: '{QUESTION} {ANSWER_A} {ANSWER_B}',
		model_list: ['gpt-4o'],
	});
	expect(problems).toEqual([]);
	expect(definition).toMatchObject({
		systemPrompt: '',
		userTemplate: '{{question}} {{answer_a}} {{answer_b}}',
		reAsk: { reasons: [] },
	});
	expect(notes.filter((note) => note.startsWith('The pattern'))).toHaveLength(1);
});

test('the reference of another program is our block', () => {
	const { definition, notes } = readJudgeConfig({
		judge_model: 'm',
		prompt_template: `${TEMPLATE}\n{ref_answer_1}`,
	});
	expect(definition['userTemplate']).toContain('{{#reference}}{{reference}}{{/reference}}');
	expect(notes.at(-1)).toContain('{ref_answer_1} is read as');
});

test('all that is wrong is told at once, a slot that nothing fills among it', () => {
	const { problems } = readJudgeConfig({
		judge_model: '',
		system_prompt: ['no text'],
		prompt_template: [`${TEMPLATE}\n{ref_answer_1} {ref_answer_2} {answer_3}`],
	});
	expect(problems).toEqual([
		'`judge_model` must be the name of a model.',
		'`system_prompt` must be a text.',
		'{ref_answer_2} in `prompt_template` is a place that nothing fills here; braces that are text are written twice, as {{ref_answer_2}}.',
		'{answer_3} in `prompt_template` is a place that nothing fills here; braces that are text are written twice, as {{answer_3}}.',
	]);
	expect(readJudgeConfig({ judge_model: 'm', prompt_template: ['a', 'b'] }).problems).toEqual([
		'`prompt_template` must be one text, or a list of one.',
	]);
});

test('settings of programs made from Arena-Hard are read: another name of the template, one game, doubled braces', () => {
	const { definition, notes, problems } = readJudgeConfig({
		judge_model: 'm',
		pairwise: false,
		reference: true,
		ref_model: 'o1',
		user_template: `${TEMPLATE} Return {{"choice": "[[A>B]]"}}.`,
	});
	expect(problems).toEqual([]);
	expect(definition['userTemplate']).toContain('{{answer_b}} Return {"choice": "[[A>B]]"}.');
	expect(notes.slice(-3)).toEqual([
		'{{ and }} are read as { and }, which that program sends.',
		'`pairwise: false` means one game of each battle there; here each battle is played in both orders.',
		'The reference answers of o1 are not in these settings: they belong to the benchmark (import benchmark --reference-model, or references set).',
	]);
	expect(readJudgeConfig({ judge_model: 'm', user_template: ['a', 'b'] }).problems).toEqual([
		'`user_template` must be one text, or a list of one.',
	]);
	const ours = '{{question}} {{answer_a}} {{answer_b}} {{"a": 1}}';
	const kept = readJudgeConfig({ judge_model: 'm', prompt_template: ours });
	expect(kept.definition['userTemplate']).toBe(ours);
});

test('a name in braces that nothing fills is refused, and other braces are text', () => {
	const template = `${TEMPLATE} {"a": 1} {x} {nonsense_3} {{note}} \\frac{question} {} {1}`;
	const { problems } = readJudgeConfig({ judge_model: 'm', prompt_template: template });
	expect(problems.map((one) => one.slice(0, one.indexOf(' ')))).toEqual([
		'{x}',
		'{nonsense_3}',
		'{question}',
	]);
	const ours = readJudgeConfig({
		judge_model: 'm',
		prompt_template: '{{question}} {{answer_a}} {{answer_b}} {x} {ref_answer_1}',
	});
	expect(ours.problems).toEqual([
		'{ref_answer_1} in `prompt_template` is a place that nothing fills here.',
	]);
});

test.each([
	[CODE_ARENA, true],
	[{ judge_model: 'm' }, false],
	[{ judge_model: 'm', prompt_template_zh: 'x' }, false],
	[{ judge_model: 'm', user_template: TEMPLATE }, true],
	[{ slug: 'gpt-4o', definition: {} }, false],
	[['judge_model'], false],
	[null, false],
])('%j: settings of a judge: %s', (value, is) => {
	expect(isJudgeConfig(value)).toBe(is);
});
