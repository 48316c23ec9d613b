import { expect, test } from 'vitest';
import { createRandom } from '../maths/random.ts';
import { normalQuantile } from '../maths/normal-quantile.ts';
import type { BoardEntry } from '../outcomes/board-input.ts';
import { EMPTY_ANSWER_LOSS, EQUAL_TEXTS_TIE } from '../rules/battle.ts';
import { decidePreference } from '../rules/preference.ts';
import { estimatePreferences } from './preference-estimates.ts';

/** A battle with this preference for the model. */
function entry(preference: number, at = 0): BoardEntry {
	const game = (value: number) => ({ kind: 'scored', verdict: 'A=B', preference: value }) as const;
	const games = { baselineFirst: game(1 - preference), swapped: game(preference) };
	const result = decidePreference(games, 0.05);
	return { questionId: `q${at}`, responseLength: 1, ...(result && { result }) };
}
const bare = (result: NonNullable<BoardEntry['result']>): BoardEntry => ({
	...entry(0.5),
	result,
});
const [one] = [
	(entries: readonly (BoardEntry | undefined)[]) => estimatePreferences([entries], 's')[0],
];

test('the mean of battles with its sample standard error; an empty answer counts 0, a copy one half', () => {
	const estimate = one([entry(1), entry(0.5), bare(EMPTY_ANSWER_LOSS), bare(EQUAL_TEXTS_TIE)]);
	expect(estimate?.value).toBeCloseTo(0.5, 12);
	// Deviations 0.5, 0, −0.5, 0.
	expect(estimate?.standardError).toBeCloseTo(Math.sqrt(0.5 / 3 / 4), 12);
});

test('without a preference, or with one battle, there is no number', () => {
	const labels = { ...entry(0.9).result, numbers: undefined } as unknown as BoardEntry['result'];
	expect(one([])).toBeUndefined();
	expect(one([entry(0.9)])).toBeUndefined();
	expect(one([bare(EMPTY_ANSWER_LOSS), bare(EQUAL_TEXTS_TIE)])).toBeUndefined();
	expect(one([entry(0.9), entry(0.2), labels ? bare(labels) : undefined])).toBeUndefined();
	expect(
		one([entry(0.9), bare({ kind: 'unscored', reasons: ['low-mass'] }), undefined, entry(0.1)])
			?.value,
	).toBeCloseTo(0.5);
});

const { next } = createRandom('preferences');
const drawn = Array.from({ length: 200 }, (_, at) => entry(next(), at));

test('the interval is that of the mean, and narrows by the root of two with each question twice', () => {
	const [single, double] = [one(drawn), one([...drawn, ...drawn])];
	if (!single || !double) throw new Error('both have numbers');
	const half = normalQuantile(0.975) * single.standardError;
	expect(single.interval.low).toBeCloseTo(single.value - half, 2);
	expect(single.interval.high).toBeCloseTo(single.value + half, 2);
	const width = ({ interval }: typeof single) => interval.high - interval.low;
	expect(width(single) / width(double)).toBeCloseTo(Math.SQRT2, 0);
	expect(double.value).toBeCloseTo(single.value, 12);
});

test('equal records have equal intervals, and no model moves another', () => {
	const alone = one(drawn);
	const others = estimatePreferences([drawn, drawn.toReversed(), drawn], 's');
	expect(others[0]).toEqual(alone);
	expect(others[2]).toEqual(alone);
});
