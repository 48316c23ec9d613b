import { expect, test } from 'vitest';
import { groupOf, readTaskTypes, type TaskTypeMapping } from './task-types.ts';
import { LIMITS } from '../checks/limits.ts';
import { readQuestionValues, readQuestions } from './questions.ts';
import { toBytes, toJsonl } from '../bytes/test-bytes.ts';

const ours = {
	question_id: 'q1',
	prompt: 'Sort a list.',
	category: 'Algorithms',
	subcategory: 'Sorting',
	languages: ['python'],
	difficulty: 'easy',
};
const groups = { category: 'Development', subcategory: 'Debugging' };
const mapping: TaskTypeMapping = {
	'code debugging': [
		{ main: 'Development', sub: 'Debugging' },
		{ main: 'Tools', sub: 'Other' },
	],
	empty: [],
};
const codeArena = {
	id: 'ab12',
	messages:
		"[{'role': 'user', 'content': 'Fix \"x\"\\nin C++'}, {'role': 'assistant', 'content': 'How?'}, {'role': 'user', 'content': 'So.'}]",
	'gpt-4-turbo-2024-04-09_response': 'Like this.',
	difficulty: 'Hard',
	programming_language: "['C++', 'C', 'C']",
	task_type: ['Code-Debugging', 'unknown'],
};
const user = (content: string) => [{ role: 'user', content }];

test.each([
	['codejoust', ours, { question_id: 'q1', messages: user('Sort a list.'), difficulty: 'easy' }],
	[
		'codejoust',
		{ ...ours, prompt: undefined, messages: user('Hi'), reference: 'Hello', difficulty: undefined },
		{ messages: user('Hi'), reference: 'Hello', difficulty: 'unspecified' },
	],
	[
		'codearena',
		codeArena,
		{
			question_id: 'ab12',
			messages: [
				...user('Fix "x"\nin C++'),
				{ role: 'assistant', content: 'How?' },
				...user('So.'),
			],
			...groups,
			languages: ['C++', 'C'],
			difficulty: 'hard',
		},
	],
	[
		'codearena',
		{
			...codeArena,
			messages: user('Hi'),
			programming_language: ['Go'],
			task_type: undefined,
			meta: { parsed: { task_type: ['code debugging'] } },
		},
		{ messages: user('Hi'), ...groups, languages: ['Go'] },
	],
	['codearena', { ...codeArena, programming_language: ' C++ ' }, { languages: ['C++'] }],
	[
		'codearena',
		{
			...codeArena,
			messages: '[{"role": "user", "content": "Hi", "name": null}]',
			task_type: "['code-debugging']",
		},
		{ messages: user('Hi'), ...groups },
	],
	[
		'codearena',
		{ ...codeArena, task_type: undefined, category: 'Own', subcategory: 'Group' },
		{ category: 'Own', subcategory: 'Group' },
	],
	[
		'arena-hard-v0.1',
		{ question_id: 'h1', prompt: 'Hi', category: 'arena-hard-v0.1', cluster: 'Music' },
		{ question_id: 'h1', messages: user('Hi'), category: 'arena-hard-v0.1', subcategory: 'Music' },
	],
	[
		'arena-hard-v0.1',
		{ uid: 'h2', turns: [{ content: 'Hi' }], category: 'arena-hard-v0.1', cluster: 'Music' },
		{ question_id: 'h2', messages: user('Hi') },
	],
	[
		'arena-hard-v2.0',
		{ uid: 'h3', prompt: 'Hi', category: 'hard_prompt', subcategory: 'coding' },
		{ question_id: 'h3', category: 'hard_prompt', subcategory: 'coding', languages: [] },
	],
	[
		'alpaca-eval',
		{ instruction: 'Hi', dataset: 'koala' },
		{ messages: user('Hi'), category: 'koala', subcategory: 'koala' },
	],
	[
		'mt-bench',
		{ question_id: 81, category: 'coding', turns: ['One', 'Two'], reference: ['1', '2'] },
		{
			question_id: '81',
			messages: [...user('One'), ...user('Two')],
			category: 'coding',
			subcategory: 'coding',
			reference: '1\n\n2',
		},
	],
])('a %s question is detected and read', (format, record, expected) => {
	const file = readQuestions(toJsonl([record]), { mapping });
	expect(file.problems.shown).toEqual([]);
	expect(file.detected).toMatchObject({ kind: 'known', format });
	expect(file.questions).toMatchObject([{ line: 1, ...expected }]);
});

