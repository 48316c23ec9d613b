import { expect, test } from 'vitest';
import { countOutcomes, isOutcome, readOutcome } from './outcome-counts.ts';

const battle = (outcome: 'win' | 'tie' | 'unscored' | 'open', isFlipped = false) =>
	({ outcome, consistency: isFlipped ? 'flipped' : null }) as const;

test('a flipped battle counts under its outcome and under flipped, an open one nowhere', () => {
	const battles = [battle('win'), battle('win', true), battle('tie', true), battle('open')];
	expect(countOutcomes(battles)).toEqual({ win: 2, tie: 1, loss: 0, flipped: 2, unscored: 0 });
	expect(isOutcome(battle('unscored'), 'unscored')).toBe(true);
});

test('only known outcomes are filters', () => {
	expect([readOutcome('flipped'), readOutcome('open'), readOutcome(null)]).toEqual([
		'flipped',
		undefined,
		undefined,
	]);
});
