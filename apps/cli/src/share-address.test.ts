import { expect, test } from 'vitest';
import { readShareAddress, writeShareAddress } from './share-address.ts';

const token = 'cjl_1a2b3c4d5e6f_abcdefghijklmnopqrstuvwx';
const link = { server: 'https://arena.example.com', submission: 'sub_9x4c', token };

test('an address is read as it was written', () => {
	expect(readShareAddress(writeShareAddress(link))).toEqual(link);
});

test('an address of an earlier version has the secret alone', () => {
	const old = 'https://arena.example.com/submit/sub_9x4c?share=abcdefghijklmnopqrstuvwx';
	expect(readShareAddress(old)).toEqual({ ...link, token: 'cjl_9x4c_abcdefghijklmnopqrstuvwx' });
});

test.each([
	'sub_9x4c',
	'',
	'https://arena.example.com/submit/sub_9x4c',
	'https://arena.example.com/submit/sub_9x4c?share=',
	'https://arena.example.com/m/sub_9x4c?share=a',
	'file:///submit/sub_9x4c?share=a',
	`https://arena.example.com/submit/sub_${'a'.repeat(5000)}?share=a`,
])('%s is no address of a link', (text) => {
	expect(readShareAddress(text)).toBeUndefined();
});