const alpaca = [
	{ instruction: 'One', output: 'a', generator: 'm', dataset: 'koala' },
	{ instruction: 'Two', output: 'b', generator: 'm', dataset: 'koala' },
];

test('an AlpacaEval array has ids that do not depend on its order, and its outputs are a baseline', () => {
	const file = readQuestions(toBytes(JSON.stringify(alpaca, undefined, '\t')));
	const turned = readQuestions(toBytes(JSON.stringify(alpaca.toReversed())));
	const ids = file.questions.map(({ question_id }) => question_id);
	expect(new Set(ids).size).toBe(2);
	expect(turned.questions.map(({ question_id }) => question_id).toReversed()).toEqual(ids);
	expect(file.baselines).toMatchObject([
		{ model: 'm', responses: [{ question_id: ids[0], response: 'a' }, { response: 'b' }] },
	]);
});

const without = (field: string, record: object) =>
	Object.fromEntries(Object.entries(record).filter(([key]) => key !== field));

test.each<[string, object, string, string | undefined, string]>([
	[
		'a missing field',
		without('category', ours),
		'missing-field',
		'category',
		'Row 2: the field `category` is missing.',
	],
	[
		'no prompt',
		{ ...without('prompt', ours), messages: [] },
		'empty-text',
		'messages',
		'Row 2: the field `messages` is an empty list; it must not be empty.',
	],
	[
		'prompt and messages',
		{ ...ours, messages: user('x') },
		'wrong-value',
		'messages',
		'Row 2: a question has either a `prompt` or `messages`, and not both.',
	],
	[
		'a blank prompt',
		{ ...ours, prompt: ' \n' },
		'empty-text',
		'prompt',
		'Row 2: the field `prompt` is " \\n"; it must not be blank.',
	],
	[
		'a wrong difficulty',
		{ ...ours, difficulty: 'extreme' },
		'wrong-value',
		'difficulty',
		'Row 2: the field `difficulty` is "extreme"; it must be one of easy, medium, hard, unspecified.',
	],
	[
		'a wrong type',
		{ ...ours, languages: 'python' },
		'wrong-type',
		'languages',
		'Row 2: the field `languages` is "python"; it must be a list.',
	],
	[
		'a wrong role',
		{ ...without('prompt', ours), messages: [{ role: 'tool', content: 'x' }] },
		'wrong-value',
		'messages.0.role',
		'Row 2: the field `messages.0.role` is "tool"; it must be one of system, user, assistant.',
	],
	[
		'no user message',
		{ ...without('prompt', ours), messages: [{ role: 'system', content: 'x' }] },
		'wrong-value',
		'messages',
		'Row 2: the field `messages` is a list of 1; at least one message must have the role user.',
	],
	[
		'a long id',
		{ ...ours, question_id: 'x'.repeat(201) },
		'too-long',
		'question_id',
		`Row 2: the field \`question_id\` is "${'x'.repeat(80)}…"; it must have at most 200 characters.`,
	],
	[
		'an id that hides something',
		{ ...ours, question_id: 'a\u200bb' },
		'wrong-value',
		'question_id',
		'Row 2: the field `question_id` is "a\\u200bb"; it must have no blanks at its ends and no control or invisible characters.',
	],
	[
		'a long prompt',
		{ ...ours, prompt: 'é'.repeat(LIMITS.messageBytes / 2 + 1) },
		'too-long',
		'prompt',
		`Row 2: the field \`prompt\` is "${'é'.repeat(80)}…"; it has 1,048,578 bytes, and a text of a question may have 1,048,576 bytes (1 MiB).`,
	],
	[
		'an id that stands twice',
		{ ...ours, question_id: 'q0' },
		'duplicate',
		'question_id',
		'Row 2: the question_id "q0" is in row 1 already; it must be unique.',
	],
])(
	'a bad question of ours is named with row, field, value and limit: %s',
	(_, record, reason, field, message) => {
		const file = readQuestions(toJsonl([{ ...ours, question_id: 'q0' }, record]));
		expect(file.problems.shown).toMatchObject([{ line: 2, reason, field, message }]);
		expect(file.questions).toHaveLength(1);
	},
);

