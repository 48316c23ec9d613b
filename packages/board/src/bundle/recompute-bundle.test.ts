import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { recomputeBundle } from './recompute-bundle.ts';

// Of code version board-5: another version of the arithmetic needs a bundle of its own.
const BUNDLE = new URL('fixtures/board-5.ndjson', import.meta.url);

test('a bundle that an earlier version of the program wrote recomputes to the same bytes', async () => {
	expect(recomputeBundle(await readFile(BUNDLE, 'utf8'))).toMatchObject({
		kind: 'identical',
		snapshotId: '4ba5c3846d539f657814ef6767e05905668b8af383fece16a1b3aa334e70f9ad',
		models: 2,
		battles: 64,
	});
});

test('a bundle with half of a surrogate pair, which has no hash, is unreadable at its line', async () => {
	const [header = '', ...lines] = (await readFile(BUNDLE, 'utf8')).split('\n');
	const broken = header.replace('"systemPrompt":"', '"systemPrompt":"\\ud800');
	expect(broken).not.toBe(header);
	expect(recomputeBundle([broken, ...lines].join('\n'))).toMatchObject({
		kind: 'unreadable',
		line: 1,
	});
});
