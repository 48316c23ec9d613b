import { expect, test } from 'vitest';
import { fenceToken, gameFence } from '../prompt/fence.ts';
import { type JudgmentKey, contentHash, judgmentIdentity } from './identity.ts';

const KEY: JudgmentKey = {
	judgeHash: 'a',
	questionHash: 'b',
	baselineHash: 'c',
	responseHash: 'd',
	order: 'baseline-first',
	replicate: 0,
};

test.each([
	{ judgeHash: 'x' },
	{ questionHash: 'x' },
	{ referenceHash: 'x' },
	{ baselineHash: 'x' },
	{ responseHash: 'x' },
	{ order: 'swapped' },
	{ replicate: 1 },
	{ baselineHash: 'd', responseHash: 'c' },
	{ judgeHash: 'ab', questionHash: '' },
	{ judgeHash: 'a\x001:b', questionHash: '' },
] as const)('another key %o is another judgment', (change) => {
	expect(judgmentIdentity({ ...KEY, ...change })).not.toBe(judgmentIdentity(KEY));
});

test('an identity never changes between versions of the program', () => {
	expect(judgmentIdentity(KEY)).toBe(
		contentHash('10:judgment@1\x001:a\x001:b\x001:c\x001:d\x0014:baseline-first\x001:0'),
	);
	expect(judgmentIdentity({ ...KEY, referenceHash: 'e' })).toBe(
		contentHash(
			'10:judgment@1\x001:a\x001:b\x001:c\x001:d\x0014:baseline-first\x001:0\x0011:reference:e',
		),
	);
});

test('a content hash is the SHA-256 of the UTF-8 bytes', () => {
	expect(contentHash('abc')).toBe(
		'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
	);
	expect(contentHash('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
});

test('a fence is the HMAC of RFC 4231, case 2, cut to 16 characters', () => {
	expect(fenceToken('Jefe', 'what do ya want for nothing?')).toBe('5bdcc146bf60754e');
});

test('a fence depends on the secret and the battle, not on the order', () => {
	const fence = (secret: string, key: JudgmentKey) =>
		gameFence(secret, key, { identity: judgmentIdentity });
	expect(fence('s', { ...KEY, order: 'swapped' })).toBe(fence('s', KEY));
	expect(fence('t', KEY)).not.toBe(fence('s', KEY));
	expect(fence('s', { ...KEY, responseHash: 'x' })).not.toBe(fence('s', KEY));
});
