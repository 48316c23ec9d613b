import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FileLine, readLines } from './read-lines.ts';

async function readAll(chunks: readonly Uint8Array[], maxBytes: number): Promise<FileLine[]> {
	const lines: FileLine[] = [];
	for await (const line of readLines(chunks, maxBytes)) lines.push(line);
	return lines;
}

test('lines are the same wherever the stream is cut', () =>
	fc.assert(
		fc.asyncProperty(
			fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '漢', '\n') }), { maxLength: 20 }),
			fc.integer({ min: 1, max: 7 }),
			async (texts, step) => {
				const bytes = Buffer.from(texts.join(''));
				const chunks = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
					bytes.subarray(at * step, (at + 1) * step),
				);
				const lines = texts
					.join('')
					.split('\n')
					.filter((text) => text !== '');
				expect(await readAll(chunks, 1000)).toEqual(lines.map((text) => ({ text, isCut: false })));
			},
		),
	));

test('of a line that is too long the head is kept, and the lines around it are whole', async () => {
	const chunks = ['before\n', 'x'.repeat(3000), 'y'.repeat(3000), '\nafter'].map((text) =>
		Buffer.from(text),
	);
	expect(await readAll(chunks, 4000)).toEqual([
		{ text: 'before', isCut: false },
		{ text: 'x'.repeat(1024), isCut: true },
		{ text: 'after', isCut: false },
	]);
});
