import { expect, test } from 'vitest';
import { toBytes, toJsonl } from '../bytes/test-bytes.ts';
import { readFieldMap } from '../rows/field-map.ts';
import { describePreparation } from '../checks/preparation.ts';
import { readResponses, readResponseValues } from './responses.ts';
import { nameElsewhere } from './strangers.ts';

const rows = (texts: readonly string[]) =>
	toJsonl(texts.map((response, at) => ({ question_id: `q${at + 1}`, response })));
const known = (count: number, languages: readonly string[] = []) =>
	Array.from({ length: count }, (_, at) => ({ question_id: `q${at + 1}`, languages }));

test('what the model thought is removed where its owner asks for it, and that is recorded', () => {
	const file = rows(['<think>\nHm.\n</think>\n\n  Use it.\n', 'Fine.', '<mm:think>a</mm:think>b']);
	expect(readResponses(file).problems.shown).toMatchObject([{ reason: 'not-accepted' }]);
	const { responses, problems, preparation } = readResponses(file, {
		prepare: { stripThinking: true },
	});
	expect(problems.total).toBe(0);
	expect(responses.map(({ response }) => response)).toEqual(['  Use it.', 'Fine.', 'b']);
	expect(preparation).toEqual({ thinking_stripped: 2 });
	expect(describePreparation(preparation)).toEqual([
		'What the model thought was removed from 2 answers.',
	]);
});

test.each<[string, object]>([
	['a field beside it', { reasoning_content: 'The answer is 4.' }],
	['the provenance of answers made here', { provenance: { thinking_characters: 9 } }],
	['the same text', { response: '<think>Hm.</think>\n' }],
])('an empty answer with thinking in %s is refused until its owner accepts it', (_name, more) => {
	const file = toJsonl([
		{ question_id: 'q1', response: '', ...more },
		{ question_id: 'q2', response: '' },
		{ question_id: 'q3', response: 'x', thinking: 'y' },
	]);
	const prepare = { stripThinking: true };
	const { problems, warnings } = readResponses(file, { prepare });
	expect(problems.shown).toEqual([
		{
			reason: 'not-accepted',
			field: 'accept',
			message: expect.stringMatching(
				/^1 answer is empty beside its thinking \(row 1\)\. .*"accept=only-thinking": an empty answer loses its battle\.$/,
			),
		},
	]);
	expect(warnings.byCode).toMatchObject({ 'empty-answer': 2, 'only-thinking': 1 });
	const accepted = readResponses(file, { prepare, accepted: ['only-thinking'] });
	expect(accepted.problems.total).toBe(0);
});

test.each<[string, object]>([
	[
		'a batch',
		{
			custom_id: 'q1',
			response: { body: { choices: [{ message: { content: '', reasoning_content: 'Hm.' } }] } },
		},
	],
	[
		'Arena-Hard',
		{
			uid: 'q1',
			model: 'm',
			messages: [
				{ role: 'user', content: 'x' },
				{ role: 'assistant', content: '', thinking: 'Hm.' },
			],
		},
	],
])('thinking beside an empty answer is seen in %s', (_name, record) => {
	expect(readResponses(toJsonl([record])).warnings.byCode['only-thinking']).toBe(1);
});

test('thinking that never ends is no answer to strip', () => {
	const { problems, preparation } = readResponses(rows(['<think>and so on']), {
		prepare: { stripThinking: true },
	});
	expect(problems.shown).toMatchObject([{ message: expect.stringContaining('more tokens') }]);
	expect(preparation).toEqual({});
});

test.each(['a\\ud800b', 'a\\u0000b', 'a\u0000b'])(
	'a text that no database can hold is refused with the way out, and repaired where its owner asks: %j',
	(text) => {
		const file = toBytes(`{"question_id":"q1","response":"${text}"}\n`);
		expect(readResponses(file).problems.shown).toMatchObject([
			{ line: 1, message: expect.stringContaining('--repair') },
		]);
		const read = readResponses(file, { prepare: { repair: true } });
		expect(read.responses).toMatchObject([{ response: 'a\ufffdb' }]);
		expect(read.preparation).toEqual({ repaired: 1 });
	},
);

test('the rows of a JSON body are repaired alike', () => {
	const values = [{ question_id: 'q1', response: '\ud800', meta: { '\u0000': ['\udc00'] } }];
	const read = readResponseValues(values, { prepare: { repair: true } });
	expect(read.responses).toMatchObject([{ response: '\ufffd' }]);
});

