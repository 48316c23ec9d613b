import { expect, test } from 'vitest';
import { describeReason, listReasons } from './unscored-reason.ts';

test('reasons are listed by how often they came, zeros left out', () => {
	expect(listReasons({ refused: 2, truncated: 4, empty: 0 })).toBe('truncated 4, refused 2');
});

test('an unknown reason is shown as the server names it', () => {
	expect(describeReason('newer-reason')).toBe('newer-reason');
});
