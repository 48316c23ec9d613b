import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('the example of RFC 8785, section 3.2.2 and 3.2.3, is written as there', () => {
	const value = {
		numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
		string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\/',
		literals: [null, true, false],
	};
	expect(canonicalJson(value)).toBe(
		String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
	);
});

test('names are in the order of RFC 8785, section 3.2.3: by UTF-16 code units', () => {
	const value = {
		'\u20ac': 'Euro Sign',
		'\r': 'Carriage Return',
		'\ufb33': 'Hebrew Letter Dalet With Dagesh',
		'1': 'One',
		'\ud83d\ude00': 'Emoji: Grinning Face',
		'\u0080': 'Control',
		'\u00f6': 'Latin Small Letter O With Diaeresis',
	};
	const values = canonicalJson(value).matchAll(/:"([^"]+)"/g);
	expect([...values].map(([, text]) => text)).toEqual([
		'Carriage Return',
		'One',
		'Control',
		'Latin Small Letter O With Diaeresis',
		'Euro Sign',
		'Emoji: Grinning Face',
		'Hebrew Letter Dalet With Dagesh',
	]);
});

test.each([
	['0000000000000000', '0'],
	['8000000000000000', '0'],
	['0000000000000001', '5e-324'],
	['8000000000000001', '-5e-324'],
	['7fefffffffffffff', '1.7976931348623157e+308'],
	['ffefffffffffffff', '-1.7976931348623157e+308'],
	['4340000000000000', '9007199254740992'],
	['c340000000000000', '-9007199254740992'],
	['4430000000000000', '295147905179352830000'],
	['44b52d02c7e14af5', '9.999999999999997e+22'],
	['44b52d02c7e14af6', '1e+23'],
	['44b52d02c7e14af7', '1.0000000000000001e+23'],
	['444b1ae4d6e2ef4e', '999999999999999700000'],
	['444b1ae4d6e2ef4f', '999999999999999900000'],
	['444b1ae4d6e2ef50', '1e+21'],
	['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
	['3eb0c6f7a0b5ed8d', '0.000001'],
	['41b3de4355555553', '333333333.3333332'],
	['41b3de4355555554', '333333333.33333325'],
	['41b3de4355555555', '333333333.3333333'],
	['41b3de4355555556', '333333333.3333334'],
	['41b3de4355555557', '333333333.33333343'],
	['becbf647612f3696', '-0.0000033333333333333333'],
	['43143ff3c1cb0959', '1424953923781206.2'],
])('the number %s of RFC 8785, appendix B, is written %s', (bits, text) => {
	expect(canonicalJson(doubleOf(bits))).toBe(text);
});

test.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])(
	'the number %s, which is none of JSON, throws as in RFC 8785, appendix B',
	(bits) => {
		expect(() => canonicalJson([doubleOf(bits)])).toThrow(TypeError);
	},
);

test('a lone surrogate throws, in a value and in a name, as RFC 8785, section 3.2.2.2, demands', () => {
	for (const value of ['\udead', ['a\ud800b'], { '\udead': 1 }])
		expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('a third is written with all its digits, and an undefined field is left out', () => {
	expect(canonicalJson({ b: 1 / 3, a: undefined, c: Object.create(null) })).toBe(
		'{"b":0.3333333333333333,"c":{}}',
	);
});

test('names are neither moved nor lost because JavaScript treats them in a way of its own', () => {
	const value: unknown = JSON.parse('{"b":1,"B":2,"9":4,"10":3,"__proto__":5}');
	expect(canonicalJson(value)).toBe('{"10":3,"9":4,"B":2,"__proto__":5,"b":1}');
});

class Point {
	readonly x = 1;
}

test.each([
	['undefined', undefined],
	['undefined in an array', [undefined]],
	['a hole of an array', Array(1)],
	['a bigint', 1n],
	['a function', { a: () => 1 }],
	['a symbol', [Symbol('a')]],
	['a date', new Date(0)],
	['a date in a field', { at: new Date(0) }],
	['a map', new Map()],
	['a boxed number', Object(1)],
	['a class instance', new Point()],
])('%s throws', (_, value) => {
	expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('the order of names never shows, and canonical JSON is a fixed point', () => {
	fc.assert(
		fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
			const canonical = canonicalJson(value);
			expect(canonicalJson(JSON.parse(canonical))).toBe(canonical);
			expect(canonicalJson(reverseNames(value))).toBe(canonical);
		}),
	);
});

function doubleOf(bits: string): number {
	return Buffer.from(bits, 'hex').readDoubleBE();
}

function reverseNames(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(reverseNames);
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.entries(value).map(([name, field]) => [name, reverseNames(field)] as const);
	return Object.fromEntries(fields.reverse());
}
