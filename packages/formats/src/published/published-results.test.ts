import { expect, test } from 'vitest';
import { dataFile, hasFiles, readJson } from '../../../../test/support/shared-data.ts';
import { type PublishedReading, readPublishedResults } from './published-results.ts';

const GROUPS = {
	category: new Set(['Algorithms', 'Web']),
	subcategory: new Set(['Sorting']),
	language: new Set(['Python']),
	difficulty: new Set(['easy', 'hard']),
};
const RATES: PublishedReading = {
	of: 'benchmark',
	unit: 'percent',
	fields: {},
	only: {},
	groups: GROUPS,
	told: new Set(),
};
const MEASURE: PublishedReading = { ...RATES, of: 'measure' };

function read(text: string, reading: Partial<PublishedReading> & { of?: 'benchmark' | 'measure' }) {
	const base = reading.of === 'measure' ? MEASURE : RATES;
	const found = readPublishedResults(new TextEncoder().encode(text), { ...base, ...reading });
	return { ...found, says: found.problems.shown.map(({ message }) => message) };
}

test('a CSV of models, groups, rates and n is read, with the columns it was read from', () => {
	const text = [
		'\uFEFFModel,Category,Win Rate,tie-rate,n,notes',
		'GPT-4o,,58.4,6.0,397,x',
		'GPT-4o,Algorithms,60%,5,120.0,',
		'"Qwen, 2.5",overall,"41.2 (-1.4, +1.6)",-,N/A,',
		'Old,,N/A,,,',
	].join('\r\n');
	const found = read(text, {});
	expect(found.says).toEqual([]);
	expect(found.rows).toEqual([
		{ model: 'GPT-4o', win_rate: 0.584, tie_rate: 0.06, n: 397 },
		{ model: 'GPT-4o', category: 'Algorithms', win_rate: 0.6, tie_rate: 0.05, n: 120 },
		{
			model: 'Qwen, 2.5',
			win_rate: 0.412,
			low: expect.closeTo(0.398, 9) as number,
			high: expect.closeTo(0.428, 9) as number,
		},
	]);
	expect(found.notes).toEqual([
		'Read model from "Model", win_rate from "Win Rate", tie_rate from "tie-rate", n from "n", category from "Category".',
		'Not read: notes.',
		'1 row has no figure and is left out: Old.',
	]);
});

test('AlpacaEval writes the model into a column without a name, and n as a fraction', () => {
	const text =
		',win_rate,standard_error,n_wins,n_total,avg_length\nclaude-2,17.19,1.17,129.0,805.0,1069\n';
	const found = read(text, { fields: { score: 'win_rate', n: 'n_total' } });
	expect(found.rows).toEqual([{ model: 'claude-2', score: 0.1719, n: 805 }]);
});

test('Arena-Hard publishes ends of an interval, and EvalPlus nests its measures under the models', () => {
	const hard =
		'model,score,rating_q025,rating_q975,CI,avg_tokens\ngpt-4-0125-preview,77.96,75.77,79.73,"(-2.19, +1.77)",619.0\n';
	expect(read(hard, { fields: { low: 'rating_q025', high: 'rating_q975' } }).rows).toEqual([
		{ model: 'gpt-4-0125-preview', score: 0.7796, low: 0.7577, high: 0.7973 },
	]);
	const plus = {
		'GPT-4': { link: 'https://x', 'pass@1': { 'humaneval+': 79.3, 'mbpp+': null }, size: null },
		'Code-13B': { link: 'https://x', 'pass@1': { 'humaneval+': 52.4, 'mbpp+': 60 }, size: 13 },
	};
	const fields = { value: 'pass@1.humaneval+' };
	expect(read(JSON.stringify(plus), { of: 'measure', fields }).rows).toEqual([
		{ model: 'GPT-4', value: 0.793 },
		{ model: 'Code-13B', value: 0.524 },
	]);
	const mbpp = read(JSON.stringify(plus, undefined, 2), {
		of: 'measure',
		fields: { value: 'pass@1.mbpp+' },
	});
	expect(mbpp.notes.at(-1)).toBe('1 row has no figure and is left out: GPT-4.');
});

