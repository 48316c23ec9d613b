import { expect, test } from 'vitest';
import { describeAnswer, describeReasons, formatDifference, formatP } from './compare-words.ts';

const names = { a: 'Lancer', b: 'Squire' };
const judged = (given: Partial<Parameters<typeof describeReasons>[0]>) => ({
	answer: 'cannot-tell' as const,
	reasons: [],
	shared: 40,
	difference: null,
	adjusted_p_value: 0.2,
	...given,
});

test('a clear pair names the better model and both proofs', () => {
	const pair = judged({
		answer: 'b-better',
		reasons: ['interval-excludes-zero', 'p-value-below-level'],
		adjusted_p_value: 0.0004,
	});
	expect(describeAnswer(pair, names)).toBe('Squire is better than Lancer on these questions.');
	expect(describeReasons(pair)).toBe(
		'The interval of the difference excludes zero, and the exact McNemar test is below 5 % (p\u00a0<\u00a00.001). A model is called better when both agree.',
	);
});

test('interval and test that do not agree are told as such', () => {
	const pair = judged({ reasons: ['interval-excludes-zero', 'p-value-above-level'] });
	expect(describeReasons(pair)).toContain('excludes zero, but the exact McNemar test is above');
	const split = judged({ reasons: ['interval-excludes-zero', 'p-value-below-level'] });
	expect(describeReasons(split)).toContain('different sides');
});

test('nothing shared and too little shared are two things', () => {
	const answer = 'not-enough-questions';
	const reasons = ['fewer-than-30-shared-questions'] as const;
	expect(describeAnswer(judged({ answer, shared: 0 }), names)).toContain('no scored question');
	const few = judged({ answer, shared: 1, reasons: [...reasons] });
	expect(describeAnswer(few, names)).toContain('too few');
	expect(describeReasons(few)).toContain('share 1 scored question;');
});

test('a difference carries its sign, zero has none, absent is a dash', () => {
	const of = (value: number) => formatDifference({ value, low: -1, high: 1, method: 'bootstrap' });
	expect([of(0.034), of(-0.01), of(-0.0001), formatDifference(null)]).toEqual([
		'+3.4',
		'−1.0',
		'0.0',
		'—',
	]);
	expect([formatP(0.0344), formatP(null)]).toEqual(['p\u00a0=\u00a00.034', 'p —']);
});
