import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusteredShareInterval } from './clustered-share-interval.ts';
import { wilsonInterval } from './intervals.ts';
import { createRandom } from './random.ts';

const clustersOf = (size: number, hits: readonly number[]) =>
	hits.map((own) => ({ cases: size, hits: own }));

test.each([
	[30, 0],
	[30, 1],
	[100, 37],
	[100, 100],
])('%i questions of one case each, %i of them hits, have Wilson’s interval', (n, hits) => {
	const clusters = Array.from({ length: n }, (_, at) => ({ cases: 1, hits: at < hits ? 1 : 0 }));
	const expected = wilsonInterval(hits, n);
	const bounds = clusteredShareInterval(clusters);
	expect(bounds?.low).toBeCloseTo(expected?.low ?? NaN, 12);
	expect(bounds?.high).toBeCloseTo(expected?.high ?? NaN, 12);
});

test('the same cases over again tell nothing more', () => {
	const hits = Array.from({ length: 40 }, (_, at) => at % 4);
	const once = clusteredShareInterval(clustersOf(3, hits));
	const fiveTimes = clusteredShareInterval(
		clustersOf(
			15,
			hits.map((own) => 5 * own),
		),
	);
	expect(fiveTimes?.low).toBeCloseTo(once?.low ?? NaN, 12);
	expect(fiveTimes?.high).toBeCloseTo(once?.high ?? NaN, 12);
});

test('a share of 0 or 1 has an interval of a width above 0: that of its questions, not of its cases', () => {
	const none = clusteredShareInterval(
		clustersOf(
			6,
			Array.from({ length: 50 }, () => 0),
		),
	);
	const all = clusteredShareInterval(
		clustersOf(
			6,
			Array.from({ length: 50 }, () => 6),
		),
	);
	expect(none?.low).toBe(0);
	expect(none?.high).toBeCloseTo(wilsonInterval(0, 50)?.high ?? NaN, 12);
	expect(all?.high).toBe(1);
	expect(all?.low).toBeCloseTo(1 - (none?.high ?? NaN), 12);
	expect(clusteredShareInterval(clustersOf(0, [0, 0]))).toBeUndefined();
	expect(clusteredShareInterval([])).toBeUndefined();
});

test('any share lies in its interval, which is in [0, 1] and has a width above 0', () => {
	const cluster = fc
		.tuple(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0, max: 1, noNaN: true }))
		.map(([cases, part]) => ({ cases, hits: Math.round(cases * part) }));
	fc.assert(
		fc.property(fc.array(cluster, { minLength: 1, maxLength: 200 }), (clusters) => {
			const { low, high } = clusteredShareInterval(clusters) ?? { low: NaN, high: NaN };
			const total = (pick: 'cases' | 'hits') => clusters.reduce((sum, one) => sum + one[pick], 0);
			const share = total('hits') / total('cases');
			expect(low).toBeGreaterThanOrEqual(0);
			expect(high).toBeLessThanOrEqual(1);
			expect(low).toBeLessThanOrEqual(share + 1e-12);
			expect(high).toBeGreaterThanOrEqual(share - 1e-12);
			expect(high - low).toBeGreaterThan(0.001);
		}),
	);
});

/** A share of all questions has one answer for all its cases, the others a coin of its own for each. */
test.each([
	[0.03, 5, 0.3, 100],
	[0.1, 5, 0.3, 40],
	[0.5, 2, 0, 40],
	[0.5, 10, 0.5, 40],
	[0.8, 5, 1, 100],
	[0.97, 6, 0, 200],
])(
	'a share of %f with %i cases a question, %f of them in common, of %i questions is covered',
	(share, cases, common, questions) => {
		const { next } = createRandom(`share ${share} ${cases} ${common}`);
		const coin = () => (next() < share ? 1 : 0);
		const boards = 2000;
		let covered = 0;
		for (let board = 0; board < boards; board++) {
			const clusters = Array.from({ length: questions }, () => {
				if (next() < common) return { cases, hits: cases * coin() };
				return { cases, hits: Array.from({ length: cases }, coin).filter(Boolean).length };
			});
			const { low, high } = clusteredShareInterval(clusters) ?? { low: NaN, high: NaN };
			if (low <= share && share <= high) covered++;
		}
		expect(covered / boards).toBeGreaterThan(0.92);
		expect(covered / boards).toBeLessThan(0.99);
	},
);