test.each<[string, object, string, string]>([
	[
		'a broken literal',
		{ messages: "[{'role': 'user'" },
		'invalid-literal',
		'Row 1: the field `messages` is not a Python literal: it ends too early (character 17).',
	],
	[
		'half a surrogate in a literal',
		{ messages: "[{'role': 'user', 'content': '\\ud800'}]" },
		'lone-surrogate',
		'Row 1: the field `messages.0.content` holds half of a surrogate pair (such as \\ud800), which is not a character.',
	],
	[
		'an unmapped task type',
		{ task_type: ['Time-Travel'] },
		'unmapped-task-type',
		'Row 1: the mapping has no entry for the task type "time travel".',
	],
	[
		'an empty entry',
		{ task_type: ['empty'] },
		'unmapped-task-type',
		'Row 1: the mapping has no entry for the task type "empty".',
	],
	[
		'a name of Object',
		{ task_type: ['constructor'] },
		'unmapped-task-type',
		'Row 1: the mapping has no entry for the task type "constructor".',
	],
	[
		'no task type',
		{ task_type: undefined },
		'no-task-type',
		'Row 1: the record has neither a `task_type` (or `meta.parsed.task_type`) nor a `category`, and no default category was given (this holds for every such row).',
	],
	[
		'a task type that is no name',
		{ task_type: [7] },
		'wrong-type',
		'Row 1: the field `task_type` must be a string or a list that begins with one.',
	],
	[
		'a baseline that is no text',
		{ m_response: 7 },
		'wrong-type',
		'Row 1: the field `m_response` is 7; it must be a string.',
	],
])('a bad CodeArena record is named: %s', (_, change, reason, message) => {
	const file = readQuestions(toJsonl([{ ...codeArena, ...change }]), { mapping });
	expect(file.problems.shown.filter(({ line }) => line === 1)).toMatchObject([{ reason, message }]);
});

test('a missing mapping is said once, with the first task type that needs it', () => {
	const file = readQuestions(toJsonl([codeArena, { ...codeArena, id: 'b' }]));
	expect(file.problems).toMatchObject({
		total: 1,
		shown: [{ line: 1, reason: 'no-mapping', value: 'Code-Debugging', field: 'task_type' }],
	});
});

test('records without a task type are one problem, or have the default category', () => {
	const rows = ['a', 'b', 'c'].map((id) => ({ ...codeArena, id, task_type: undefined }));
	expect(readQuestions(toJsonl(rows), { mapping }).problems).toMatchObject({
		total: 1,
		shown: [{ line: 1, reason: 'no-task-type' }],
	});
	const defaultGroup = { category: 'Other', subcategory: 'Unsorted' };
	const file = readQuestions(toJsonl([...rows, codeArena]), { mapping, defaultGroup });
	expect(file.problems.shown).toEqual([]);
	expect(file.questions.slice(0, 3)).toMatchObject(rows.map(() => defaultGroup));
	expect(file.questions[3]).not.toMatchObject(defaultGroup);
});

test('pairs in lists are the same as pairs in objects', () => {
	const lists = Object.fromEntries(
		Object.entries(mapping).map(([name, pairs]) => [
			name,
			pairs.map((pair) => {
				const { category, subcategory } = groupOf(pair);
				return [category, subcategory] as const;
			}),
		]),
	);
	const read = (given: TaskTypeMapping) => readQuestions(toJsonl([codeArena]), { mapping: given });
	expect(read(lists).questions).toEqual(read(mapping).questions);
	expect(read(lists).questions).toHaveLength(1);
});

