import { expect, test } from 'vitest';
import { describePlace } from './place-words.ts';

const of = {
	...{ benchmark: 'life@1', is_baseline: false, state: 'judged' as const },
	superseded_by: null,
};
const rank = (ranked: number, beats: number, beatenBy: number) => ({
	hasOthers: true,
	ranked,
	beats,
	beatenBy,
});

test.each([
	[
		of,
		rank(24, 19, 2),
		'It would be 3–5 of 24 on life@1: better than 19 models, not distinguished from 2, worse than 2.',
	],
	[of, rank(2, 1, 0), 'It would be 1 of 2 on life@1: better than 1 model.'],
	[of, rank(3, 0, 0), 'It would be 1–3 of 3 on life@1: not distinguished from 2 models.'],
	[
		{ ...of, state: 'published' as const },
		rank(3, 0, 2),
		'It is 3 of 3 on life@1: worse than 2 models.',
	],
	[
		{ ...of, state: 'held' as const },
		rank(3, 0, 2),
		'It would be 3 of 3 on life@1: worse than 2 models.',
	],
	[
		of,
		{ hasOthers: false, ranked: 1, beats: 0, beatenBy: 0 },
		'It would be the only model on the board of life@1.',
	],
	[of, rank(1, 0, 0), 'It would be 1 of 1 on life@1.'],
	[of, rank(0, 0, 0), 'It has no rank: fewer than 95 % of its battles are scored.'],
	[of, undefined, 'It is not judged yet.'],
	[
		{ ...of, state: 'published' as const, superseded_by: 'sub_2' },
		rank(3, 0, 2),
		'A later submission of the same variant has taken its place on the board: it has no rank now.',
	],
	[
		{ ...of, state: 'withdrawn' as const },
		rank(3, 0, 2),
		'It was withdrawn: it is on no board, and has no rank.',
	],
	[
		{ ...of, state: 'rejected' as const },
		rank(3, 0, 2),
		'An operator has rejected it: it is on no board, and has no rank.',
	],
	[{ ...of, state: 'cancelled' as const }, undefined, 'Its judging was cancelled: it has no rank.'],
	[
		{ ...of, state: 'failed' as const },
		rank(0, 0, 0),
		'None of its battles could be scored: it has no rank.',
	],
	[{ ...of, is_baseline: true }, undefined, 'It is the baseline of life@1, and has no rank.'],
])('the sentence says no more than the test of the ranks, %#', (submission, found, sentence) => {
	expect(describePlace(submission, found)).toBe(sentence);
});