test.each([
	['Lancer-7B', 0],
	['org/lancer_7b', 0],
	['lancer-7b-2026-01-01', 0],
	['pike-7b', 1],
])('answers of lancer-7b whose rows name %s: %i warning', (model, warnings) => {
	const file = toJsonl([{ question_id: 'q1', response: 'x', model }]);
	const { byCode } = readResponses(file, { model: 'lancer-7b' }).warnings;
	expect(byCode['other-model'] ?? 0).toBe(warnings);
});

test.each([
	['```java\nclass A {}\n```', ['Python'], 1],
	['```java\nclass A {}\n```', ['Python', 'Java'], 0],
	['```py\nx = 1\n```\n```java\n```', ['python'], 0],
	['```bash\npip install x\n```', ['python'], 0],
	['```cpp\nint x;\n```', ['C'], 0],
	['```java\n```', ['Brand-new'], 0],
	['```\nx\n```', ['python'], 0],
	['```c\n````\n```java\n```', ['c'], 0],
])('code blocks %j in answer to a question about %j: %i warning', (text, languages, warnings) => {
	const { byCode } = readResponses(rows([text]), { questions: known(1, languages) }).warnings;
	expect(byCode['other-language'] ?? 0).toBe(warnings);
});

test.each([
	['def f(x):\n    return sum(', undefined, 1],
	['x = [1, 2,', undefined, 1],
	['Use `reversed(x)`.', undefined, 0],
	['It is **bold**', undefined, 0],
	['All of it', 'MAX_TOKENS', 1],
	['All of it', 'stop', 0],
])('%j with the finish reason %s: %i warning of a cut', (response, finish_reason, warnings) => {
	const file = toJsonl([{ question_id: 'q1', response, finish_reason }]);
	expect(readResponses(file).warnings.byCode['looks-truncated'] ?? 0).toBe(warnings);
});

test('answers to another benchmark are one sentence, and one that the arena knows is named', () => {
	const records = ['a', 'b', 'c', 'd', 'e'].map((question_id) => ({ question_id, response: 'x' }));
	const file = readResponses(toJsonl(records), { questions: known(9) });
	expect(file.problems).toEqual({
		shown: [
			{
				reason: 'unknown-question',
				message:
					'5 of 5 answers name no question of the benchmark: a, b, c and 2 more. The benchmark has questions such as q1, q2, q3.',
			},
		],
		total: 1,
	});
	expect(file.strangers).toEqual(['a', 'b', 'c', 'd', 'e']);
	expect(nameElsewhere(file, 'hard@2.0').problems.shown[0]?.message).toMatch(
		/ These are questions of hard@2\.0: submit the file to that benchmark\.$/,
	);
});

test.each([
	[{ question_id: 'q', completion: 'x' }, '"question_id", "completion", which are not those of'],
	[{ task: 'q', completion: 'x' }, '"task", "completion", which no format of answers has'],
])('a file whose records are no answers is one sentence that names map: %j', (record, words) => {
	const { problems } = readResponses(toJsonl(Array.from({ length: 500 }, () => record)), {
		questions: known(500),
	});
	expect(problems.total).toBe(1);
	expect(problems.shown[0]?.message).toContain(words);
	expect(problems.shown[0]?.message).toContain('response=completion');
});

const mapOf = (text: string) => {
	const read = readFieldMap(text);
	return read.kind === 'read' ? read.map : new Map<string, string>();
};

test.each([
	['response=completion,question_id=task', { task: 'q1', completion: 'x' }],
	['question_id=task_id,response=solution', { task_id: 'q1', solution: 'x' }],
	[
		'question_id=doc.task_id,response=filtered_resps.0',
		{ doc_id: 0, doc: { task_id: 'q1' }, resps: [['x']], filtered_resps: ['x'] },
	],
	['response=output_list.0', { question_id: 'q1', code_list: ['y'], output_list: ['x'] }],
	[
		'question_id=instance.id,response=result.completions.0.text',
		{ instance: { id: 'q1' }, result: { completions: [{ text: 'x' }] } },
	],
	['response=out.texts.0,question_id=meta.id', { meta: { id: 'q1' }, out: { texts: ['x'] } }],
	['response=a.b', { question_id: 'q1', 'a.b': 'x' }],
	['response=completion', { question_id: 'q1', response: 'x' }],
])('fields are found by the names of %j, which is recorded', (text, record) => {
	const { responses, preparation } = readResponses(toJsonl([record]), {
		prepare: { map: mapOf(text) },
	});
	expect(responses).toMatchObject([{ question_id: 'q1', response: 'x' }]);
	expect(preparation).toEqual({ map: text });
});

