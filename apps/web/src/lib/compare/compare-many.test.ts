import type { Comparison } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { comparedRows, sayPair } from './compare-many.ts';

type Given = Parameters<typeof comparedRows>[0];
const difference = { value: 0.2, low: 0.05, high: 0.31, method: 'bootstrap' as const };
// Only what the function reads of a comparison.
const comparison = {
	models: ['x', 'y', 'z'].map((submission_id) => ({ submission_id })),
	pairs: [
		{ a: 'x', b: 'y', difference, answer: 'a-better', shared: 40 },
		{ a: 'x', b: 'z', difference: null, answer: 'not-enough-questions', shared: 0 },
		{ a: 'y', b: 'z', difference, answer: 'cannot-tell', shared: 40 },
	],
} as unknown as Given & Pick<Comparison, 'models'>;

test('a pair is told from both sides, the other side mirrored', () => {
	const rows = comparedRows(comparison);
	expect(rows[0]?.[0]).toBeUndefined();
	expect(rows[0]?.[1]).toMatchObject({ verdict: 'better', difference: { value: 0.2 } });
	expect(rows[1]?.[0]).toMatchObject({
		verdict: 'worse',
		difference: { value: -0.2, low: -0.31, high: -0.05 },
	});
	expect(rows[2]?.[1]).toMatchObject({ verdict: 'none' });
});

test('a cell says its difference with its sign, and what the ranks say', () => {
	const [[, first, none] = []] = comparedRows(comparison);
	expect(first && sayPair(first)).toEqual({
		difference: '+20.0',
		range: '+5.0 to +31.0',
		verdict: 'better',
	});
	expect(none && sayPair(none)).toEqual({
		difference: '—',
		range: '',
		verdict: 'no shared question',
	});
});