test.each([
	[{ a: [['Main', 'Sub']], b: [{ main: 'Main', sub: 'Sub' }], c: [] }, undefined],
	[[['Main', 'Sub']], 'It is no JSON object.'],
	[{ a: [['Main']] }, 'The task type "a" has no list of pairs.'],
	[{ a: 1, b: ['x'], c: [[1, 2]], d: null, e: [] }, 'The task types "a", "b", "c" and 1 more have'],
])('a mapping %j is read, or refused in a sentence', (value, says) => {
	const read = readTaskTypes(value);
	if (says === undefined) expect(read).toEqual({ kind: 'read', mapping: value });
	else expect(read).toMatchObject({ kind: 'refused', says: expect.stringContaining(says) });
});

test('all problems of a record are reported at once', () => {
	const file = readQuestions(toJsonl([{ question_id: '', prompt: 3, languages: [''] }]));
	expect(file.problems.shown.map(({ field }) => field)).toEqual([
		'question_id',
		'prompt',
		'category',
		'subcategory',
		'languages.0',
	]);
});

test('a baseline without an answer to every question is refused', () => {
	const file = readQuestions(
		toJsonl([
			codeArena,
			{ ...codeArena, id: 'b', 'gpt-4-turbo-2024-04-09_response': ' ' },
			without('gpt-4-turbo-2024-04-09_response', { ...codeArena, id: 'c' }),
		]),
		{ mapping },
	);
	expect(file.baselines).toEqual([]);
	expect(file.problems.shown).toEqual([
		{
			reason: 'missing-baseline-responses',
			message: 'The baseline "gpt-4-turbo-2024-04-09" lacks an answer to 2 of 3 questions: b, c.',
		},
	]);
});

test('of several baselines the chosen one is taken, and an unknown one is a problem', () => {
	const file = toJsonl([{ ...codeArena, other_response: 'x' }]);
	expect(readQuestions(file, { mapping }).baselines.map(({ model }) => model)).toEqual([
		'gpt-4-turbo-2024-04-09',
		'other',
	]);
	const chosen = readQuestions(file, { mapping, baselineModel: 'other' });
	expect(chosen.baselines).toMatchObject([{ model: 'other', responses: [{ response: 'x' }] }]);
	expect(chosen.notes).toEqual([
		'Answers of other baselines are not used: gpt-4-turbo-2024-04-09.',
	]);
	expect(readQuestions(file, { mapping, baselineModel: 'none' }).problems.shown).toMatchObject([
		{ reason: 'unknown-baseline', value: 'none' },
	]);
});

test('an instruction that stands twice is an error that names both places', () => {
	const file = readQuestions(toBytes(JSON.stringify([...alpaca, alpaca[0]])));
	expect(file.problems.shown).toMatchObject([
		{
			reason: 'duplicate',
			field: 'instruction',
			message:
				'Item 3 (line 1): the instruction "One" is in item 1 (line 1) already; it must be unique.',
		},
	]);
});

test('a record of no known format names its fields', () => {
	const file = readQuestions(toJsonl([{ text: 'x', label: 1 }]));
	expect(file.detected.kind).toBe('unknown');
	expect(file.problems.shown).toMatchObject([
		{
			line: 1,
			reason: 'unknown-format',
			message: expect.stringContaining('the fields text, label'),
		},
	]);
});

test('a file of something else is one problem, which says what it may be', () => {
	const answers = [1, 2, 3].map((n) => ({ question_id: `q${n}`, response: 'x' }));
	expect(readQuestions(toJsonl(answers)).problems).toEqual({
		shown: [
			{
				line: 1,
				reason: 'unknown-format',
				message:
					'None of the 3 records that were read is a question: the first one has the fields question_id, response, which no known format has; a question has question_id, prompt (or messages), category, subcategory, languages and difficulty. The records look like answers of a model, which "codejoust submit" sends.',
			},
		],
		total: 1,
	});
	const many = Array.from({ length: 20_001 }, () => ({ text: 'x' }));
	expect(readQuestions(toJsonl(many)).problems.shown).toHaveLength(1);
});

test('records of no known format before others are told one by one', () => {
	const file = readQuestions(toJsonl([{ text: 'x' }, { text: 'y' }, ours]));
	expect(file.problems.shown.map(({ line }) => line)).toEqual([1, 2]);
});

