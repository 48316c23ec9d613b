import { expect, test } from 'vitest';
import { createProblemList } from '../checks/problem-list.ts';
import { type JudgmentFile, readJudgments } from './judgments.ts';

const file = (rows: readonly unknown[], name = 'a.jsonl') => ({
	name,
	bytes: new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n')),
});
function readFiles(files: readonly JudgmentFile[], map?: Readonly<Record<string, string>>) {
	const problems = createProblemList();
	return { ...readJudgments(files, problems, { map }), problems: problems.list() };
}
const read = (rows: readonly unknown[], map?: Readonly<Record<string, string>>) =>
	readFiles([file(rows)], map);
const only = (row: unknown) => {
	const { judgments, problems } = read([row]);
	expect(problems).toEqual({ shown: [], total: 0 });
	expect(judgments).toHaveLength(1);
	return judgments[0];
};

const ALPACA = {
	instruction: 'Name three colours.',
	output_1: 'Red.',
	output_2: 'Red, green, blue.',
	generator_1: 'base',
	generator_2: 'mine',
	annotator: 'gpt-4',
};

test.each([
	[1, 1],
	[1.25, 0.75],
	[2, 0],
	[1.5, 0.5],
	[0, 0.5],
	[null, null],
	// As a program wrote it for a model that is almost sure.
	[1.0000048889, 2 - 1.0000048889],
])('a preference of %s is %s for the first output', (preference, share) => {
	const judgment = only({ ...ALPACA, preference });
	expect(judgment?.games).toEqual([{ shownFirst: 'one', decision: null, preference: share }]);
	expect(judgment).toMatchObject({
		place: 'Row 1',
		question: { text: 'Name three colours.' },
		judge: 'gpt-4',
		baseline: 'one',
		sides: {
			one: { model: 'base', answer: 'Red.' },
			two: { model: 'mine', answer: 'Red, green, blue.' },
		},
	});
});

test('a reduced file of AlpacaEval names question, models and lengths', () => {
	const row = {
		question_id: 'ae-1',
		dataset: 'vicuna',
		row_index: 0,
		model: 'mine',
		baseline: 'base',
		annotator: 'gpt-4',
		preference: 2,
		length_model: 12,
		length_baseline: 0,
	};
	expect(only(row)).toMatchObject({
		question: { id: 'ae-1' },
		sides: { one: { model: 'base', characters: 0 }, two: { model: 'mine', characters: 12 } },
	});
	expect(read([row]).notes).toEqual([]);
});

test('the words of AlpacaEval’s judges are read from any form of reply', () => {
	const words = (raw_completion: unknown) =>
		only({ ...ALPACA, preference: 2, raw_completion })?.games[0]?.words;
	expect(words('M')).toBe('M');
	expect(words({ message: { content: 'M' }, logprobs: { content: [] } })).toBe('M');
	expect(words({ concise_explanation: 'm is short', ordered_models: [] })).toBe(
		'{"concise_explanation":"m is short","ordered_models":[]}',
	);
	expect(words({ message: { content: '' } })).toBeUndefined();
	expect(words(null)).toBeUndefined();
	expect(words('  ')).toBeUndefined();
});

test('an older annotation names the baseline as generator', () => {
	const { generator_1: baseline, ...older } = ALPACA;
	expect(only({ ...older, generator: baseline, preference: 1 })?.sides.one.model).toBe('base');
});

const GAMES = [
	{ score: 'A>B', judgment: { answer: 'I prefer A: [[A>B]]' }, prompt: [] },
	{ score: null, judgment: 'I cannot tell.', user_prompt: 'text' },
];

test.each([
	['arena-hard-v2.0', { uid: 'u', model: 'm', judge: 'j', baseline: 'b', games: GAMES }],
	['arena-hard-v0.1', { question_id: 'u', model: 'm', judge: 'j', games: GAMES }],
	['codearena', { id: 'u', model: 'm', response: 'r', b_response: 's', games: GAMES }],
])('two games of %s: the first shows the baseline first', (format, row) => {
	const judgment = only(row);
	expect(read([row]).detected).toMatchObject({ format });
	expect(judgment?.question).toEqual({ id: 'u' });
	expect(judgment?.games).toEqual([
		{ shownFirst: 'one', decision: 'A>B', words: 'I prefer A: [[A>B]]' },
		{ shownFirst: 'two', decision: null, words: 'I cannot tell.' },
	]);
});

