import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';

test.each<[unknown, string]>([
	[{ b: 1, a: [true, null, 'x"y'] }, '{"a":[true,null,"x\\"y"],"b":1}'],
	[{ a: undefined, b: {} }, '{"b":{}}'],
	[0.1 + 0.2, '0.3'],
	[1 / 3, '0.333333333'],
	[-1e-10, '0'],
	[-0, '0'],
	[-2 / 3, '-0.666666667'],
	[1e-9, '1e-9'],
	[2 ** 60, '1152921504606847000'],
	[{ b: 1, B: 2, 10: 3, 9: 4 }, '{"10":3,"9":4,"B":2,"b":1}'],
])('%j is written %s', (value, expected) => {
	expect(canonicalJson(value)).toBe(expected);
});

test('what JSON cannot hold throws', () => {
	for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, [undefined], 1n]) {
		expect(() => canonicalJson(value)).toThrow(TypeError);
	}
	for (const value of [new Date(0), new Map(), () => 1, { a: Number.NaN }, Symbol('a')]) {
		expect(() => canonicalJson(value)).toThrow(TypeError);
	}
});

test('the order of keys never shows, and canonical JSON is a fixed point', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			const canonical = canonicalJson(value);
			expect(canonicalJson(JSON.parse(canonical))).toBe(canonical);
			expect(canonicalJson(reverseKeys(value))).toBe(canonical);
		}),
	);
});

function reverseKeys(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(reverseKeys);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, inner]) => [key, reverseKeys(inner)] as const);
	return Object.fromEntries(entries.reverse());
}