test('fields that are not used are noted', () => {
	expect(readQuestions(toJsonl([{ ...ours, author: 'me' }])).notes).toEqual([
		'These fields are not used: author.',
	]);
});

test('a JSON body is read as its file would be', () => {
	expect(readQuestionValues([ours])).toEqual(readQuestions(toJsonl([ours])));
});

test('CODAL-Bench is read: the preference is the category, and an answer may be the baseline', () => {
	const record = {
		instruction: 'Reverse a list.',
		preference: 'style',
		'gpt-3.5-turbo_response': 'xs[::-1]',
	};
	const other = { ...record, preference: 'explanation' };
	const read = readQuestionValues([record, other]);
	expect(read.problems.total).toBe(0);
	expect(read.detected).toMatchObject({ format: 'codal-bench' });
	expect(read.baselines).toMatchObject([{ model: 'gpt-3.5-turbo' }]);
	expect(read.questions).toMatchObject([
		{ question_id: expect.stringMatching(/^cb-/), category: 'style', subcategory: 'style' },
		{ category: 'explanation' },
	]);
	expect(new Set(read.questions.map(({ question_id: id }) => id)).size).toBe(2);
});

test.each([
	[['1', ''], '1'],
	[['', '2'], '2'],
	[['', ' '], undefined],
	[[], undefined],
	[[null, '2'], '2'],
	['one text', 'one text'],
])('MT-bench: of the reference %j the turns with a text are kept', (given, reference) => {
	const record = { question_id: 81, category: 'coding', turns: ['One', 'Two'], reference: given };
	const { questions, problems } = readQuestions(toJsonl([record]));
	expect(problems.shown).toEqual([]);
	expect(questions[0]?.reference).toBe(reference);
});

test('fields of other names are read where a map says they are, also inside an object', () => {
	const rows = [1, 2].map((at) => ({
		task: { id: at, text: `Sort list ${at}.` },
		kind: 'Algorithms',
		sub: 'Sorting',
		answer: `Use sort ${at}.`,
	}));
	const map = new Map([
		['question_id', 'task.id'],
		['prompt', 'task.text'],
		['category', 'kind'],
		['subcategory', 'sub'],
		['base_response', 'answer'],
	]);
	const read = readQuestions(toJsonl(rows), { map });
	expect(read.problems.total).toBe(0);
	expect(read.questions).toMatchObject([
		{ question_id: '1', messages: user('Sort list 1.'), category: 'Algorithms' },
		{ question_id: '2', subcategory: 'Sorting' },
	]);
	expect(read.baselines).toMatchObject([
		{ model: 'base', responses: [{ response: 'Use sort 1.' }, {}] },
	]);
	expect(read.notes).toEqual(['These fields are not used: task.']);
});

test('a map that names what no format or no record has is told, each name once', () => {
	const map = new Map([
		['promt', 'prompt'],
		['category', 'class'],
	]);
	const { problems } = readQuestions(toJsonl([ours, { ...ours, question_id: 'q2' }]), { map });
	expect(problems.shown.map(({ field, message }) => [field, message])).toEqual([
		[
			'map',
			'The map names "promt", which is no field of questions; ours are question_id, prompt, messages, category, subcategory, languages, difficulty, reference, reference_origin, reference_visibility.',
		],
		['map', 'No record has the field "class" that the map names.'],
	]);
});

test.each([
	["['C++', 'C']", ['C++', 'C']],
	['["Rust"]', ['Rust']],
])('languages as a cell of a table writes them: %s', (languages, expected) => {
	const read = readQuestions(toJsonl([{ ...ours, languages }]));
	expect(read.questions).toMatchObject([{ languages: expected }]);
});

test('messages as a cell of a table writes them are read, and a broken one is told', () => {
	const row = { ...ours, prompt: undefined, messages: JSON.stringify(user('Hi')) };
	const read = readQuestions(toJsonl([row, { ...row, question_id: 'q2', messages: '[{"role"' }]));
	expect(read.questions).toMatchObject([{ messages: user('Hi') }]);
	expect(read.problems.shown.map(({ field }) => field)).toEqual(['messages']);
});
