import { expect, test } from 'vitest';
import {
	describeFamilyBias,
	describeMove,
	describeShare,
	formatCoefficient,
	formatLevel,
} from './judge-words.ts';

test('a move is told without colour', () => {
	const words = (['up', 'down', 'cannot-tell', 'not-enough-questions'] as const).map(
		(answer) => describeMove({ answer }).text,
	);
	expect(new Set(words).size).toBe(4);
	expect(words[0]).toBe('up');
});

test('a share says what it is of, and has an interval where there is one', () => {
	const share = { n: 1480, hits: 740, share: 0.5, low: 0.45, high: 0.5512 };
	expect(describeShare(share)).toBe('n 1,480, 45.0–55.1');
	expect(describeShare({ ...share, low: null, high: null })).toBe('n 1,480');
	expect(describeShare({ n: 0, hits: 0, share: null, low: null, high: null })).toBe('no data');
});

test('a coefficient without data is a dash, a negative one has a minus sign', () => {
	expect([null, -0.256, -0.001, 1].map(formatCoefficient)).toEqual(['—', '−0.26', '0.00', '1.00']);
	expect([null, 0.0004, 0.0344].map(formatLevel)).toEqual(['—', '<\u00a00.001', '0.034']);
});

test('self-preference that cannot be measured says why, and never shows zero', () => {
	const absent = {
		family: 'openai',
		is_baseline_of_family: true,
		absent: 'no-contestant-of-family' as const,
		own_battles: 0,
		own: null,
		others: null,
		preference: null,
		leniency: null,
		excess: null,
	};
	expect(describeFamilyBias(absent)).toEqual({
		value: '—',
		note: 'not measured: no contestant here is of its maker. The baseline is of its maker, too.',
	});
	const measured = {
		...absent,
		is_baseline_of_family: false,
		absent: null,
		own_battles: 40,
		own: 0.6,
		others: 0.5,
		preference: 0.1,
		leniency: 0.02,
		excess: 0.08,
	};
	expect(describeFamilyBias(measured)).toEqual({
		value: '+10.0',
		note: 'points: gives openai’s models 60.0\u00a0%, the other judge 50.0\u00a0%, over 40 battles; +8.0 beyond its leniency to others.',
	});
});
