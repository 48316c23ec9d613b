import { expect, test } from 'vitest';
import { submissionKey } from './submission-key.ts';

const submission = {
	server: 'http://127.0.0.1:3000',
	benchmark: 'sample@1',
	model: 'lancer',
	variant: undefined,
	file: new TextEncoder().encode('{"question_id": "q1", "response": "x"}'),
};

test('the same submission has the same key, and no variant is an empty one', () => {
	expect(submissionKey({ ...submission, variant: {} })).toBe(submissionKey(submission));
});

test.each([
	{ benchmark: 'sample@2' },
	{ model: 'squire' },
	{ model: { slug: 'lancer', name: 'Lancer' } },
	{ variant: { effort: 'high' } },
	{ visibility: 'private' as const },
	{ isDraft: true },
	{ file: new TextEncoder().encode('{"question_id": "q1", "response": "y"}') },
])('another submission has another key: %j', (change) => {
	expect(submissionKey({ ...submission, ...change })).not.toBe(submissionKey(submission));
});

test('the key fits the header', () => {
	expect(submissionKey(submission).length).toBeLessThanOrEqual(200);
});
