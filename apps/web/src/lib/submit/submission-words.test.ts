import { expect, test } from 'vitest';
import { describeState, isMoving } from './submission-words.ts';

test('a state is a sentence, and its reason follows', () => {
	expect(describeState({ state: 'judged', reason: null })).toBe(
		'It is judged, and its result is private.',
	);
	expect(describeState({ state: 'rejected', reason: 'It speaks to the judge.' })).toBe(
		'An operator has rejected it. It speaks to the judge.',
	);
});

test('only what is not at its end is read again by itself', () => {
	expect(isMoving('queued')).toBe(true);
	expect(isMoving('published')).toBe(false);
});
