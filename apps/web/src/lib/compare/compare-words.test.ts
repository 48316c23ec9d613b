import { expect, test } from 'vitest';
import { describeAnswer, describeReason, formatDifference, formatP } from './compare-words.ts';

const names = { a: 'Lancer', b: 'Squire' };
const judged = (given: Partial<Parameters<typeof describeReason>[0]>) => ({
	answer: 'cannot-tell' as const,
	reason: 'within-chance' as const,
	shared: 40,
	a_better: 9,
	b_better: 4,
	adjusted_p_value: 0.2,
	more_questions: null,
	...given,
});

test('a pair that is told apart names the better model and the test', () => {
	const pair = judged({ answer: 'b-better', reason: 'distinguished', adjusted_p_value: 0.0004 });
	expect(describeAnswer(pair, names)).toBe('Squire is better than Lancer on these questions.');
	expect(describeReason(pair)).toBe(
		'The test over all pairs of this board together distinguishes them (p\u00a0<\u00a00.001). It is the test behind the ranks.',
	);
});

test('a pair within chance has its p-value, and a pair without a test says why', () => {
	expect(describeAnswer(judged({}), names)).toBe(
		'These verdicts cannot distinguish Lancer from Squire.',
	);
	expect(describeReason(judged({}))).toContain('(p\u00a0=\u00a00.200, at most 0.050 is needed)');
	expect(describeReason(judged({ more_questions: 600 }))).toContain(
		'About 600 more questions would distinguish them',
	);
	const few = { reason: 'fewer-than-6-differing-questions', a_better: 1, b_better: 2 } as const;
	expect(describeReason(judged(few))).toContain('on 3 of 40 shared questions; below six');
	expect(describeReason(judged({ ...few, a_better: 0, b_better: 0 }))).toBe(
		'They did equally well on every question.',
	);
	const unranked = { answer: 'not-ranked', reason: 'not-ranked' } as const;
	expect(describeAnswer(judged(unranked), names)).toContain('has no rank');
	expect(describeReason(judged(unranked))).toContain('95 %');
	const nothing = {
		answer: 'not-enough-questions',
		reason: 'no-shared-question',
		shared: 0,
	} as const;
	expect(describeAnswer(judged(nothing), names)).toContain('no scored question');
	expect(describeAnswer(judged({ ...nothing, shared: 3 }), names)).toContain('too few');
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
