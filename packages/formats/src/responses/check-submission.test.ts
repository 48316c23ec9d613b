import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { checkResponses, createSubmissionChecker, describeCheck } from './check-submission.ts';
import { toJsonl } from '../bytes/test-bytes.ts';

const questions = [{ question_id: 'q1' }, { question_id: 'q2' }];
const good = toJsonl([
	{ question_id: 'q1', response: 'x', model: 'm' },
	{ question_id: 'q2', response: '' },
]);

test('a file with warnings alone can be submitted', () => {
	const check = checkResponses(good, { questions });
	expect(check.ok).toBe(true);
	expect(describeCheck(check)).toEqual([
		'Read as Codejoust responses.',
		'2 answers of 2 questions, 1 empty.',
		'Model: m.',
		'Warning: Row 2: the answer to "q2" is empty: it loses its battle without the judge being asked.',
		expect.stringMatching(/^The file can be submitted\. A pairwise judge is asked [\d,]+ times\.$/),
	]);
});

test('many warnings of one kind are one sentence with a count and three rows', () => {
	const many = Array.from({ length: 30 }, (_, index) => `q${index}`);
	const file = toJsonl([
		...many.map((question_id) => ({ question_id, response: '' })),
		{ question_id: 'last', response: '```js\nlet a = (' },
	]);
	const questions = [...many, 'last'].map((question_id) => ({ question_id }));
	const check = checkResponses(file, { questions });
	expect(check.warnings).toMatchObject({ total: 31, byCode: { 'empty-answer': 30 } });
	expect(describeCheck(check).filter((line) => line.startsWith('Warning'))).toEqual([
		'Warning: Row 1: the answer to "q0" is empty: it loses its battle without the judge being asked. 29 more have this warning (empty-answer), such as row 2 and row 3.',
		'Warning: Row 31: the answer to "last" ends inside a code block; it looks truncated.',
	]);
});

test('a file with a problem cannot, and every problem is told', () => {
	const check = checkResponses(toJsonl([{ question_id: 'q1', response: 1 }, { response: 'x' }]), {
		questions,
	});
	expect(check.ok).toBe(false);
	expect(describeCheck(check)).toEqual([
		'Read as Codejoust responses.',
		'0 answers of 2 questions, 2 missing.',
		'Problem: Row 1: the field `response` is 1; it must be a string.',
		'Problem: Row 2: the field `question_id` is missing.',
		'Problem: 2 of 2 questions have no answer: q1, q2.',
		'The file cannot be submitted as it is.',
	]);
});

test('what the file holds reaches no terminal unescaped', () => {
	const evil = '\u001b]0;x\u0007';
	const check = checkResponses(
		toJsonl([{ question_id: evil, response: 'x', [evil]: 1 }, { [evil]: 1 }]),
	);
	expect(describeCheck(check).join('')).not.toMatch(/[\u0000-\u001f]/);
});

test('chunk by chunk gives the same check', () => {
	const checker = createSubmissionChecker({ questions });
	for (const byte of good) checker.push(Uint8Array.of(byte));
	expect(checker.end()).toEqual(checkResponses(good, { questions }));
});

test('a hundred megabytes leave nothing behind but ids', () => {
	setFlagsFromString('--expose-gc');
	const collectGarbage: () => void = runInNewContext('gc');
	const checker = createSubmissionChecker();
	const answer = 'lorem ipsum '.repeat(80_000);
	collectGarbage();
	const before = process.memoryUsage().heapUsed;
	for (let index = 0; index < 100; index += 1) {
		checker.push(toJsonl([{ question_id: `q${index}`, response: `${index}${answer}` }]));
	}
	collectGarbage();
	const keptBytes = process.memoryUsage().heapUsed - before;
	expect(checker.end()).toMatchObject({ ok: true, counts: { responses: 100 } });
	expect(keptBytes).toBeLessThan(10 * 2 ** 20);
});