test.each([
	['a list', '[{"model":"A","value":"50%"},{"model":"B","value":"40%"}]'],
	[
		'an object with a list',
		'{"date":"2024","rows":[{"model":"A","value":"50%"},{"model":"B","value":"40%"}]}',
	],
	['JSON Lines', '{"model":"A","value":"50%"}\n{"model":"B","value":"40%"}\n'],
	['models as keys', '{"A":{"value":"50%"},"B":{"value":"40%"}}'],
	['CSV with semicolons', 'model;value\nA;50%\nB;40 %\n'],
	['CSV with tabs', 'model\tvalue\nA\t50%\nB\t40%'],
])('%s is read', (_, text) => {
	const found = read(text, { of: 'measure', unit: undefined });
	expect(found.says).toEqual([]);
	expect(found.rows).toEqual([
		{ model: 'A', value: 0.5 },
		{ model: 'B', value: 0.4 },
	]);
});

test('rows of one judge are selected from a file of several', () => {
	const text = 'model,referee,win_rate\nA,gpt-4o,50\nA,claude,60\n';
	expect(read(text, { only: { referee: 'claude' } }).rows).toEqual([{ model: 'A', win_rate: 0.6 }]);
	expect(read(text, {}).says).toEqual([
		'Row 3: the model "A" is in row 2 already; it must be unique.',
	]);
	expect(read(text, { only: { judge: 'x' } }).says[0]).toContain('no column "judge"');
});

test('everything wrong with a file is said at once, with row, field, value and limit', () => {
	const text = [
		'model,category,win_rate,tie_rate,n,low,high',
		'A,Algo,50,1,10,,',
		'B,,101,1,10,,',
		'C,,60,50,10,,',
		'D,,60,1,0,,',
		'E,,60,1,"1,200",,',
		',,60,1,10,,',
		'G,,"56,2",1,10,,',
		'H,,50,1,10,51,60',
		'gpt_4,,50,1,10,,',
		'GPT 4,,51,1,10,,',
	].join('\n');
	expect(read(text, {}).says).toEqual([
		'Row 2: the field `category` is "Algo"; the benchmark has Algorithms, Web.',
		'Row 3: the field `win_rate` is "101"; a percentage must be from 0 to 100.',
		'Row 4: the field `tie_rate` is "50"; with the win rate it is above 100 %.',
		'Row 5: the field `n` is "0"; it must be a whole number from 1 to 1000000000.',
		'Row 6: the field `n` is "1,200"; it must be a whole number from 1 to 1000000000.',
		'Row 7: the field `model` is ""; it must be a text of 1 to 200 characters.',
		'Row 8: the field `win_rate` is "56,2"; it must have a point before its decimals and no other separator.',
		'Row 9: the field `low` is "51"; its figure lies outside of this interval.',
		'Row 11: the model "GPT 4" is in row 10 already; it must be unique.',
	]);
});

test('figures without a unit are one problem, and percentages that look like shares are said', () => {
	const text = 'model,win_rate\nA,0.5\nB,0.61\n';
	expect(read(text, { unit: undefined }).says).toEqual([
		'2 figures have no percent sign, such as "0.5": say what the unit is, percent (of 100), share (of 1) or, for a measure, points.',
	]);
	expect(read(text, {}).notes.at(-1)).toContain('if they are shares of 1, the unit is share');
	expect(read(text, { unit: 'share' }).rows.map((row) => row.win_rate)).toEqual([0.5, 0.61]);
});

test.each([
	['', 'holds no rows'],
	['model,win_rate\n', 'holds no rows'],
	['model,win_rate\nA,-\n', 'No row of the file has a figure'],
	['name,rate\nA,5\n', 'No column is called "model"'],
	['model,model,win_rate\nA,B,5\n', 'both called "model"'],
	['model,win_rate\nA,5,6\n', 'Row 2: it has 3 cells'],
	['model,win_rate\n"A,5\n', 'no CSV that can be read'],
	[
		'{"a":{"A":{"value":1},"B":{"value":2}},"b":{"A":{"value":1},"B":{"value":2}}}',
		'several tables',
	],
	['{"A":{"value":1},"A":{"value":2}}', 'is there twice'],
	['{"A":1,"rows":2,"x":{}}', 'is no table'],
	[`${'['.repeat(100)}`, 'nests deeper'],
	['[{"model":"A","win_rate":"5\\u0000"}]', 'NUL'],
	[`model,win_rate\n${'A,5\n'.repeat(10_001)}`, 'the limit is 10,000'],
	['x'.repeat(4 * 1024 * 1024 + 1), 'the limit is 4,194,304 bytes'],
	[
		JSON.stringify([{ model: 'A', ...Object.fromEntries(Array(300).fill(1).entries()) }]),
		'301 columns',
	],
	['<html><body>\n</body></html>', 'No column is called "model"'],
])('%j is refused', (text, says) => {
	const found = read(text, {});
	expect(found.rows).toEqual([]);
	expect(found.says.join('\n')).toContain(says);
});

