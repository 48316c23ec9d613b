import { expect, test } from 'vitest';
import { possibleActions } from './run-actions.ts';

test.each([
	['queued', 0, ['pause', 'cancel']],
	['judging', 2, ['retry', 'pause', 'cancel']],
	['paused', 2, ['resume', 'cancel']],
	['failed', 0, ['resume', 'cancel']],
	['done', 2, ['retry']],
	['done', 0, []],
	['cancelled', 2, []],
] as const)('a run that is %s with %i unscored games offers %j', (state, unscored, actions) => {
	expect(possibleActions({ state, progress: { unscored } })).toEqual(actions);
});
