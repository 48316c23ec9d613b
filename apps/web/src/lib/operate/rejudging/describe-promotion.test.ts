import { expect, test } from 'vitest';
import { describePromotion, type PromotedBoard } from './describe-promotion.ts';

type Row = readonly [name: string, best: number, worst: number, beats: number];

/** Of a board, what a promotion changes. */
function boardOf(judge: string, rows: readonly Row[]): PromotedBoard {
	return {
		judge: { name: judge },
		rows: rows.map(([name, best, worst, beats]) => ({
			submission_id: `sub_${name}`,
			// The other fields of a model are not read here.
			model: { slug: name, name } as PromotedBoard['rows'][number]['model'],
			rank: { best, worst },
			beats,
		})),
	};
}

const LIVE = boardOf('old@1', [
	['Ada', 1, 1, 2],
	['Bob', 2, 3, 0],
	['Cy', 2, 3, 0],
]);

test('a promotion names who leads, whose rank changes, the pairs, and what is left to be judged', () => {
	const next = boardOf('new@1', [
		['Bob', 1, 2, 0],
		['Ada', 1, 2, 0],
	]);
	expect(describePromotion(LIVE, next, 1_250_000)).toEqual([
		'First place: Bob, with the rank 1–2, instead of Ada.',
		'Ranks: 2 of 2 models change: Ada 1 to 1–2, Bob 2–3 to 1–2.',
		'Pairs told apart: 2 of 3 under the live judge, 0 of 1 under the new one.',
		'Missing: 1 model of the live board has no result by new@1 and leaves the board until it is judged, for about $1.25 (1.00–1.56).',
	]);
});

test('a promotion that changes nothing says so', () => {
	expect(describePromotion(LIVE, { ...LIVE, judge: { name: 'new@1' } }, null)).toEqual([
		'First place: Ada under both judges, with the rank 1 and then 1.',
		'Ranks: none of 3 models changes.',
		'Pairs told apart: 2 of 3 under the live judge, 2 of 3 under the new one.',
	]);
});

test('without a row under one of the judges nothing is invented', () => {
	expect(describePromotion(LIVE, boardOf('new@1', []), null)).toEqual([
		'Missing: 3 models of the live board have no result by new@1 and leave the board until they are judged, for a cost not known.',
	]);
});
