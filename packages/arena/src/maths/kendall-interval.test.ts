import { expect, test } from 'vitest';
import { correlateRanks, kendallError, LEAST_CORRELATED } from './kendall-interval.ts';
import { createRandom } from './random.ts';
import { kendallTauB } from './rank-correlation.ts';

/** The ten pairs, and the interval, of a recorded session of R with `kendall.ci` of NSM3 (Hollander, Wolfe and Chicken 2014). */
const RECORDED = [
	[0.1263204008629143, 0.08629486056653916],
	[0.253230044463714, 0.16765069725596002],
	[0.24779460545872947, 0.1855465587044534],
	[0.12733346562130227, 0.08586856743903766],
	[0.1306136830069791, 0.08314152868486221],
	[0.12354453533699049, 0.08191686331440169],
	[0.12485923673067538, 0.08428872932669466],
	[0.1251284421500735, 0.08359861901724305],
	[0.12743200545590785, 0.08597891084094667],
	[0.12629784321265006, 0.08453251372206536],
] as const;

test('the standard error gives the interval that NSM3 gives in R', () => {
	const tau = kendallTauB(RECORDED) ?? Number.NaN;
	const error = kendallError(RECORDED, tau);
	expect(tau - 1.959964 * error).toBeCloseTo(0.086, 3);
	expect(tau + 1.959964 * error).toBeCloseTo(1.026, 3);
	const { low = 0, high = 0 } = correlateRanks(RECORDED)?.interval ?? {};
	expect([low, high].map((end) => Math.abs(end) < 1)).toEqual([true, true]);
	expect(low).toBeLessThan(tau);
	expect(high).toBeGreaterThan(tau);
});

test('too few pairs, or a constant side, have no correlation', () => {
	expect(correlateRanks(RECORDED.slice(1))).toBeUndefined();
	expect(RECORDED).toHaveLength(LEAST_CORRELATED);
	expect(correlateRanks(RECORDED.map(([a]) => [a, 1]))).toBeUndefined();
});

test('pairs that are all in one order have a correlation and no interval', () => {
	const places = Array.from({ length: 12 }, (_, at) => at);
	expect(correlateRanks(places.map((at) => [at, at * 2]))).toEqual({ value: 1 });
	expect(correlateRanks(places.map((at) => [at, -at]))).toEqual({ value: -1 });
});

test('order and side of the pairs change nothing, a reversed side mirrors the interval', () => {
	const found = correlateRanks(RECORDED);
	expect(correlateRanks(RECORDED.toReversed())).toEqual(found);
	expect(correlateRanks(RECORDED.map(([a, b]) => [b, a]))).toEqual(found);
	const mirrored = correlateRanks(RECORDED.map(([a, b]) => [a, -b]));
	expect(mirrored?.value).toBeCloseTo(-(found?.value ?? 0), 12);
	expect(mirrored?.interval?.low).toBeCloseTo(-(found?.interval?.high ?? 0), 12);
});

test.each([
	[0, 10],
	[0.5, 15],
	[0.8, 12],
	[0.9, 30],
])('the interval covers a tau of %d in at least 94 of 100 samples of %d', (tau, n) => {
	const random = createRandom(`${tau} ${n}`);
	const normal = () =>
		Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
	const rho = Math.sin((Math.PI * tau) / 2);
	const intervals = Array.from({ length: 600 }, () => {
		const pairs = Array.from({ length: n }, () => {
			const a = normal();
			return [a, rho * a + Math.sqrt(1 - rho ** 2) * normal()] as const;
		});
		return correlateRanks(pairs)?.interval;
	}).filter((interval) => interval !== undefined);
	const covered = intervals.filter(({ low, high }) => low <= tau && tau <= high);
	expect(covered.length / intervals.length).toBeGreaterThan(0.94);
});
