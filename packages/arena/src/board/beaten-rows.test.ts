import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBeatenRows, writeBeatenRows } from './beaten-rows.ts';

test('the rows that were written are read back', () => {
	fc.assert(
		fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (isBeaten) => {
			const places = isBeaten.flatMap((isIt, at) => (isIt ? [at] : []));
			expect(readBeatenRows(writeBeatenRows(isBeaten))).toEqual(places);
		}),
	);
	expect(writeBeatenRows([false, true, false, false, true])).toBe('21');
	expect(writeBeatenRows([false, false, false, false, false])).toBe('');
	expect(() => readBeatenRows('0x')).toThrow(RangeError);
});
