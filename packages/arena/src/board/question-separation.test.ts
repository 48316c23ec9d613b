import { expect, test } from 'vitest';
import { separateQuestions } from './question-separation.ts';

test('questions are ordered by the variance of their outcomes, and those with few models left out', () => {
	const questions = [
		{ questionId: 'all-lost', wins: 0, ties: 0, losses: 8 },
		{ questionId: 'all-tied', wins: 0, ties: 6, losses: 0 },
		{ questionId: 'some', wins: 1, ties: 2, losses: 5 },
		{ questionId: 'half', wins: 4, ties: 0, losses: 4 },
		{ questionId: 'few', wins: 2, ties: 0, losses: 2 },
		{ questionId: 'open', wins: 0, ties: 0, losses: 0 },
	];
	expect(separateQuestions(questions)).toMatchObject([
		{ questionId: 'half', models: 8, variance: 0.25 },
		{ questionId: 'some', models: 8, variance: 1.5 / 8 - 0.25 ** 2 },
		{ questionId: 'all-lost', models: 8, variance: 0 },
		{ questionId: 'all-tied', models: 6, variance: 0 },
	]);
});
