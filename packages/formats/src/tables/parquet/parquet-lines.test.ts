import { readFile } from 'node:fs/promises';
import { parquetMetadata } from 'hyparquet';
import { expect, test } from 'vitest';
import { plainChunks } from '../plain-chunks.ts';
import { parquetLinesHere } from './parquet-here.ts';
import { checkRowGroup } from './parquet-pages.ts';
import { ParquetBusy } from './parquet-busy.ts';
import { parquetLinesApart } from './parquet-thread.ts';

const fixture = (name: string) =>
	readFile(new URL(`./fixtures/${name}.parquet`, import.meta.url)).then((file) =>
		Uint8Array.from(file),
	);

async function read(file: Uint8Array, reader = parquetLinesHere): Promise<string> {
	const chunks = async function* () {
		for (let at = 0; at < file.length; at += 1000) yield file.subarray(at, at + 1000);
	};
	const plain: Uint8Array[] = [];
	for await (const chunk of plainChunks(chunks(), reader)) plain.push(chunk);
	return Buffer.concat(plain).toString();
}

const rows = Array.from({ length: 8 }, (_, n) => ({
	question_id: `q${n}`,
	response: `def f${n}():\n    return '${'x'.repeat(n)} é 漢字'\n`,
	...(n % 3 === 0 ? { finish_reason: 'stop' } : {}),
	n,
}));
const answers = rows.map((row) => `${JSON.stringify(row)}\n`).join('');

// Written by pyarrow 21 unless named otherwise.
test.each([
	'snappy',
	'gzip',
	'zstd',
	'brotli',
	'none',
	'groups',
	'duckdb',
	'duckdb-zstd-v2',
	'polars',
	'fastparquet',
])('Parquet (%s) is a table of answers', async (name) => {
	expect(await read(await fixture(name))).toBe(answers);
	expect(await read(await fixture(name), parquetLinesApart)).toBe(answers);
});

test('lists of messages stay, numbers in lists and what is null are left out', async () => {
	const [first = ''] = (await read(await fixture('messages'))).split('\n');
	expect(JSON.parse(first)).toEqual({
		uid: 'q0',
		model: 'm',
		messages: [
			{ role: 'user', content: 'hi' },
			{ role: 'assistant', content: 'a0' },
		],
		tags: ['a', null, 'b'],
		meta: { x: 1 },
		big: '1152921504606846976',
		when: '2026-01-02T00:00:00.000Z',
	});
});

test('a table without rows is an empty file', async () => {
	expect(await read(await fixture('empty'))).toBe('');
});

test.each([
	['lz4', /column "question_id" is packed with LZ4_RAW, .*; write it with snappy/],
	['delta', /column "response" is written as DELTA_BYTE_ARRAY/],
	['wide-group', /row group 1 has more than 67,108,864 bytes .*smaller row groups/],
	['many-values', /with 5,000,000 records; at most 20,000 are allowed/],
	['not-utf8', /a text that is not UTF-8/],
])('Parquet (%s) is refused in one sentence', async (name, words) => {
	const file = await fixture(name);
	await expect(read(file)).rejects.toThrow(words);
	await expect(read(file, parquetLinesApart)).rejects.toThrow(words);
});

test('row groups that name the same bytes are counted each', async () => {
	const bytes = (await fixture('snappy')).buffer;
	const [group] = parquetMetadata(bytes).row_groups;
	const total = { bytes: 0, values: 0 };
	const check = () => {
		if (group)
			checkRowGroup(bytes, group, { number: 1, columns: ['question_id', 'response'], total });
	};
	check();
	// Two dictionaries of 8 values, and 8 rows of each.
	expect(total.values).toBe(32);
	total.bytes = 256 * 2 ** 20 - total.bytes;
	check();
	expect(check).toThrow(/more than 268,435,456 bytes \(256 MiB\) when it is unpacked/);
	total.bytes = 0;
	total.values = 40_000_000;
	expect(check).toThrow(/more than 40,000,000 values/);
});

test('a file that lost its end, or its middle, is refused in one sentence', async () => {
	const file = await fixture('snappy');
	await expect(read(file.subarray(0, -1))).rejects.toThrow(/without an end, so it seems truncated/);
	const torn = new Uint8Array([...file.subarray(0, 4), ...file.subarray(400)]);
	await expect(read(torn)).rejects.toThrow(/^The file is Parquet /);
	const encrypted = Uint8Array.from(file);
	encrypted.set([0x50, 0x41, 0x52, 0x45], file.length - 4);
	await expect(read(encrypted)).rejects.toThrow(/encrypted/);
});

test('a page that stands for more than it names ends its thread, not the process', async () => {
	const file = await fixture('none');
	const levels = Buffer.from(file).indexOf(Buffer.from([2, 0, 0, 0, 0x10, 1]));
	// A run of 2^30 values where the page has 8.
	file.set([0xfe, 0xff, 0xff, 0xff, 0x07, 1], levels + 4);
	const apart = (chunks: AsyncIterable<Uint8Array>) =>
		parquetLinesApart(chunks, { mostMs: 20_000, heapMib: 32 });
	await expect(read(file, apart)).rejects.toThrow(/takes more memory than a server gives it/);
	const hurried = (chunks: AsyncIterable<Uint8Array>) =>
		parquetLinesApart(chunks, { mostMs: 1, heapMib: 32 });
	await expect(read(file, hurried)).rejects.toThrow(/takes more than 0 seconds/);
	expect(await read(await fixture('snappy'), parquetLinesApart)).toBe(answers);
});

test('a file keeps others waiting for a time, and not for ever', async () => {
	const { promise: slow, resolve: arrive } = Promise.withResolvers<undefined>();
	const chunks = async function* () {
		yield await fixture('snappy');
		await slow;
	};
	const first = parquetLinesApart(chunks(), { mostTurnMs: 300 }).next();
	const refused = expect(first).rejects.toThrow(/could not be stored within/);
	const impatient = parquetLinesApart(chunks(), { mostWaitMs: 1 }).next();
	await expect(impatient).rejects.toBeInstanceOf(ParquetBusy);
	expect(await read(await fixture('snappy'), parquetLinesApart)).toBe(answers);
	arrive(undefined);
	await refused;
});

test('a file that cannot be gathered, and a thread that cannot be started, leave the turn to the next', async () => {
	const torn = async function* (): AsyncGenerator<Uint8Array> {
		throw new Error('the disk is gone');
	};
	await expect(parquetLinesApart(torn()).next()).rejects.toThrow('the disk is gone');
	const whole = await fixture('snappy');
	const impossible = (file: AsyncIterable<Uint8Array>) => parquetLinesApart(file, { heapMib: NaN });
	await read(whole, impossible).catch(() => undefined);
	expect(await read(whole, parquetLinesApart)).toBe(answers);
});

test('any damage ends in lines or in one sentence', async () => {
	const file = await fixture('messages');
	for (let at = 4; at < file.length - 8; at += 131) {
		const damaged = Uint8Array.from(file);
		damaged.set([0xff], at);
		const ended = await read(damaged).catch(String);
		expect(ended).toMatch(/^(?:\{|$|Error: The file is Parquet )/);
	}
});