test('bytes that are no UTF-8 are refused, and a row of 4 MiB costs no more than one of 400 KiB', () => {
	const gzip = readPublishedResults(new Uint8Array([0x1f, 0x8b, 8, 0]), RATES);
	expect(gzip.problems.shown[0]?.message).toContain('not compressed');
	const small = Math.min(costOfRow(200), costOfRow(200), costOfRow(200));
	expect(costOfRow(2_000)).toBeLessThan(5 * small);
});

/** CPU time of one row of a table with as many. */
function costOfRow(rows: number): number {
	const wide = 'x'.repeat(2_000);
	const lines = Array.from({ length: rows }, (_, at) => `m${at},5,${wide}`);
	const text = `model,win_rate,text\n${lines.join('\n')}`;
	const before = process.cpuUsage();
	expect(read(text, {}).rows).toHaveLength(rows);
	const { user, system } = process.cpuUsage(before);
	return (user + system) / rows;
}

const ALPACA = dataFile('alpaca_eval/published.json');
test.skipIf(!hasFiles(ALPACA))(
	'the published rows of AlpacaEval are read, one judge at a time',
	() => {
		const published = readJson(ALPACA) as Record<string, Record<string, { win_rate: number }>>;
		expect(read(JSON.stringify(published), {}).rows).toEqual([]);
		const fields = { score: 'win_rate', n: 'n_total' } as const;
		for (const table of Object.values(published)) {
			const { rows, says } = read(JSON.stringify(table), { fields });
			expect(says).toEqual([]);
			expect(rows.map(({ model }) => model)).toEqual(Object.keys(table));
			for (const { model, score = 0 } of rows)
				expect(100 * score).toBeCloseTo(table[model]?.win_rate ?? 0, 9);
		}
	},
);

const OVERALL = { wide: 'score' as const };

test('a slice column names groups of any kind, or several at once as our own export writes them', () => {
	const text =
		'model,slice,win rate\nA,overall,50\nA,web,40\nA,Python,30\nA,category=Web difficulty=hard,20\nA,All,';
	expect(read(text, {}).rows).toEqual([
		{ model: 'A', win_rate: 0.5 },
		{ model: 'A', category: 'Web', win_rate: 0.4 },
		{ model: 'A', language: 'Python', win_rate: 0.3 },
		{ model: 'A', category: 'Web', difficulty: 'hard', win_rate: 0.2 },
	]);
	const wrong = 'model,slice,language,score\nA,Nowhere,,1\nB,language=Rust,,1\nC,Web,Python,1\n';
	expect(read(wrong, {}).says).toEqual([
		'Row 2: the field `slice` is "Nowhere"; the benchmark has no category, subcategory, language or difficulty of this name; overall is all questions.',
		'Row 3: the field `slice` is "language=Rust"; the benchmark has no language "Rust"; it has Python.',
	]);
	const twice = { ...GROUPS, subcategory: new Set(['Web']) };
	expect(read('model,slice,score\nA,Web,1\n', { groups: twice }).says).toEqual([
		'Row 2: the field `slice` is "Web"; it is a category and a subcategory: write category=Web or subcategory=Web.',
	]);
	expect(read('model,slice,category,score\nA,Web,Algorithms,1\n', {}).says).toEqual([
		'Row 2: the field `category` is "Algorithms"; the slice of the row names "Web".',
	]);
});

test('a wide table has a column for each group, and names that are no group are said', () => {
	const text =
		'Model,Size,n,Web,Algorithms,PYTHON,Avg.\nA,7B,397,40.1,50,-,45\nB,,397,41%,51,30,"46 (-1, 2)"\n';
	const found = read(text, { ...OVERALL, slices: { 'Avg.': 'overall' } });
	expect(found.says).toEqual([]);
	expect(found.rows).toEqual([
		{ model: 'A', category: 'Web', score: 0.401 },
		{ model: 'A', category: 'Algorithms', score: 0.5 },
		{ model: 'A', score: 0.45, n: 397 },
		{ model: 'B', category: 'Web', score: 0.41 },
		{ model: 'B', category: 'Algorithms', score: 0.51 },
		{ model: 'B', language: 'Python', score: 0.3 },
		{ model: 'B', score: 0.46, low: 0.45, high: expect.closeTo(0.48, 9) as number, n: 397 },
	]);
	expect(found.notes).toEqual([
		'Read model from "Model", score from Web, Algorithms, PYTHON, Avg..',
		'Not read: Size.',
		'1 cell has no figure and is left out: A.',
	]);
});

