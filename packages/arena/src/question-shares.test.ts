import { expect, test } from 'vitest';
import { estimateRates } from './board-estimates.ts';
import { countResampledOutcomes, OUTCOME_CODES, resampleQuestions } from './bootstrap.ts';
import { createShares } from './question-shares.ts';

const ids = Array.from({ length: 60 }, (_, at) => `q${String(at).padStart(2, '0')}`);
const isHit = (id: string) => Number(id.slice(1)) % 3 === 0;
const cases = ids.map((questionId) => ({ questionId, isHit: isHit(questionId) }));

test('one case a question is the board’s own bootstrap of a win rate', () => {
	const codes = ids.map((id) => (isHit(id) ? OUTCOME_CODES.win : OUTCOME_CODES.loss));
	const { winRate } = estimateRates({ wins: 20, ties: 0, scored: 60 }, () =>
		countResampledOutcomes(resampleQuestions('s', 60, 1000), new Uint8Array(codes)),
	);
	const share = createShares('s', ids)(cases);
	expect(share).toMatchObject({ n: 60, hits: 20, share: 1 / 3 });
	expect(share.interval?.low).toBeCloseTo(winRate?.interval.low ?? NaN, 12);
	expect(share.interval?.high).toBeCloseTo(winRate?.interval.high ?? NaN, 12);
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
