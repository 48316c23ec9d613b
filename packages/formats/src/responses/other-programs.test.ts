import { expect, test } from 'vitest';
import { toBytes, toJsonl } from '../bytes/test-bytes.ts';
import { readResponses } from './responses.ts';

const questions = [
	{ question_id: 'HumanEval/0', prompt: 'Add two numbers.' },
	{ question_id: '7', prompt: 'Sort a list.' },
];
const read = (bytes: Uint8Array, options = {}) =>
	readResponses(bytes, { questions, isPartial: true, ...options });

const LM_EVAL = {
	doc_id: 7,
	doc: { prompt: 'Sort a list.' },
	target: 'x',
	arguments: {},
	resps: [['Use sorted().']],
	filtered_resps: ['sorted'],
	doc_hash: 'a',
};
const INSPECT = {
	id: 7,
	epoch: 1,
	input: 'Sort a list.',
	target: 'x',
	messages: [{ role: 'user', content: 'Sort a list.' }],
	output: {
		model: 'org/model-x',
		choices: [
			{
				message: {
					role: 'assistant',
					content: [
						{ type: 'reasoning', reasoning: 'Hm.' },
						{ type: 'text', text: 'Use sorted().' },
					],
				},
				stop_reason: 'stop',
			},
		],
	},
	scores: {},
};
const HELM = {
	instance: { input: { text: 'Sort a list.' }, references: [], split: 'test', id: 'id12' },
	request: { model: 'org/model-x', prompt: 'Sort a list.' },
	result: { success: true, completions: [{ text: 'Use sorted().', logprob: 0 }] },
};
const PROMPTFOO = {
	promptIdx: 0,
	testIdx: 0,
	id: 'a-b-c',
	vars: { prompt: 'Sort a list.' },
	prompt: { raw: 'Answer: Sort a list.', label: 'p' },
	provider: { id: 'openai:chat:model-x', label: '' },
	response: { output: 'Use sorted().', tokenUsage: {} },
	success: false,
	error: 'Expected output to contain "x"',
};

test.each([
	['evalplus', { task_id: 'HumanEval/0', solution: 'Use sorted().' }, 'HumanEval/0', undefined],
	['lm-eval', LM_EVAL, '7', undefined],
	['lm-eval', { ...LM_EVAL, doc: { task_id: 'HumanEval/0' } }, 'HumanEval/0', undefined],
	['inspect', INSPECT, '7', 'org/model-x'],
	['helm', HELM, '7', 'org/model-x'],
	['promptfoo', { ...PROMPTFOO, provider: { id: 'openai:chat:model-x' } }, '7', 'model-x'],
	['promptfoo', { ...PROMPTFOO, vars: { task_id: 'HumanEval/0' } }, 'HumanEval/0', undefined],
])(
	'%s: the answer is what the model wrote, to the question that the record names',
	(format, record, id, model) => {
		const file = read(toJsonl([record]));
		expect(file.problems.shown).toEqual([]);
		expect(file.detected).toMatchObject({ kind: 'known', format });
		expect(file.responses).toMatchObject([{ question_id: id, response: 'Use sorted().' }]);
		if (model !== undefined) expect(file.models).toEqual([model]);
	},
);

test('of several providers of promptfoo the submitted one is read', () => {
	const rows = [PROMPTFOO, { ...PROMPTFOO, provider: { id: 'anthropic:messages:model-y' } }];
	const { responses, problems } = read(toJsonl(rows), { model: 'Model Y' });
	expect(problems.shown).toEqual([]);
	expect(responses).toMatchObject([{ question_id: '7' }]);
	expect(read(toJsonl(rows), { model: 'other' }).problems.shown[0]?.message).toContain('model-y');
});

test('a sample that failed is a missing answer, and its reason is a warning', () => {
	const failed = [
		{ ...INSPECT, output: { model: 'x', choices: [] }, error: { message: 'Out of time' } },
		{ ...HELM, result: { success: false, error: 'Out of time', completions: [] } },
		{ ...PROMPTFOO, response: {}, error: 'Out of time' },
	];
	for (const record of failed) {
		const { responses, warnings, problems } = read(toJsonl([record]));
		expect({ responses, problems: problems.total }).toEqual({ responses: [], problems: 0 });
		expect(warnings.shown[0]?.message).toContain('Out of time');
	}
});

test.each([
	[{ task_id: 'HumanEval/0', completion: '  return 1' }, 'is no whole answer'],
	[{ ...LM_EVAL, resps: [[['-1.5', 'False']], [['-2', 'True']]] }, 'log-likelihoods'],
	[{ ...PROMPTFOO, vars: { topic: 'x' } }, 'no variable of the test names the question'],
])('what is no answer is refused with what to do: %#', (record, says) => {
	const { problems } = read(toJsonl([record]));
	expect(problems.shown.map(({ message }) => message)).toEqual([expect.stringContaining(says)]);
});

test.each([
	[{ 0: { origin_prompt: 'x', prediction: 'y' }, 1: { prediction: 'z' } }, 'OpenCompass'],
	[{ evalId: 'e', results: { version: 3, results: [PROMPTFOO] }, config: {} }, '--output'],
	[[['def f(): pass'], ['def g(): pass']], 'BigCode'],
])('a file of another program that names no question is told as such: %#', (value, says) => {
	const { problems } = read(toBytes(JSON.stringify(value)));
	expect(problems.shown[0]?.message).toContain(says);
});
