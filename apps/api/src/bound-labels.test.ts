import { expect, test } from 'vitest';
import { boundLabels } from './bound-labels.ts';

test('the first values stand for themselves, and all others for one', () => {
	const label = boundLabels(2);
	expect(['a', 'b', 'c', 'a', 'd', 'b'].map(label)).toEqual(['a', 'b', 'other', 'a', 'other', 'b']);
});
