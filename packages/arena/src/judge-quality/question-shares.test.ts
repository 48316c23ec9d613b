import { expect, test } from 'vitest';
import { percentileInterval, resampleQuestions } from '../maths/bootstrap.ts';
import { createShares } from './question-shares.ts';

const ids = Array.from({ length: 60 }, (_, at) => `q${String(at).padStart(2, '0')}`);
const isHit = (id: string) => Number(id.slice(1)) % 3 === 0;
const cases = ids.map((questionId) => ({ questionId, isHit: isHit(questionId) }));

test('one case a question is the percentile bootstrap of a share', () => {
	const { counts, resamples } = resampleQuestions('s', 60, 1000);
	const shares = Float64Array.from({ length: resamples }, (_, resample) => {
		const hits = ids.map((id, at) => (isHit(id) ? (counts[at * resamples + resample] ?? 0) : 0));
		return hits.reduce((sum, times) => sum + times, 0) / 60;
	});
	const expected = percentileInterval(shares);
	const share = createShares('s', ids)(cases);
	expect(share).toMatchObject({ n: 60, hits: 20, share: 1 / 3 });
	expect(share.interval?.low).toBeCloseTo(expected.low, 12);
	expect(share.interval?.high).toBeCloseTo(expected.high, 12);
});

test('the same case three times over tells nothing more: the interval is as wide as before', () => {
	const measure = createShares('s', ids);
	const { interval, ...counts } = measure([...cases, ...cases, ...cases]);
	expect(counts).toMatchObject({ n: 180, hits: 60, share: 1 / 3 });
	expect(interval).toEqual(measure(cases).interval);
});

test('any order of questions and cases gives the same, and what has no case has no share', () => {
	const measure = createShares('s', ids);
	expect(createShares('s', ids.toReversed())(cases.toReversed())).toEqual(measure(cases));
	expect(measure([])).toEqual({ n: 0, hits: 0 });
	expect(measure(cases.slice(0, 29)).interval).toBeUndefined();
	expect(() => measure([{ questionId: 'other', isHit: true }])).toThrow(RangeError);
});