test.each([
	['model,Elsewhere\nA,1\n', OVERALL, 'No column is named for a group of questions'],
	[
		'model,Web,Web2\nA,1,2\n',
		{ ...OVERALL, slices: { Web2: 'web' } },
		'same questions as the column "Web"',
	],
	[
		'model,Web\nA,1\n',
		{ ...OVERALL, slices: { Avg: 'overall' } },
		'Column "Avg": there is no such column',
	],
	[
		'model,Web,Avg\nA,1,2\n',
		{ ...OVERALL, slices: { Avg: 'mean' } },
		'Column "Avg": "mean": the benchmark has no',
	],
	[
		'model,Web\nA,35.9/17.9\n',
		OVERALL,
		'Row 2: the field `score` (column "Web") is "35.9/17.9"; it is two figures',
	],
	['model,Web\nA,35.9\n', { wide: 'win_rate/tie_rate' as const }, 'such as 35.9/17.9'],
	[
		'model,Web\nA,95/17.9\n',
		{ wide: 'win_rate/tie_rate' as const },
		'with the win rate it is above 100 %',
	],
	['model,score\nA,1\n', { slices: { Avg: 'overall' } }, 'nothing says that the table is wide'],
	['model,Web,web\nA,1,2\nA,1,2', OVERALL, 'same questions as the column "Web"'],
])('the wide table %j is refused', (text, reading, says) => {
	expect(read(text, reading).says.join(' ')).toContain(says);
});

test('a table of the shape that CodeArena’s evaluator prints is read, as CSV and as Markdown', () => {
	const wide = { wide: 'win_rate/tie_rate' as const, slices: { Avg: 'overall' } };
	const rows = [
		{ model: 'gpt-x', category: 'Web', win_rate: 0.359, tie_rate: 0.179 },
		{ model: 'gpt-x', win_rate: 0.4, tie_rate: 0.1 },
	];
	expect(read('Model,Web,Algorithms,Avg\ngpt-x,35.9/17.9,--,40.0/10.0\n', wide).rows).toEqual(rows);
	const markdown =
		'\n| Model | Web | Algorithms | **Avg** |\n|:--|--:|---|:-:|\n| [**gpt-x**](https://x.example/a) | 35.9 / 17.9 | n/a | *40.0/10.0* |\n';
	expect(read(markdown, wide).rows).toEqual(rows);
	expect(read('| model | score |\n| A | 1 |\n', {}).says).toEqual([
		'The file begins like a Markdown table and has no line of dashes under the names of its columns.',
	]);
	expect(read('| model | score |\n|--|--|\n| A | 1 | 2 |\n', {}).says).toEqual([
		'Row 3: it has 3 cells, and the line of column names has 2: "A".',
	]);
});

test('a table that says whose results it holds is as many sets, and a date that differs within one is none', () => {
	const text =
		'model,win rate,source,judge,date\nA,50,Paper,gpt-4o,2024-12-01\nA,55,Paper,gpt-4,2024-12-01\nB,60,Paper,gpt-4,2024-11-02\nB,40,Paper,gpt-4o,2024-12-01\n';
	const found = read(text, {});
	expect(found.sets.map(({ origin, rows }) => [origin, rows.map(({ model }) => model)])).toEqual([
		[{ source: 'Paper', judge: 'gpt-4o', date: '2024-12-01' }, ['A', 'B']],
		[{ source: 'Paper', judge: 'gpt-4' }, ['A', 'B']],
	]);
	expect(found.notes.at(-1)).toBe(
		'The dates of the rows differ, so none is that of the publication.',
	);
	const told = new Set(['source', 'judge', 'date'] as const);
	expect(read(text, { told }).says.join()).toContain('"A"');
	expect(read('model,score,source\nA,1,x\u202ey\n', {}).says).toEqual([
		'Row 2: the field `source` is "x\\u202ey"; it must be a text of 1 to 200 visible characters.',
	]);
});
