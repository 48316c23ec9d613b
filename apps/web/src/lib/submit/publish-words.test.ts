import type { Submission, SubmissionPlace } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { listKeptPrivate, listPublished } from './publish-words.ts';

type Told = Parameters<typeof listPublished>[0];

const model: Submission['model'] = {
	...{ slug: 'own', name: 'Own', organisation: null, licence: null, open_weights: null },
	variant: null,
};
const told: Told = {
	...{ model, benchmark: 'life@1', responses: 42, flags: [], warnings: [], checkpoint: null },
	state: 'judged',
	own: { revision: 0, questions: null, contact: 'me@example.org' },
};
const summary = 'It would be 2 of 3 on life@1: better than 1 model, worse than 1.';
const placed = (visibility: 'public' | 'private', models: SubmissionPlace['models'] = []) =>
	({
		summary,
		models,
		standing: {
			row: { score: { value: 0.5, low: 0.4, high: 0.6, method: 'trinomial' } },
			benchmark: { visibility },
		},
	}) as unknown as SubmissionPlace;

test('the look before publishing names model, score, place, answers and the words of the judge', () => {
	expect(listPublished(told, placed('public'))).toEqual([
		'The model: Own, with its page.',
		`Its result on life@1: the score 50.0\u00a0% (40.0–60.0). ${summary}`,
		'All its 42 answers, each in a battle with the question, the answer of the baseline, and the words of the judge.',
	]);
	expect(listKeptPrivate(told, placed('public'))).toEqual([
		'Your contact, and the key that sent it.',
		'The links that you have made, and whom they are for.',
	]);
});

test('of a benchmark whose questions are private no text becomes public', () => {
	expect(listPublished(told, placed('private'))[2]).toBe(
		'The outcomes of its 42 battles, without the texts: the questions of life@1 are private.',
	);
	expect(listKeptPrivate(told, placed('private'))[2]).toBe(
		'The texts of its answers, and the words of the judge.',
	);
});

test('flags, warnings, a checkpoint and the submission that it replaces are told', () => {
	const flagged: Told = {
		...{ ...told, flags: ['judge-directed'], warnings: [{ code: 'a', message: 'b' }] },
		checkpoint: { of: 'final', step: 100, tokens: null },
	};
	const models = [{ is_replaced: true }] as unknown as SubmissionPlace['models'];
	const lines = listPublished(flagged, placed('public', models)).join('\n');
	for (const words of [
		'That it is a checkpoint',
		'1 warning about its answers',
		'It takes the place of your earlier submission',
		'Not before an operator has reviewed it, because of judge-directed.',
	])
		expect(lines).toContain(words);
});

test('what is not judged yet says so', () => {
	expect(listPublished(told, undefined)[1]).toBe('Its result on life@1, as soon as it is judged.');
});
