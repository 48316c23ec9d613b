import { expect, test } from 'vitest';
import { LIMITS } from '../checks/limits.ts';
import { readReferences } from './references.ts';

const KNOWN = new Set(['1', 'q2']);
const read = (...rows: readonly unknown[]) =>
	readReferences(Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')), KNOWN);

test.each<readonly [string, unknown, unknown]>([
	['ours', { question_id: 1, reference: 'a' }, { question_id: '1', reference: 'a' }],
	[
		'with its origin',
		{ question_id: 'q2', reference: 'a', origin: 'execution', visibility: 'judge-only' },
		{ question_id: 'q2', reference: 'a', origin: 'execution', visibility: 'judge-only' },
	],
	[
		'FastChat’s of two turns',
		{ question_id: 1, model_id: 'm', choices: [{ index: 0, turns: ['a', 'b'] }] },
		{ question_id: '1', reference: 'a\n\nb', origin: 'model' },
	],
	[
		'FastChat’s without the second turn',
		{ question_id: 1, choices: [{ index: 0, turns: ['a'] }] },
		{ question_id: '1', reference: 'a', origin: 'model' },
	],
])('a record %s is read', (_, row, expected) => {
	expect(read(row)).toEqual({ references: [expected], problems: { shown: [], total: 0 } });
});

test('everything that is wrong with a file is told at once', () => {
	const { problems } = read(
		{ question_id: 'q2', reference: ' ' },
		{ question_id: 'q3', reference: 'a' },
		{ question_id: 1, reference: 'a' },
		{ question_id: '1', reference: 'b' },
		{ question_id: 'q2', reference: 'x'.repeat(LIMITS.messageBytes + 1) },
		{ question_id: 'q2', reference: 'a', origin: 'rumour', visibility: 'secret' },
		{ question_id: 'q2', choices: [{ turns: [''] }] },
		{ question_id: 'q2' },
	);
	expect(problems.shown.map(({ line, field, reason }) => [line, field, reason])).toEqual([
		[1, 'reference', 'empty-text'],
		[2, 'question_id', 'unknown-question'],
		[4, 'question_id', 'duplicate'],
		[5, 'reference', 'too-long'],
		[6, 'origin', 'wrong-value'],
		[6, 'visibility', 'wrong-value'],
		[7, 'reference', 'empty-text'],
		[8, 'reference', 'missing-field'],
	]);
});
