import { expect, test } from 'vitest';
import type { StoredRow } from './board-numbers.ts';
import { BASELINE, comparePublished, listPublishedSlices } from './compare-published.ts';

const MODELS = Array.from({ length: 12 }, (_, at) => `model-${at}`);
const interval = { low: 0, high: 1, method: 'wilson' } as const;

/** A row of a board with what the comparison reads of it. */
function rowOf(id: string, score: number, rank = true): StoredRow {
	const values = {
		id,
		score: { value: score, interval },
		winRate: { value: score - 0.1, interval },
	};
	return { ...values, ...(rank && { rank: { best: 1, worst: 12 } }) } as unknown as StoredRow;
}

const ROWS = MODELS.map((id, at) => rowOf(id, 0.9 - at / 20));
const ENTRANTS = [...MODELS, BASELINE].map((id) => ({
	id,
	slug: id,
	names: [`Name of ${id}`],
	isPlain: true,
}));
const BOARD = { slice: {}, rows: ROWS, entrants: ENTRANTS };

test('a score is compared with our score, a win rate with our win rate, a measure by ranks alone', () => {
	const names = {};
	const published = MODELS.map((model, at) => ({ model, at }));
	const scores = published.map(({ model, at }) => ({ model, score: 0.8 - at / 20, win_rate: 0.7 }));
	const byScore = comparePublished({ measure: null, names, rows: scores }, BOARD);
	expect(byScore.compared).toBe('score');
	expect(byScore.agreement).toMatchObject({ models: 12, kendall: { value: 1 }, spearman: 1 });
	expect(byScore.agreement.meanDifference).toBeCloseTo(0.1, 12);
	const rates = published.map(({ model, at }) => ({ model, win_rate: 0.8 - at / 20 }));
	const byWinRate = comparePublished({ measure: null, names, rows: rates }, BOARD);
	expect(byWinRate.agreement.meanDifference).toBeCloseTo(0, 12);
	const values = published.map(({ model, at }) => ({ model, value: 1000 + at }));
	const byValue = comparePublished({ measure: 'Rating', names, rows: values }, BOARD);
	expect(byValue.agreement).toMatchObject({ models: 12, kendall: { value: -1 }, spearman: -1 });
	expect(byValue.agreement.meanDifference).toBeUndefined();
	expect(byValue.rows[0]).toMatchObject({ published: { value: 1011 }, match: 'ranked' });
	expect(byValue.rows[0]?.difference).toBeUndefined();
});

test('the baseline, an unranked model, an unknown and an ambiguous name count for nothing', () => {
	const rows = ['model-0', 'model-1', 'baseline', 'nobody', 'twin'].map((model) => ({
		model,
		score: 0.5,
	}));
	const board = {
		slice: {},
		rows: [rowOf('model-0', 0.6), rowOf('model-1', 0.7, false)],
		entrants: [
			...ENTRANTS,
			...['a', 'b'].map((id) => ({ id, slug: id, names: ['Twin'], isPlain: true })),
		],
	};
	const found = comparePublished({ measure: null, names: {}, rows }, board);
	expect(found.rows.map(({ published, match }) => [published.model, match])).toEqual([
		['baseline', 'baseline'],
		['model-0', 'ranked'],
		['model-1', 'unranked'],
		['nobody', 'none'],
		['twin', 'several'],
	]);
	expect(found.agreement.models).toBe(1);
});

test('rows of a slice are compared with that slice, those of a measure with every one', () => {
	const rows = [
		{ model: 'model-0', score: 0.5 },
		{ model: 'model-0', category: 'Web', score: 0.6 },
		{ model: 'model-1', category: 'Web', score: 0.4 },
	];
	const web = { ...BOARD, slice: { category: 'Web' } };
	const set = { measure: null, names: {}, rows };
	expect(comparePublished(set, web).rows.map(({ published }) => published.score)).toEqual([
		0.6, 0.4,
	]);
	expect(comparePublished(set, BOARD).rows).toHaveLength(1);
	const measure = { measure: 'X', names: {}, rows: [{ model: 'model-0', value: 0.5 }] };
	expect(comparePublished(measure, web).rows).toHaveLength(1);
	expect(listPublishedSlices(rows)).toEqual([
		{ slice: {}, rows: 1 },
		{ slice: { category: 'Web' }, rows: 2 },
	]);
});
