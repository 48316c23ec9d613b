import { expect, test } from 'vitest';
import { writeBeatenRows } from '@codejoust/arena/board/beaten-rows';
import { countEntries } from '@codejoust/arena/board/board-counts';
import { type NamedRow, presentStanding } from './standing-words.ts';

const model = (name: string): NamedRow['model'] => ({
	slug: name.toLowerCase(),
	name,
	organisation: null,
	licence: null,
	openWeights: null,
	variant: {},
});

type Given = { readonly rank?: readonly [number, number]; readonly beats?: readonly number[] };

function row(name: string, score: number | undefined, { rank, beats }: Given = {}): NamedRow {
	const interval = { low: (score ?? 0) - 0.04, high: (score ?? 0) + 0.04, method: 'trinomial' };
	return {
		model: model(name),
		row: {
			id: name,
			...countEntries(10, []),
			...(score !== undefined && {
				score: { value: score, interval: { ...interval, method: 'trinomial' as const } },
			}),
			...(rank && { rank: { best: rank[0], worst: rank[1] } }),
			...(beats && { beats: writeBeatenRows(places(beats)) }),
		},
	};
}

const places = (beaten: readonly number[]) =>
	Array.from({ length: 10 }, (_, at) => beaten.includes(at));
const told = (rows: readonly NamedRow[]) => presentStanding(rows).summary;

test('the highest score has its interval, its ranks and those that it cannot be distinguished from', () => {
	const rows = [
		row('A', 0.621, { rank: [1, 3], beats: [3] }),
		row('B', 0.6, { rank: [1, 3], beats: [3] }),
		row('C', 0.55, { rank: [1, 4], beats: [] }),
		row('D', 0.4, { rank: [3, 4], beats: [] }),
	];
	expect(told(rows)).toBe(
		'A has the highest score, 62.1 % (58.1–66.1), ranks 1–3: it cannot be distinguished from B and C. 2 of 6 pairs of models are distinguished.',
	);
	expect(presentStanding(rows).pairs).toEqual({ total: 6, distinguished: 2 });
});

test('one pair needs no count of pairs, and says which of the two is better', () => {
	const better = [
		row('A', 0.7, { rank: [1, 1], beats: [1] }),
		row('B', 0.3, { rank: [2, 2], beats: [] }),
	];
	expect(told(better)).toBe(
		'A has the highest score, 70.0 % (66.0–74.0), rank 1: it is better than B.',
	);
	const tied = [
		row('A', 0.7, { rank: [1, 2], beats: [] }),
		row('B', 0.6, { rank: [1, 2], beats: [] }),
	];
	expect(told(tied)).toBe(
		'A has the highest score, 70.0 % (66.0–74.0), ranks 1–2: it cannot be distinguished from B.',
	);
});

test('all told apart, none told apart, and many that cannot be told', () => {
	const alone = [0, 1, 2].map((at) =>
		row(`M${at}`, 0.8 - 0.3 * at, {
			rank: [at + 1, at + 1],
			beats: [0, 1, 2].filter((other) => other > at),
		}),
	);
	expect(told(alone)).toContain(
		'rank 1: it is better than each of the 2 others. All 3 pairs of models are distinguished.',
	);
	const tied = Array.from({ length: 8 }, (_, at) =>
		row(`M${at}`, 0.6 - at / 100, { rank: [1, 8], beats: [] }),
	);
	expect(told(tied)).toContain(
		'it cannot be distinguished from any of the 7 others. None of the 28 pairs of models is distinguished.',
	);
	const [top, ...others] = tied;
	if (!top) throw new Error('there is a first row');
	const beating = [row('M0', 0.6, { rank: [1, 7], beats: [7] }), ...others];
	expect(told(beating)).toContain('it cannot be distinguished from M1, M2, M3, M4 and 2 more.');
});

test('equal scores share the first place, and a model without a rank is said to have none', () => {
	const level = [
		row('A', 0.5, { rank: [1, 2], beats: [] }),
		row('B', 0.5, { rank: [1, 2], beats: [] }),
	];
	expect(told(level)).toBe('A and B share the highest score, 50.0 % (46.0–54.0).');
	expect(told([row('A', 0.9), ...level])).toContain(
		'A has the highest score, 90.0 % (86.0–94.0), but no rank: fewer than 95 % of its battles are scored.',
	);
});

test('a board of earlier rules, of one model, without a score, without a model says no more than it knows', () => {
	const old = [row('A', 0.7, { rank: [1, 2] }), row('B', 0.6, { rank: [1, 2] })];
	expect(presentStanding(old)).toEqual({
		summary: 'A has the highest score, 70.0 % (66.0–74.0), ranks 1–2.',
		pairs: null,
	});
	expect(told([row('A', 0.7, { rank: [1, 1], beats: [] })])).toBe(
		'A has the highest score, 70.0 % (66.0–74.0), rank 1.',
	);
	expect(told([row('A', undefined)])).toBe('No battle of this slice has a score yet.');
	expect(told([])).toBe('No model is on this board yet.');
});
