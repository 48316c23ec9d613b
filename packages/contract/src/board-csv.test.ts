import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type BoardTable, BOARD_TITLES, boardCsv } from './board-csv.ts';
import { leaderboardRow, type LeaderboardRow } from './schemas/leaderboard.ts';

const FORMATS = new URL('../../../docs/formats.md', import.meta.url);

const ABSENT: Required<LeaderboardRow> = {
	submission_id: 'sub_1',
	model: {
		slug: 'one',
		name: '=1+1',
		organisation: '@org',
		licence: null,
		open_weights: null,
		variant: null,
	},
	provenance: {
		kind: 'submitted',
		made_by: null,
		answers: 0,
		models_reported: [],
		sampling: null,
		from: null,
		until: null,
		rerun_at: null,
	},
	checkpoint: null,
	stated_price: null,
	n: 40,
	scored: 0,
	unscored: 1,
	missing: 39,
	coverage: null,
	unscored_reasons: { truncated: 1 },
	empty_answers: 0,
	wins: 0,
	ties: 0,
	judged_ties: 0,
	copies: 0,
	conflict_ties: 0,
	losses: 0,
	win_rate: null,
	tie_rate: null,
	score: null,
	preference: null,
	mean_ratings: null,
	flip_rate: null,
	first_position_share: null,
	median_length: null,
	cost_micro_usd: null,
	rank: null,
	beats: null,
	tied_with: null,
	beaten_by: null,
	length_controlled: null,
	length_controlled_refusal: 'not-enough-questions',
	rating: null,
	rating_refusal: 'never-better',
};

const MODEL = ABSENT.model;
const BOARD: BoardTable = {
	benchmark: {
		slug: 'mine',
		version: '1',
		name: 'Mine',
		is_sample: false,
		description: null,
		licence: '-1',
		questions: 40,
		baseline: MODEL,
		visibility: 'public',
		published_at: '2026-01-01T00:00:00.000Z',
		retired_at: null,
	},
	judge: {
		name: 'judge@1',
		model: 'judge',
		kind: 'pairwise',
		hash: '00',
		is_rehearsal: false,
		is_floating_alias: false,
		criterion: null,
	},
	rule: 'codejoust',
	slice: { category: '+Even', subcategory: null, language: null, difficulty: null, n: 40 },
	snapshot: null,
	baseline: { model: { ...MODEL, slug: 'baseline' }, median_length: null },
	rows: [ABSENT],
};

test('every field of a row has a column that begins with its name, or is in the JSON alone', () => {
	const named: Readonly<Record<string, string>> = { submission_id: 'submission' };
	const lacking = Object.keys(leaderboardRow.shape).filter(
		(field) => !BOARD_TITLES.some((title) => title.startsWith(named[field] ?? field)),
	);
	expect(lacking).toEqual(['unscored_reasons', 'mean_ratings']);
});

test('no two columns have one title, and every row has a cell under each', () => {
	expect(new Set(BOARD_TITLES).size).toBe(BOARD_TITLES.length);
	const [titles, row] = boardCsv(BOARD).split('\r\n');
	expect(titles).toBe(BOARD_TITLES.join(','));
	expect(row?.split(',')).toHaveLength(BOARD_TITLES.length);
});

test('a number that is absent is an empty cell, and its refusal says why', () => {
	const cells = cellsOf(boardCsv(BOARD));
	for (const title of ['score', 'score_low', 'rank_best', 'rating_high', 'cost_micro_usd'])
		expect(cells.get(title)).toBe('');
	expect(cells.get('missing')).toBe('39');
	expect(cells.get('length_controlled_refusal')).toBe('not-enough-questions');
	expect(cells.get('rating_refusal')).toBe('never-better');
});

test('an interval is three numbers and how it was computed', () => {
	const score = { value: 0.5, low: 0.25, high: 0.75, method: 'bootstrap' as const };
	const length_controlled = { value: 0.4, low: 0.3, high: 0.6, warning: null };
	const rating = { value: 1000, low: 900.5, high: 1100 };
	const row = { ...ABSENT, score, length_controlled, rating };
	const cells = cellsOf(boardCsv({ ...BOARD, rows: [row] }));
	const read = (...titles: readonly string[]) => titles.map((title) => cells.get(title));
	expect(read('score', 'score_low', 'score_high', 'score_method')).toEqual([
		'0.5',
		'0.25',
		'0.75',
		'bootstrap',
	]);
	expect(read('length_controlled', 'length_controlled_low', 'length_controlled_high')).toEqual([
		'0.4',
		'0.3',
		'0.6',
	]);
	expect(read('rating', 'rating_low', 'rating_high')).toEqual(['1000', '900.5', '1100']);
});

test('no text of a board runs as a formula', () => {
	const cells = cellsOf(boardCsv(BOARD));
	expect(cells.get('name')).toBe("'=1+1");
	expect(cells.get('organisation')).toBe("'@org");
	expect(cells.get('category')).toBe("'+Even");
	expect(cells.get('benchmark_licence')).toBe("'-1");
});

test('docs/formats.md describes every column, in their order', async () => {
	const text = await readFile(FORMATS, 'utf8');
	const end = text.indexOf('**Games.**');
	const table = text.slice(text.lastIndexOf('| Column ', end), end);
	const named = [...table.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, cell = '']) =>
		[...cell.matchAll(/`([^`]+)`/g)].map(([, title]) => title),
	);
	expect(named).toEqual(BOARD_TITLES);
});

/** The cells of the first row, none of which has a comma, by title. */
function cellsOf(csv: string): ReadonlyMap<string, string> {
	const [titles = '', row = ''] = csv.split('\r\n');
	const cells = row.split(',');
	return new Map(titles.split(',').map((title, at) => [title, cells[at] ?? '']));
}

test('the criterion of the judge stands after the rows of earlier files, empty without one', () => {
	expect(BOARD_TITLES.indexOf('criterion')).toBe(BOARD_TITLES.indexOf('rating_refusal') + 1);
	expect(cellsOf(boardCsv(BOARD)).get('criterion')).toBe('');
	const judge = { ...BOARD.judge, criterion: 'efficiency' };
	expect(cellsOf(boardCsv({ ...BOARD, judge })).get('criterion')).toBe('efficiency');
});

test('a judge that is sent answers without fences is marked in a column', () => {
	expect(BOARD_TITLES).toContain('fences');
	expect(cellsOf(boardCsv(BOARD)).get('fences')).toBe('');
	const judge = { ...BOARD.judge, fences: 'none' as const };
	expect(cellsOf(boardCsv({ ...BOARD, judge })).get('fences')).toBe('none');
});
