import { expect, test } from 'vitest';
import { asApiKey, keyId } from './operator-key.ts';

const KEY = 'cj_operator1_abcdefghijklmnopqrst_-9';

test('a key is taken with the white space that came along when it was copied', () => {
	expect(asApiKey(` ${KEY}\n`)).toBe(KEY);
});

test.each(['', 'open sesame', 'sk-1234', `${KEY}\r\nx-evil: 1`, 'cj_a_short', `${KEY}é`])(
	'%j is no key and never reaches a header',
	(text) => {
		expect(asApiKey(text)).toBeUndefined();
	},
);

test('only the part before the secret names a key', () => {
	expect(keyId(KEY)).toBe('operator1');
});
