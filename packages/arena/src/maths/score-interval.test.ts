import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataFile, hasFiles, readJson } from '../../../../test/support/shared-data.ts';
import { wilsonInterval } from './intervals.ts';
import { type OutcomeTally, scoreInterval, varianceRatio } from './score-interval.ts';

const FILE = dataFile('golden/intervals-trinomial.json');

/** Computed by another program from the same formula. */
type GoldenRow = OutcomeTally & {
	readonly n: number;
	readonly k: number;
	readonly score_interval: readonly [number, number];
	readonly win_rate_interval: readonly [number, number];
	readonly tie_rate_interval: readonly [number, number];
};

test.each([
	[{ wins: 0, ties: 0, losses: 1 }, 0, 0.7544907964453327],
	[{ wins: 0, ties: 1, losses: 0 }, 0.06569285164605781, 0.9343071483539422],
	[{ wins: 1, ties: 0, losses: 0 }, 0.24550920355466732, 1],
	[{ wins: 0, ties: 1, losses: 1 }, 0.0319609402121927, 0.7709235323762176],
])('the interval of %j is the reference one', (tally, low, high) => {
	const interval = scoreInterval(tally);
	expect(interval?.low).toBeCloseTo(low, 12);
	expect(interval?.high).toBeCloseTo(high, 12);
});

test.skipIf(!hasFiles(FILE))('406 records of 1 to 805 battles have the reference intervals', () => {
	const { rows }: { readonly rows: readonly GoldenRow[] } = readJson(FILE);
	expect(rows.length).toBeGreaterThan(400);
	for (const row of rows) {
		const ends = [
			[scoreInterval(row), row.score_interval],
			[wilsonInterval(row.wins, row.n), row.win_rate_interval],
			[wilsonInterval(row.ties, row.n), row.tie_rate_interval],
		] as const;
		expect(Math.abs(varianceRatio(row) - row.k)).toBeLessThan(1e-12);
		for (const [interval, [low, high]] of ends) {
			expect(Math.abs((interval?.low ?? NaN) - low), JSON.stringify(row)).toBeLessThan(1e-12);
			expect(Math.abs((interval?.high ?? NaN) - high), JSON.stringify(row)).toBeLessThan(1e-12);
		}
	}
});

test('a better record of as many battles never has a worse bound: every record up to 60 battles', () => {
	const falls: string[] = [];
	for (let n = 1; n <= 60; n++) {
		for (let wins = 0; wins <= n; wins++) {
			for (let ties = 0; ties <= n - wins; ties++) {
				const own = boundsOf(wins, ties, n);
				// A loss turned into a tie, and a tie turned into a win: every other improvement is made of these.
				const better = [
					...(wins + ties < n ? [boundsOf(wins, ties + 1, n)] : []),
					...(ties > 0 ? [boundsOf(wins + 1, ties - 1, n)] : []),
				];
				for (const { low, high } of better)
					if (low < own.low - 1e-12 || high < own.high - 1e-12)
						falls.push(`${wins} wins, ${ties} ties of ${n}`);
			}
		}
	}
	expect(falls).toEqual([]);
});

test('the interval holds the score, and losses for wins mirror it', () => {
	const count = fc.nat(2000);
	fc.assert(
		fc.property(count, count, count, (wins, ties, losses) => {
			const interval = scoreInterval({ wins, ties, losses });
			const n = wins + ties + losses;
			if (n === 0) return expect(interval).toBeUndefined();
			const mirrored = scoreInterval({ wins: losses, ties, losses: wins });
			const { low, high } = interval ?? { low: NaN, high: NaN };
			expect(low).toBeLessThanOrEqual((wins + ties / 2) / n + 1e-12);
			expect(high).toBeGreaterThanOrEqual((wins + ties / 2) / n - 1e-12);
			expect(mirrored?.low).toBeCloseTo(1 - high, 9);
			expect(mirrored?.high).toBeCloseTo(1 - low, 9);
		}),
	);
});

test('a count that is no number from 0 is refused by its name', () => {
	expect(() => scoreInterval({ wins: -1, ties: 0, losses: 3 })).toThrow(/wins/);
	expect(() => scoreInterval({ wins: 1, ties: Number.NaN, losses: 3 })).toThrow(/ties/);
	expect(() => scoreInterval({ wins: 1, ties: 0, losses: Infinity })).toThrow(/losses/);
});

function boundsOf(wins: number, ties: number, n: number) {
	const bounds = scoreInterval({ wins, ties, losses: n - wins - ties });
	if (!bounds) throw new Error('the record has battles');
	return bounds;
}
