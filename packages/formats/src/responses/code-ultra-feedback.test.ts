import { expect, test } from 'vitest';
import { toJsonl } from '../bytes/test-bytes.ts';
import { readQuestions } from '../questions/questions.ts';
import { toKnownQuestions } from './known-questions.ts';
import { readResponses } from './responses.ts';

const record = (n: number, models: readonly string[], preference = 'style') => ({
	instruction: `Do ${n}.`,
	preference,
	models,
	responses: models.map((model) => ({ model, response: `${model} did ${n}` })),
	annotations: models.map((model) => ({ model, rating: 'N/A', rationale: '' })),
});
const FILE = toJsonl([
	record(1, ['gpt-4', 'wizardlm-7b']),
	record(2, ['gpt-4', 'llama-2-13b-chat']),
	record(2, ['gpt-4', 'wizardlm-7b'], 'readability'),
]);
const { questions, baselines, notes, problems } = readQuestions(FILE);
const known = toKnownQuestions(questions);

test('CodeUltraFeedback’s instructions are questions by preference; a model with all answers may be the baseline', () => {
	expect(problems.shown).toEqual([]);
	expect(questions.map(({ category }) => category)).toEqual(['style', 'style', 'readability']);
	expect(new Set(questions.map(({ question_id }) => question_id)).size).toBe(3);
	expect(baselines.map(({ model, responses }) => [model, responses.length])).toEqual([
		['gpt-4', 3],
	]);
	expect(notes.join(' ')).toContain(
		'Left out: The baseline "wizardlm-7b" lacks an answer to 1 of 3',
	);
});

test('of the same file the answers of one model are read, by the question’s own preference', () => {
	const file = readResponses(FILE, { questions: known, model: 'GPT-4' });
	expect(file.problems.shown).toEqual([]);
	expect(file.responses.map(({ response }) => response)).toEqual([
		'gpt-4 did 1',
		'gpt-4 did 2',
		'gpt-4 did 2',
	]);
	const part = readResponses(FILE, { questions: known, model: 'wizardlm-7b', isPartial: true });
	expect(part.counts).toMatchObject({ responses: 2, missing: 1 });
	expect(part.problems.total).toBe(0);
});

test('a model that has no answers, or none that is named, is told in one sentence', () => {
	const other = readResponses(FILE, { questions: known, model: 'gpt-4-turbo' });
	expect(other.problems.shown.map(({ message }) => message)).toEqual([
		'The file has no answer of the model that is submitted; it has those of gpt-4, wizardlm-7b, llama-2-13b-chat.',
	]);
	const nobody = readResponses(FILE, { questions: known });
	expect(nobody.problems.shown[0]?.message).toContain('name the one whose answers these are');
});
