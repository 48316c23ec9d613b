import { expect, test } from 'vitest';
import { meanPreference, preferenceForModel } from './preference.ts';

const game = (order: string, preference: number | null) => ({
	order,
	judgments: [{ preference }],
});

test('a preference for the answer shown first is turned to the model’s side', () => {
	expect(preferenceForModel(game('baseline-first', 0.25))).toBe(0.75);
	expect(preferenceForModel(game('swapped', 0.25))).toBe(0.25);
	expect(preferenceForModel({ order: 'swapped', judgments: [] })).toBeUndefined();
});

test('the mean is of both games, and absent where one has none', () => {
	expect(meanPreference([game('baseline-first', 0.2), game('swapped', 0.6)])).toBeCloseTo(0.7);
	expect(meanPreference([game('baseline-first', 0.2), game('swapped', null)])).toBeUndefined();
	expect(meanPreference([])).toBeUndefined();
});
