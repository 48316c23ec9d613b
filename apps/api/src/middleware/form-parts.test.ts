import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { PROBLEMS, Refusal } from '../refusal.ts';
import { readParts } from './form-parts.ts';

const TYPE = 'multipart/form-data; boundary=x';
const named = (name: string, body: string, more = '') =>
	`--x\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${body}\r\n`;

/** One buffer is used for all chunks, as a file's reader does. */
async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	const chunk = Buffer.alloc(size);
	for (let at = 0; at < bytes.length; at += size)
		yield chunk.subarray(
			0,
			chunk.write(Buffer.from(bytes.subarray(at, at + size)).toString('latin1'), 'latin1'),
		);
}

async function readAll(body: string | Uint8Array, { size = 1000, type = TYPE } = {}) {
	const parts: Record<string, string> = {};
	const chunks = inChunks(typeof body === 'string' ? Buffer.from(body) : body, size);
	for await (const part of readParts(chunks, type)) parts[part.name] = await text(part.body);
	return parts;
}

const FORM = [
	'a preamble that is no part\r\n',
	named('a', 'one\r\n--xylophone'.replace('--x', '-x')),
	named('empty', ''),
	named('file', 'é\r\n\r\n-\r\n--\r\n'.repeat(50), '; filename="a \\"b\\"; name=c.jsonl"'),
	named('z', '--'),
	'--x--\r\nan epilogue',
].join('');
const PARTS = {
	a: 'one\r\n-xylophone',
	empty: '',
	file: 'é\r\n\r\n-\r\n--\r\n'.repeat(50),
	z: '--',
};

test.each([1, 2, 3, 5, 64, 100_000])('parts are the same in chunks of %i bytes', async (size) => {
	expect(await readAll(FORM, { size })).toEqual(PARTS);
});

test('a part that is not read is skipped', async () => {
	const names: string[] = [];
	const large = named('file', 'x'.repeat(5_000_000));
	const body = Buffer.from(`${named('a', '1')}${large}${named('b', '2')}--x--`);
	for await (const { name } of readParts(inChunks(body, 65_536), TYPE)) names.push(name);
	expect(names).toEqual(['a', 'file', 'b']);
});

test('a reader that stops early reads no more of the body', async () => {
	let chunks = 0;
	async function* body() {
		yield Buffer.from(`${named('a', '1')}--x\r\ncontent-disposition: form-data; name="b"\r\n\r\n`);
		for (chunks = 0; chunks < 10_000; chunks += 1) yield Buffer.alloc(100_000);
	}
	for await (const { name } of readParts(body(), TYPE)) if (name === 'a') break;
	expect(chunks).toBeLessThan(20);
});

test('an error of the body itself is not blamed on the form', async () => {
	async function* broken(chunks: readonly string[]) {
		for (const chunk of chunks) yield Buffer.from(chunk);
		throw new Error('the disk is gone');
	}
	const beginning = named('a', '1').slice(0, -2);
	const reading = async () => {
		for await (const { body } of readParts(broken([beginning, 'more']), TYPE)) await text(body);
	};
	await expect(reading()).rejects.toThrow('the disk is gone');
});

test.each<[string, string | Uint8Array, string, string?]>([
	['a content type without a boundary', FORM, 'names no boundary', 'multipart/form-data'],
	['an empty boundary', FORM, 'names no boundary', 'multipart/form-data; boundary=""'],
	['a boundary of 71 characters', FORM, 'names no boundary', `${TYPE}${'x'.repeat(70)}`],
	['an empty body', '', 'ends before'],
	['a body without the boundary', 'no form', 'ends before'],
	['a part without an end', named('a', 'cut'), 'ends before'],
	['a last boundary cut short', `${named('a', '1')}--x-`, 'ends before'],
	['line feeds without carriage returns', FORM.replaceAll('\r\n', '\n'), 'ends before'],
	['a part without a head', `--x\r\n\r\ntext\r\n--x--`, 'no name'],
	['a head without an end', `--x\r\ncontent-disposition: form-data; name="a"\r\n--x--`, 'no name'],
	[
		'a disposition without a name',
		'--x\r\ncontent-disposition: form-data\r\n\r\n\r\n--x--',
		'no name',
	],
	['an empty name', `${named('', '1')}--x--`, 'no name'],
	['another disposition', `${named('a', '1').replace('form-data', 'attachment')}--x--`, 'no name'],
	['a line end within a name', `${named('a\nb', '1')}--x--`, 'no name'],
	['one name twice', `${named('a', '1')}${named('a', '2')}--x--`, 'two parts named "a"'],
	[
		'51 parts',
		`${Array.from({ length: 51 }, (_, n) => named(`p${n}`, '1')).join('')}--x--`,
		'50 parts',
	],
	[
		'10,000 parts',
		`${Array.from({ length: 10_000 }, (_, n) => named(`p${n}`, '1')).join('')}--x--`,
		'50 parts',
	],
	['a long name', `${named('a'.repeat(101), '1')}--x--`, 'longer than 100'],
	['a huge name', `${named('a'.repeat(100_000), '1')}--x--`, 'longer than 4096'],
	[
		'a huge head',
		`${named('a', '1').replace('--x\r\n', `--x\r\nx-y: ${'z'.repeat(1e5)}\r\n`)}--x--`,
		'longer than 4096',
	],
	[
		'a name that is no UTF-8',
		Buffer.from(`${named('\xff', '1')}--x--`, 'latin1'),
		'not valid UTF-8',
	],
])('%s is refused', async (_, body, why, type = TYPE) => {
	for (const size of [7, 300_000]) {
		const refusal: unknown = await readAll(body, { size, type }).catch((error: unknown) => error);
		expect(refusal).toBeInstanceOf(Refusal);
		expect(String(refusal)).toContain(why);
		expect(refusal instanceof Refusal && PROBLEMS[refusal.code].status).toBe(400);
	}
});

test.each([
	['boundary-like lines', '\r\n--'],
	['half boundaries', '\r\n-'],
	['dashes', '-'],
])('the time for %s grows with their length alone', async (_, filler) => {
	const cpuOf = async (length: number) => {
		const body = `${named('file', filler.repeat(length / filler.length))}--x--`;
		const before = process.cpuUsage();
		await readAll(body, { size: 65_536 });
		const { user, system } = process.cpuUsage(before);
		return (user + system) / length;
	};
	await cpuOf(1e5);
	const [short, long] = [await cpuOf(1e5), await cpuOf(1e7)];
	expect(long).toBeLessThan(10 * short);
});
