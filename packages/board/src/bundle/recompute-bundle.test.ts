import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { JUDGE_KINDS } from '@codejoust/contract/schemas/closed-lists';
import { recomputeBundle } from './recompute-bundle.ts';

// Of code version board-6: another version of the arithmetic needs a bundle of its own.
const BUNDLE = new URL('fixtures/board-6.ndjson', import.meta.url);

test('a bundle that an earlier version of the program wrote recomputes to the same bytes', async () => {
	expect(recomputeBundle(await readFile(BUNDLE, 'utf8'))).toMatchObject({
		kind: 'identical',
		snapshotId: 'db58054facbb1e11330ff105e12cac69913fed8f1564b21dcef006778c0b4ff7',
		models: 2,
		battles: 64,
	});
});

test('what the board took from other boards is part of its id', async () => {
	const text = await readFile(BUNDLE, 'utf8');
	const changed = text.replace('"slope":-3.5', '"slope":3.5');
	expect(changed).not.toBe(text);
	const result = recomputeBundle(changed);
	const paths = result.kind === 'different' ? result.differences.map(({ path }) => path) : [];
	expect(paths).toContain('snapshot/id');
	expect(paths).toContain('snapshot/inputs_hash');
});

test('a changed line of rules is found in its slice', async () => {
	const text = await readFile(BUNDLE, 'utf8');
	const changed = text.replace('"isFirstKept":true', '"isFirstKept":false');
	expect(changed).not.toBe(text);
	const result = recomputeBundle(changed);
	expect(result).toMatchObject({
		kind: 'different',
		differences: [{ path: expect.stringMatching(/\/rules\/effects\/\d\/isFirstKept$/) }],
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

test.each(['"kind":"oracle"', '"kind":1'])(
	'a judge of a kind that is not known, %s, is told as a difference',
	async (kind) => {
		const text = await readFile(BUNDLE, 'utf8');
		const changed = text.replace('"kind":"pairwise"', kind);
		expect(changed).not.toBe(text);
		expect(recomputeBundle(changed)).toMatchObject({
			kind: 'different',
			differences: [
				expect.objectContaining({
					path: 'judge/definition/kind',
					recomputed: JUDGE_KINDS.join(' or '),
				}),
			],
		});
	},
);
