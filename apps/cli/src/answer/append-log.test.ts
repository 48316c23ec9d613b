import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAppendLog, readAppendLog } from './append-log.ts';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'codejoust-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(path: string): Promise<readonly unknown[]> {
	const values: unknown[] = [];
	await readAppendLog(path, (value) => values.push(value));
	return values;
}

test('what was written at once is read in its order, by a later process too', async () => {
	const path = join(folder, 'many.jsonl');
	const log = await openAppendLog(path);
	await Promise.all(Array.from({ length: 100 }, (_, at) => log.append({ at })));
	await log.close();
	expect(await read(path)).toEqual(Array.from({ length: 100 }, (_, at) => ({ at })));
});

test.each([
	['nothing', '', []],
	['one line', '{"a":1}\n', [{ a: 1 }]],
	['half a line', '{"a":1}\n{"b":', [{ a: 1 }]],
	['half a character', Buffer.from('{"a":1}\n{"b":"é').subarray(0, -1), [{ a: 1 }]],
	['a line without its end', '{"a":1}\n{"b":2}', [{ a: 1 }, { b: 2 }]],
])('a file with %s can be continued', async (_name, content, expected) => {
	const path = join(folder, 'torn.jsonl');
	await writeFile(path, content);
	expect(await read(path)).toEqual(expected);
	const log = await openAppendLog(path);
	await log.append({ c: 3 });
	await log.close();
	expect(await read(path)).toEqual([...expected, { c: 3 }]);
	expect(await readFile(path, 'utf8')).toMatch(/\}\n$/);
});

test('a line in the middle that is no JSON is refused by its number, and the file stays as it is', async () => {
	const path = join(folder, 'bad.jsonl');
	await writeFile(path, '{"a":1}\nnonsense\n{"b":2}\n{"c"');
	await expect(read(path)).rejects.toThrow('line 2 is not JSON');
	expect(await readFile(path, 'utf8')).toContain('{"c"');
});

test('a file that cannot be written is a sentence', async () => {
	await expect(openAppendLog(join(folder, 'no', 'folder.jsonl'))).rejects.toThrow(
		'cannot be written: ENOENT',
	);
});
