import { expect, test } from 'vitest';
import { fitsAnyGlob, fitsGlob } from './model-glob.ts';

test.each([
	['*', 'gpt-4o', true],
	['*', '', true],
	['gpt-*', 'gpt-4o-2024-08-06', true],
	['gpt-*', 'o3', false],
	['gpt-4o', 'gpt-4o', true],
	['gpt-4o', 'gpt-4o-mini', false],
	['*/llama-3*', 'meta/llama-3.1-70b', true],
	['*mini', 'gpt-4o-mini', true],
	['*mini', 'gpt-4o-mini-2024', false],
	['a*b*c', 'a-b-b-c', true],
	['a*b*c', 'a-c-b', false],
	// Nothing but the star is special.
	['gpt.4o', 'gpt-4o', false],
	['[a-z]*', 'gpt', false],
	['', 'x', false],
])('the glob %s and the model %s: %s', (glob, model, fits) => {
	expect(fitsGlob(glob, model)).toBe(fits);
});

test('a glob of many stars does not take exponential time', () => {
	expect(fitsGlob('*a'.repeat(100), `${'a'.repeat(99)}b`)).toBe(false);
});

test('an empty list allows nothing', () => {
	expect(fitsAnyGlob([], 'x')).toBe(false);
	expect(fitsAnyGlob(['a', 'x*'], 'x1')).toBe(true);
});
