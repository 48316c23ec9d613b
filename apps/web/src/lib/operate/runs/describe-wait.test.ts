import { expect, test } from 'vitest';
import { describeWait } from './describe-wait.ts';

test.each([
	['judging', 'the judge: 3 of 8 games are open', 'Waits for the judge: 3 of 8 games are open;'],
	['queued', 'a worker: none is running', 'Waits for a worker: none is running;'],
	['paused', 'paused by an operator', 'Paused by an operator,'],
	['paused', 'the quota\u202e is spent', 'The quota⟦U+202E⟧ is spent,'],
] as const)('a run that is %s says what holds it up: %s', (state, waitsFor, sentence) => {
	expect(describeWait({ state, waits_for: waitsFor })).toBe(sentence);
});
