import { expect, test } from 'vitest';
import { packText, unpackText } from './packed-text.ts';

test('a packed text comes back, and other bytes are refused', async () => {
	const text = '{"é":"𝄞"}\n'.repeat(100);
	expect(await unpackText(await packText(text))).toBe(text);
	await expect(unpackText(Buffer.from('no brotli'))).rejects.toThrow();
});
