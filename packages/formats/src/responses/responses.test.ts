import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createResponseReader, readResponseValues, readResponses } from './responses.ts';
import { toBytes, toJsonl } from '../bytes/test-bytes.ts';

const questions = [
	{ question_id: 'q1', prompt: 'One?' },
	{ question_id: 'q2', prompt: 'Two?' },
];
const second = { question_id: 'q2', response: 'two' };

test.each<[string, object, object]>([
	['codejoust', { question_id: 'q1', response: 'x' }, {}],
	['codal-bench', { instruction: 'One?', preference: 'style', m_response: 'x' }, { models: ['m'] }],
	['codejoust', { question_id: 'q1', model: 'm', response: 'x' }, { models: ['m'] }],
	['codearena', { id: 'q1', model: 'm', response: 'x', messages: '[]' }, { models: ['m'] }],
	[
		'arena-hard-v0.1',
		{
			question_id: 'q1',
			answer_id: 'a',
			model_id: 'm',
			choices: [{ index: 0, turns: [{ content: 'x', token_len: 1 }] }],
		},
		{ models: ['m'] },
	],
	['arena-hard-v0.1', { question_id: 'q1', choices: [{ turns: ['x'] }] }, {}],
	[
		'arena-hard-v2.0',
		{
			uid: 'q1',
			ans_id: 'a',
			model: 'm',
			messages: [
				{ role: 'user', content: 'One?' },
				{ role: 'assistant', content: 'x' },
			],
		},
		{ models: ['m'] },
	],
	[
		'arena-hard-v2.0',
		{
			uid: 'q1',
			messages: [
				{ role: 'user', content: [] },
				{ role: 'assistant', content: { answer: 'x', thought: 't' } },
			],
		},
		{},
	],
	[
		'alpaca-eval',
		{ instruction: 'One?', output: 'x', generator: 'm', dataset: 'd' },
		{ models: ['m'] },
	],
	[
		'batch-api',
		{
			id: 'batch_req_1',
			custom_id: 'q1',
			response: {
				status_code: 200,
				request_id: 'r',
				body: {
					model: 'm',
					choices: [
						{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' },
					],
				},
			},
			error: null,
		},
		{ models: ['m'] },
	],
	[
		'batch-api',
		{
			custom_id: 'q1',
			response: { body: { choices: [{ message: { content: [{ type: 'text', text: 'x' }] } }] } },
		},
		{},
	],
])('%s responses are detected and read', (format, record, expected) => {
	const file = readResponses(toBytes(JSON.stringify([record])), {
		questions: [{ question_id: 'q1', prompt: 'One?' }],
	});
	expect(file.problems.shown).toEqual([]);
	expect(file).toMatchObject({
		detected: { kind: 'known', format },
		responses: [{ question_id: 'q1', response: 'x', line: 1 }],
		counts: { rows: 1, responses: 1, empty: 0, questions: 1, missing: 0 },
		...expected,
	});
});

test.each([
	[
		{ custom_id: 'q1', response: null, error: { code: 'batch_expired', message: 'Too late.' } },
		'Too late.',
	],
	[
		{ custom_id: 'q1', response: { status_code: 429, body: { error: { message: 'Slow down.' } } } },
		'Slow down.',
	],
	[{ custom_id: 'q1', response: { status_code: 500, body: '' }, error: null }, 'status 500'],
	[{ custom_id: 'q1', response: null, error: null }, 'no response'],
])('a failed line of a batch is a missing answer, with its reason: %j', (line, why) => {
	const file = readResponses(toJsonl([line]), {
		questions: [{ question_id: 'q1', prompt: 'One?' }],
	});
	expect(file.responses).toEqual([]);
	expect(file.counts).toMatchObject({ rows: 1, responses: 0, missing: 1 });
	expect(file.problems.shown).toMatchObject([{ reason: 'missing-responses' }]);
	expect(file.warnings.shown).toMatchObject([
		{ code: 'failed-call', line: 1, question_id: 'q1', message: expect.stringContaining(why) },
	]);
});

test('what is not the model’s answer refuses the file in one problem a kind, until it is accepted', () => {
	const thought = '<think>\nHm.\n</think>\nUse it.';
	const rows = ['$ERROR$', thought, 'Fine.', '$ERROR$'].map((response, at) => ({
		question_id: `q${at + 1}`,
		response,
	}));
	const { problems, warnings } = readResponses(toJsonl(rows));
	expect(problems.shown.map(({ reason, message }) => [reason, message.split('.')[0]])).toEqual([
		['not-accepted', '2 answers are error messages (rows 1, 4)'],
		['not-accepted', '1 answer holds what the model thought (row 2)'],
	]);
	expect(warnings.byCode).toMatchObject({ 'error-text': 2, 'thinking-left': 1 });
	const accepted = ['error-text', 'thinking-left'] as const;
	expect(readResponses(toJsonl(rows), { accepted }).problems.total).toBe(0);
	expect(readResponses(toJsonl(rows), { accepted: ['error-text'] }).problems.total).toBe(1);
});

test('a five megabyte answer is refused with its size and the limit', () => {
	const file = readResponses(
		toJsonl([{ question_id: 'q1', response: 'x'.repeat(5_000_000) }, second]),
	);
	expect(file.problems.shown).toEqual([
		{
			line: 1,
			field: 'response',
			value: `${'x'.repeat(80)}…`,
			reason: 'too-long',
			message: `Row 1: the field \`response\` is "${'x'.repeat(80)}…"; it has 5,000,000 bytes, and an answer may have 1,048,576 bytes (1 MiB).`,
		},
	]);
});

test.each<[string, object, string, string]>([
	[
		'an unknown id',
		{ question_id: 'q9', response: 'x' },
		'unknown-question',
		'Row 2: the benchmark has no question with the question_id "q9".',
	],
	[
		'an id that stands twice',
		{ ...second, response: 'y' },
		'duplicate',
		'Row 2: the question_id "q2" is in row 1 already; it must be unique.',
	],
	[
		'a null answer',
		{ question_id: 'q1', response: null },
		'wrong-type',
		'Row 2: the field `response` is null; it must be a string.',
	],
	[
		'a number',
		{ question_id: 'q1', response: 4 },
		'wrong-type',
		'Row 2: the field `response` is 4; it must be a string.',
	],
	['no answer', { question_id: 'q1' }, 'missing-field', 'Row 2: the field `response` is missing.'],
	[
		'a list as an id',
		{ question_id: ['q1'], response: 'x' },
		'wrong-type',
		'Row 2: the field `question_id` is a list of 1; it must be a string.',
	],
])('a bad answer is named: %s', (_, record, reason, message) => {
	const file = readResponses(toJsonl([second, record]), { questions });
	expect(file.problems.shown[0]).toMatchObject({ line: 2, reason, message });
	expect(file.responses).toMatchObject([second]);
});

test('missing questions are listed, the first twenty by name', () => {
	const many = Array.from({ length: 30 }, (_, index) => ({ question_id: `q${index}` }));
	const file = readResponses(toJsonl([{ question_id: 'q0', response: 'x' }]), { questions: many });
	expect(file.problems.shown).toMatchObject([{ reason: 'missing-responses' }]);
	expect(file.problems.shown[0]?.message).toMatch(
		/^29 of 30 questions have no answer: q1, q2, .*, q20 and 9 more\.$/,
	);
	expect(file.counts).toMatchObject({ questions: 30, missing: 29 });
});

const output = (instruction: string) => ({ instruction, output: 'x' });

test('AlpacaEval outputs are matched by the exact instruction and nothing like it', () => {
	const file = readResponses(toBytes(JSON.stringify([output('One?'), output('Two? ')])), {
		questions,
	});
	expect(file.responses).toMatchObject([{ question_id: 'q1' }]);
	expect(file.problems.shown[0]).toMatchObject({ reason: 'unknown-question', value: 'Two? ' });
});

test('an instruction that stands twice names both places, in the file and in the benchmark', () => {
	const twice = readResponses(
		toBytes(`[${JSON.stringify(output('One?'))},\n${JSON.stringify(output('One?'))}]`),
		{ questions },
	);
	expect(twice.problems.shown[0]?.message).toBe(
		'Item 2 (line 2): the instruction "One?" is in item 1 (line 1) already; it must be unique.',
	);
	const ambiguous = readResponses(toBytes(JSON.stringify([output('One?')])), {
		questions: [...questions, { question_id: 'q3', prompt: 'One?' }],
	});
	expect(ambiguous.problems.shown[0]).toMatchObject({ reason: 'ambiguous-question' });
});

test('a last message of somebody else is no answer', () => {
	const messages = [{ role: 'user', content: 'x' }];
	const file = readResponses(toJsonl([{ uid: 'q1', messages }]));
	expect(file.problems.shown).toMatchObject([{ field: 'messages.0.role', reason: 'wrong-value' }]);
	const number = readResponses(
		toJsonl([{ uid: 'q1', messages: [{ role: 'assistant', content: 7 }] }]),
	);
	expect(number.problems.shown).toMatchObject([
		{ field: 'messages.0.content', reason: 'wrong-type' },
	]);
});

const identical = Array.from({ length: 6 }, (_, index) => ({
	question_id: `i${index}`,
	response: 'same',
}));

test.each<[string, readonly object[], string, string]>([
	[
		'empty-answer',
		[{ question_id: 'q1', response: '\n\u200b ' }],
		'q1',
		'Row 1: the answer to "q1" is empty: it loses its battle without the judge being asked.',
	],
	[
		'looks-truncated',
		[{ question_id: 'q1', response: '```js\nx' }],
		'q1',
		'Row 1: the answer to "q1" ends inside a code block; it looks truncated.',
	],
	[
		'looks-truncated',
		[{ question_id: 'q1', response: 'x', finish_reason: 'length' }],
		'q1',
		'Row 1: the answer to "q1" was cut by its token limit (finish_reason length).',
	],
	[
		'label-in-answer',
		[{ question_id: 'q1', response: 'My verdict: [[B>>A]]' }],
		'q1',
		'Row 1: the answer to "q1" holds a judge\'s label: "[[B>>A]]".',
	],
	[
		'identical-responses',
		identical,
		'',
		'6 questions have exactly the same answer: i0, i1, i2, i3, i4, i5.',
	],
	[
		'several-models',
		[
			{ question_id: 'q1', response: 'x', model: 'a' },
			{ question_id: 'q2', response: 'y', model: 'b' },
		],
		'',
		"The file names 2 models (a, b); a submission is one model's.",
	],
	[
		'several-turns',
		[{ question_id: 'q1', choices: [{ turns: ['a', 'b'] }] }],
		'q1',
		'Row 1: the answer to "q1" has 2 turns, read as one text.',
	],
	[
		'several-choices',
		[{ question_id: 'q1', choices: [{ turns: ['a'] }, { turns: ['b'] }] }],
		'q1',
		'Row 1: the answer to "q1" has 2 choices; the first one is read.',
	],
])('%s is a warning and no refusal', (code, records, questionId, message) => {
	const file = readResponses(toJsonl(records));
	expect(file.problems.total).toBe(0);
	expect(file.responses).toHaveLength(records.length);
	expect(file.warnings.shown).toEqual([
		{ code, ...(questionId === '' ? {} : { line: 1, question_id: questionId }), message },
	]);
	expect(file.warnings.byCode).toEqual({ [code]: 1 });
});

test('one frequent warning hides no other', () => {
	const empty = Array.from({ length: 300 }, (_, index) => ({
		question_id: `e${index}`,
		response: '',
	}));
	const file = readResponses(toJsonl([...empty, { question_id: 'q', response: '[[A>B]]' }]));
	expect(file.warnings.byCode).toEqual({ 'empty-answer': 300, 'label-in-answer': 1 });
	expect(file.warnings.shown.map(({ code }) => code)).toContain('label-in-answer');
	expect(file.warnings.shown.length).toBeLessThan(50);
	expect(file.counts.empty).toBe(300);
});

test('a stream of any chunks gives what the whole file gives', () => {
	const bytes = toJsonl([
		{ question_id: 'q1', response: 'é😀 [[A=B]]' },
		{ question_id: 'q9', response: '' },
		second,
		second,
	]);
	const whole = readResponses(bytes, { questions });
	fc.assert(
		fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
			const reader = createResponseReader({ questions });
			const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
			const responses = places.flatMap((from, index) =>
				reader.push(bytes.subarray(from, places[index + 1] ?? from)),
			);
			const { responses: last, ...summary } = reader.end();
			expect({ ...summary, responses: [...responses, ...last] }).toEqual(whole);
		}),
		{ seed: 7 },
	);
});

test('a JSON body is read as its file would be', () => {
	expect(readResponseValues([second], { questions })).toEqual(
		readResponses(toJsonl([second]), { questions }),
	);
});
