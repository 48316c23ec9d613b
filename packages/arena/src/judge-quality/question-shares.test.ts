import { expect, test } from 'vitest';
import { wilsonInterval } from '../maths/intervals.ts';
import { measureShare } from './question-shares.ts';

const ids = Array.from({ length: 60 }, (_, at) => `q${String(at).padStart(2, '0')}`);
const cases = ids.map((questionId, at) => ({ questionId, isHit: at % 3 === 0 }));

test('one case a question has the interval of a share', () => {
	const share = measureShare(cases);
	expect(share).toMatchObject({ n: 60, hits: 20, share: 1 / 3 });
	const expected = wilsonInterval(20, 60);
	expect(share.interval?.low).toBeCloseTo(expected?.low ?? NaN, 12);
	expect(share.interval?.high).toBeCloseTo(expected?.high ?? NaN, 12);
});

test('the same case three times over tells nothing more: the interval is as wide as before', () => {
	const { interval, ...counts } = measureShare([...cases, ...cases, ...cases]);
	expect(counts).toMatchObject({ n: 180, hits: 60, share: 1 / 3 });
	const once = measureShare(cases).interval;
	expect(interval?.low).toBeCloseTo(once?.low ?? NaN, 12);
	expect(interval?.high).toBeCloseTo(once?.high ?? NaN, 12);
});

test('a share of 0 or of 1 is not known exactly', () => {
	const all = (isHit: boolean) => measureShare(cases.map((one) => ({ ...one, isHit }))).interval;
	expect(all(false)).toEqual({ low: 0, high: expect.closeTo(0.0602, 4) });
	expect(all(true)).toEqual({ low: expect.closeTo(0.9398, 4), high: 1 });
});

test('any order of cases gives the same, and what has no case has no share', () => {
	expect(measureShare(cases.toReversed())).toEqual(measureShare(cases));
	expect(measureShare([])).toEqual({ n: 0, hits: 0 });
	expect(measureShare(cases.slice(0, 29)).interval).toBeUndefined();
});
