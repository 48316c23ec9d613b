import { expect, test } from 'vitest';
import { SUBMISSION_STATES } from '@codejoust/contract/schemas/submission-state';
import {
	describeState,
	headlineOf,
	isMoving,
	isPublishable,
	isShareable,
	placingOf,
	seenBy,
} from './submission-words.ts';

test('a state is a sentence, and its reason follows', () => {
	expect(describeState({ state: 'published', reason: null })).toBe('Everybody sees it.');
	expect(describeState({ state: 'rejected', reason: 'It speaks to the judge.' })).toBe(
		'It is on no board. It speaks to the judge.',
	);
});

test('a reason of a few words continues the sentence', () => {
	const by = (state: 'paused' | 'cancelled') =>
		describeState({ state, reason: `${state} by an operator` });
	expect([by('paused'), by('cancelled')]).toEqual([
		'Its judging is paused by an operator.',
		'Its judging was cancelled by an operator.',
	]);
	expect(describeState({ state: 'withdrawn', reason: 'withdrawn by its owner' })).toBe(
		'It is on no board: withdrawn by its owner.',
	);
});

test('what is offered and who sees it are true in the state', () => {
	const offered = (state: (typeof SUBMISSION_STATES)[number]) => {
		const one = { state, visibility: 'private', is_baseline: false } as const;
		return [isShareable(one), isPublishable(one)];
	};
	expect(offered('draft')).toEqual([false, false]);
	expect(offered('queued')).toEqual([true, true]);
	expect(offered('judged')).toEqual([true, true]);
	expect(offered('rejected')).toEqual([true, false]);
	expect(offered('failed')).toEqual([true, false]);
	expect(offered('cancelled')).toEqual([true, false]);
	expect(offered('withdrawn')).toEqual([false, false]);
	expect(seenBy('held', true)).toBe('you');
	expect(seenBy('judged', false)).toBe('your organisation');
	expect(seenBy('published', false)).toBe('everybody');
});

test('only what is not at its end is read again by itself', () => {
	expect(isMoving('queued')).toBe(true);
	expect(isMoving('published')).toBe(false);
});

test.each([
	['published', null, 'on-board'],
	['published', 'sub_2', 'off-board'],
	['judged', null, 'would-be'],
	['held', null, 'would-be'],
	['rejected', null, 'off-board'],
	['withdrawn', null, 'off-board'],
	['cancelled', null, 'off-board'],
] as const)('the rank of what is %s (replaced by %s) is %s', (state, later, placing) => {
	expect(placingOf({ state, superseded_by: later })).toBe(placing);
});

const of = (state: (typeof SUBMISSION_STATES)[number], more = {}) => ({
	...{ state, is_baseline: false, superseded_by: null },
	...more,
});

test('every state has a headline of its own', () => {
	const headlines = SUBMISSION_STATES.map((state) => headlineOf(of(state), undefined));
	expect(new Set(headlines).size).toBe(SUBMISSION_STATES.length);
});

test.each([
	[of('judged'), { unscored: 0 }, 'Private result'],
	[of('judged'), { unscored: 1 }, 'Private result, 1 battle unscored'],
	[
		of('held'),
		{ unscored: 3 },
		'Result withheld until an operator has reviewed it, 3 battles unscored',
	],
	[of('published'), { unscored: 2 }, 'Public result, 2 battles unscored'],
	[
		of('published', { superseded_by: 'sub_2' }),
		{ unscored: 0 },
		'Public result, replaced by a later one',
	],
	// What is under way, or over without a result, has none to speak of.
	[of('judging'), { unscored: 2 }, 'Being judged'],
	[of('failed'), { unscored: 42 }, 'Judging failed'],
	[of('draft'), undefined, 'Draft'],
	[of('published', { is_baseline: true }), undefined, 'The baseline'],
])('a headline is true in its state, %#', (submission, row, headline) => {
	expect(headlineOf(submission, row)).toBe(headline);
});