test('of several answers to a question one is taken by its number, and the others are counted', () => {
	const file = toJsonl(
		['a', 'b', 'c'].flatMap((response) => [
			{ question_id: 'q1', response: `${response}1` },
			{ question_id: 'q2', response: `${response}2` },
		]),
	);
	expect(readResponses(file).problems.total).toBe(4);
	const read = readResponses(file, { prepare: { sample: 2 }, questions: known(2) });
	expect(read.problems.total).toBe(0);
	expect(read.responses.map(({ response }) => response)).toEqual(['b1', 'b2']);
	expect(read.preparation).toEqual({ sample: 2, left_out: 4 });
	expect(describePreparation(read.preparation)).toEqual([
		'Of several answers to a question, number 2 was taken; 4 answers were left out.',
	]);
	const tooFew = readResponses(file, { prepare: { sample: 4 }, questions: known(2) });
	expect(tooFew.problems.shown).toMatchObject([{ reason: 'missing-responses' }]);
});

test('the same goes for several choices of one record', () => {
	const choices = ['a', 'b'].map((content) => ({ turns: [{ content }] }));
	const file = toJsonl([{ question_id: 'q1', choices }]);
	const second = readResponses(file, { prepare: { sample: 2 } });
	expect(second.responses).toMatchObject([{ response: 'b' }]);
	expect(second.preparation).toEqual({ sample: 2, left_out: 1 });
	expect(readResponses(file, { prepare: { sample: 3 } }).problems.shown).toMatchObject([
		{ line: 1, field: 'choices', message: expect.stringContaining('it has 2 answers') },
	]);
});

const reply = (content: unknown) => ({
	choices: [{ message: { content }, finish_reason: 'stop' }],
});
test.each([
	['OpenAI', { custom_id: 'q1', response: { status_code: 200, body: reply('x') }, error: null }],
	[
		'vLLM',
		{
			id: 'vllm-1',
			custom_id: 'q1',
			response: { status_code: 200, body: reply('x') },
			error: null,
		},
	],
	[
		'early vLLM',
		{ id: 'vllm-1', custom_id: 'q1', response: { ...reply('x'), model: 'm' }, error: null },
	],
	['Together', { custom_id: 'q1', response: { status_code: 200, body: reply('x') } }],
	[
		'Mistral with thinking apart',
		{
			custom_id: 'q1',
			response: {
				status_code: 200,
				body: reply([
					{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
					{ type: 'text', text: 'x' },
				]),
			},
			error: null,
		},
	],
	[
		'Anthropic',
		{
			custom_id: 'q1',
			result: {
				type: 'succeeded',
				message: { model: 'm', content: [{ type: 'text', text: 'x' }], stop_reason: 'end_turn' },
			},
		},
	],
	[
		'Gemini',
		{
			key: 'q1',
			response: {
				candidates: [
					{
						content: { parts: [{ text: 'Hm.', thought: true }, { text: 'x' }] },
						finishReason: 'STOP',
					},
				],
				modelVersion: 'm',
			},
		},
	],
])('the batch output of %s is read', (_provider, line) => {
	const { responses, problems } = readResponses(toJsonl([line]));
	expect(problems.shown).toEqual([]);
	expect(responses).toMatchObject([{ question_id: 'q1', response: 'x' }]);
});

test.each([
	['Together', { custom_id: 'q1', error: { message: 'Too long.', code: 'invalid' } }, 'Too long.'],
	['Anthropic', { custom_id: 'q1', result: { type: 'expired' } }, 'it is expired'],
	[
		'Anthropic',
		{
			custom_id: 'q1',
			result: { type: 'errored', error: { type: 'error', error: { message: 'Bad.' } } },
		},
		'Bad.',
	],
	['Gemini', { key: 'q1', error: { code: 3, message: 'No.' } }, 'No.'],
])('a line of %s that failed is a missing answer: %j', (_provider, line, why) => {
	const { responses, warnings } = readResponses(toJsonl([line]));
	expect(responses).toEqual([]);
	expect(warnings.shown).toMatchObject([
		{ code: 'failed-call', message: expect.stringContaining(why) },
	]);
});

test.each([
	{
		question_id: 'q1',
		response: [
			{ type: 'text', text: 'a' },
			{ type: 'text', text: 'b' },
		],
	},
	{ id: 'q1', response: [{ type: 'text', text: 'ab' }] },
	{ uid: 'q1', messages: [{ role: 'assistant', content: [{ type: 'text', text: 'ab' }] }] },
	{ question_id: 'q1', choices: [{ turns: [{ content: [{ type: 'text', text: 'ab' }] }] }] },
])('an answer may be a list of parts: %j', (record) => {
	expect(readResponses(toJsonl([record])).responses).toMatchObject([{ response: 'ab' }]);
});
