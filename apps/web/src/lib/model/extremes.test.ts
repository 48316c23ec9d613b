import { expect, test } from 'vitest';
import { pickExtremes } from './extremes.ts';

const part = (name: string, low: number, high: number, scored = 30) => ({
	name,
	scored,
	score: { low, high },
});
const names = (parts: readonly { readonly name: string }[]) => parts.map(({ name }) => name);

test('a part with few questions is neither, however good or bad it is, and a wide interval has little weight', () => {
	const { best, worst } = pickExtremes(
		[
			part('lucky', 0.34, 1),
			part('good', 0.7, 0.95),
			part('unlucky', 0, 0.66),
			part('bad', 0.05, 0.3),
			part('few', 0.9, 1, 29),
			part('few too', 0, 0.1, 29),
			{ name: 'unscored', scored: 0, score: null },
		],
		1,
	);
	expect([names(best), names(worst)]).toEqual([['good'], ['bad']]);
});

test('no part is both, and one part alone is neither', () => {
	const parts = [part('a', 0.1, 0.2), part('b', 0.3, 0.4), part('c', 0.5, 0.6)];
	const { best, worst } = pickExtremes(parts, 5);
	expect([names(best), names(worst)]).toEqual([['c'], ['a']]);
	expect(pickExtremes(parts.slice(0, 1), 5)).toEqual({ best: [], worst: [] });
});
