import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRatings } from './rated-battle.ts';
import { RATINGS } from './rating.ts';

const rated = (rating: (typeof RATINGS)[number]) => ({ kind: 'scored', rating }) as const;
const unread = { kind: 'unscored', reason: 'out-of-range' } as const;

test.each([
	[7, 5, 8, 9, 'win', 1],
	[7, 8, 8, 7, 'tie', 0],
	[1, 10, 8, 9, 'loss', -10],
] as const)('ratings %i : %i and %i : %i are a %s', (m1, b1, m2, b2, outcome, margin) => {
	const pairs = [
		{ criterion: 'a', model: rated(m1), baseline: rated(b1) },
		{ criterion: 'b', model: rated(m2), baseline: rated(b2) },
	];
	expect(decideRatings(pairs)).toEqual({
		kind: 'scored',
		by: 'ratings',
		outcome,
		margin,
		numbers: { ratings: { a: { model: m1, baseline: b1 }, b: { model: m2, baseline: b2 } } },
	});
});

test('one rating that cannot be read leaves the battle unscored, with every reason', () => {
	const pairs = [
		{ criterion: 'a', model: unread, baseline: rated(3) },
		{ criterion: 'b', model: rated(10), baseline: { ...unread, reason: 'no-verdict' as const } },
	];
	expect(decideRatings(pairs)).toEqual({
		kind: 'unscored',
		reasons: ['out-of-range', 'no-verdict'],
	});
});

test('exchanging the answers mirrors the result, and the order of the criteria is irrelevant', () => {
	const rating = fc.constantFrom(...RATINGS);
	fc.assert(
		fc.property(fc.array(fc.tuple(rating, rating), { minLength: 1, maxLength: 10 }), (drawn) => {
			const pairs = drawn.map(([a, b], i) => ({
				criterion: `c${i}`,
				model: rated(a),
				baseline: rated(b),
			}));
			const mirrored = pairs.map(({ model, baseline, criterion }) => ({
				criterion,
				model: baseline,
				baseline: model,
			}));
			const [result, mirror, turned] = [pairs, mirrored, pairs.toReversed()].map(decideRatings);
			if (result?.kind !== 'scored' || mirror?.kind !== 'scored') throw new Error('scored');
			const outcomes = { win: 'loss', loss: 'win', tie: 'tie' };
			expect(mirror.outcome).toBe(outcomes[result.outcome]);
			expect(turned).toEqual(result);
		}),
	);
});