test('a game that is null, or whose score is no label, has no decision', () => {
	const games = [null, { score: 'A<B', judgment: '' }];
	expect(only({ uid: 'u', model: 'm', games })?.games).toEqual([
		{ shownFirst: 'one', decision: null },
		{ shownFirst: 'two', decision: null },
	]);
});

test('of several columns of answers in a CodeArena result nothing says which was judged', () => {
	const row = {
		id: 'u',
		model: 'm',
		response: 'r',
		a_response: 's',
		b_response: 't',
		games: GAMES,
	};
	expect(only(row)?.sides.one).toEqual({});
	expect(only(row)?.sides.two).toEqual({ model: 'm', answer: 'r' });
});

const BATTLE = { question_id: 'q', model_a: 'x', model_b: 'y', winner: 'model_a' };

test.each([
	['model_a', 'A>B'],
	['model_b', 'B>A'],
	['tie', 'A=B'],
	['tie (bothbad)', 'A=B'],
	['y', 'B>A'],
	[null, null],
])('a battle that %s won is %s', (winner, decision) => {
	expect(only({ ...BATTLE, winner })?.games).toEqual([{ shownFirst: 'one', decision }]);
});

test('a battle names its models in a list, and its answers in conversations', () => {
	const talk = (answer: string) => [
		{ role: 'user', content: 'Hello?' },
		{ role: 'assistant', content: answer },
	];
	const row = {
		models: ['x', 'y'],
		winner: 'x',
		conversation_a: talk('one'),
		conversation_b: talk('two'),
	};
	expect(only(row)).toMatchObject({
		question: { text: 'Hello?' },
		sides: { one: { model: 'x', answer: 'one' }, two: { model: 'y', answer: 'two' } },
	});
});

const MT = { question_id: 81, model_1: 'x', model_2: 'y', judge: ['gpt-4', 'pair-v2'], turn: 1 };

test.each([
	['model_1', 'model_1', 'A>B', 'B>A'],
	['model_2', 'model_1', 'B>A', 'B>A'],
	['tie', 'model_2', 'A=B', 'A>B'],
	['error', null, null, null],
])('MT-bench: of winners %s and %s the second is of swapped answers', (g1, g2, first, second) => {
	const row = { ...MT, g1_winner: g1, g2_winner: g2, g1_judgment: 'I prefer A.' };
	expect(only(row)).toMatchObject({
		question: { id: '81' },
		judge: 'gpt-4',
		sides: { one: { model: 'x' }, two: { model: 'y' } },
		games: [
			{ shownFirst: 'one', decision: first, words: 'I prefer A.' },
			{ shownFirst: 'two', decision: second },
		],
	});
	expect(read([row]).detected).toMatchObject({ format: 'mt-bench' });
});

test('fields of any name stand for those of the format', () => {
	const { model_a: one, model_b: two, ...rest } = BATTLE;
	const { judgments, problems } = read([{ ...rest, left: one, right: two }], {
		model_a: 'left',
		model_b: 'right',
	});
	expect(problems.total).toBe(0);
	expect(judgments[0]?.sides).toEqual({ one: { model: 'x' }, two: { model: 'y' } });
});

test('many equal problems are one with their number and three rows; others stay apart', () => {
	const bad = Array.from({ length: 12 }, () => ({ ...ALPACA, preference: 3 }));
	const { problems } = read([...bad, { ...ALPACA, preference: 1, generator_2: 7 }]);
	expect(problems.total).toBe(13);
	expect(problems.shown.map(({ message }) => message)).toEqual([
		'Row 1: the field `preference` is 3; it must be from 1 (the baseline is better) to 2, or 0 for a draw. The same is wrong with 11 other rows, such as row 2 ("3") and row 3 ("3").',
		'Row 13: the field `generator_2` is 7; it must be a string.',
	]);
});

test('what is no file of judgments is named in one sentence', () => {
	const words = (row: unknown) => read([row, row, row]).problems.shown.map((one) => one.message);
	expect(words({ pair_id: 'p', response_A: 'a', response_B: 'b', label: 'A>B' })).toEqual([
		expect.stringContaining('codejoust judge check FILE'),
	]);
	expect(
		words({ question_id: 81, model: 'x', judge: ['j', 'single-v1'], score: 7, turn: 1 }),
	).toEqual([expect.stringContaining('grades of single answers')]);
	expect(words({ question_id: 'q', response: 'r' })[0]).toContain('which no known format has');
	expect(readFiles([file([BATTLE]), file([ALPACA], 'b.jsonl')]).problems.shown).toMatchObject([
		{ message: expect.stringMatching(/^Row 1 of "b.jsonl": it is not of the format of the first/) },
	]);
});
