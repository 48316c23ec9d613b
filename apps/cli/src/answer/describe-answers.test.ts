import { expect, test } from 'vitest';
import { NO_ANSWERS } from './answer-totals.ts';
import { describeResult } from './describe-answers.ts';

const rest = { wanted: 40, missing: [], price: undefined, stoppedBy: undefined };

test('empty answers that came with thinking are counted: an endpoint may have put the answers there', () => {
	const totals = { ...NO_ANSWERS, answers: 40, ends: { whole: 30, empty: 10 }, thoughtOnly: 8 };
	const said = describeResult({ ...rest, totals });
	expect(said[0]).toBe('40 of 40 answers: 10 empty.');
	expect(said.join('\n')).toContain('Of the empty ones, 8 came with thinking');
	const plain = describeResult({ ...rest, totals: { ...totals, thoughtOnly: 0 } });
	expect(plain.join('\n')).not.toContain('thinking');
});
