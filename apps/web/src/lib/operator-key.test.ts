import { expect, test } from 'vitest';
import { asApiKey, asSessionToken } from './operator-key.ts';

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

test('a key is no token, and a token no key', () => {
	const token = KEY.replace('cj_', 'cjs_');
	expect([asSessionToken(token), asSessionToken(KEY)]).toEqual([token, undefined]);
	expect(asApiKey(token)).toBeUndefined();
	expect(asSessionToken(`${token}\r\nx-evil: 1`)).toBeUndefined();
});
