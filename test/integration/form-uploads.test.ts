import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProblemCode } from '../../packages/contract/src/schemas/problem.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { send, smallBenchmark } from '../support/small-benchmark.ts';

let server: CodejoustServer;
beforeAll(async () => {
	server = await startCodejoust({ config: { roles: new Set(['api']) } });
	await server.client.createBenchmark(smallBenchmark('forms'));
});
afterAll(() => server.stop());

const PATHS = ['/v1/submissions', '/v1/benchmarks', '/v1/judge-checks/sets'];
const TYPE = 'multipart/form-data; boundary=x';
const part = (name: string, text: string, more = '') =>
	`--x\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`;
const ANSWERS = [1, 2, 3, 4]
	.map((n) => JSON.stringify({ question_id: `q${n}`, response: `Answer ${n}.` }))
	.join('\n');
const FIELDS = part('benchmark', 'forms') + part('model', 'formed') + part('model.name', 'Formed');
const FILE = part('file', ANSWERS, '; filename="answers.jsonl"');
const numbered = (count: number) =>
	Array.from({ length: count }, (_, n) => part(`p${n}`, '1')).join('');

const MALFORMED: [string, string | Uint8Array, string, string?][] = [
	['a content type without a boundary', FIELDS + FILE, 'no boundary', 'multipart/form-data'],
	['a part without an end', FIELDS + FILE, 'before its last boundary'],
	[
		'line feeds alone',
		`${FIELDS}${FILE}--x--`.replaceAll('\r\n', '\n'),
		'before its last boundary',
	],
	['a part without a name', `${FIELDS}${FILE.replace('name="file"; ', '')}--x--`, 'no name'],
	['a part without a head', `--x\r\n\r\ntext\r\n${FILE}--x--`, 'no name'],
	['a head whose end is missing', `--x\r\ncontent-disposition: form-data\r\n--x--`, 'no name'],
	['one name twice', `${FIELDS}${FILE}${FILE}--x--`, 'two parts named "file"'],
	['10,000 parts', `${numbered(10_000)}--x--`, 'more than 50 parts'],
	['a huge head', `${part('file', ANSWERS, `; filename="${'f'.repeat(1e6)}"`)}--x--`, '4096'],
	['a long name', `${part('n'.repeat(1000), '1')}--x--`, '100 characters'],
	[
		'a name that is no UTF-8',
		Buffer.from(`${part('\xff', '1')}--x--`, 'latin1'),
		'not valid UTF-8',
	],
];

test.each(MALFORMED)('a form of %s is refused at every door', async (_, body, why, type = TYPE) => {
	const sent = { method: 'POST', body, headers: { 'content-type': type } };
	for (const path of PATHS) {
		const { detail } = await expectRefusal(server, 'malformed-body', path, sent);
		expect(detail).toContain(why);
	}
});

const BINARY = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]).toString('latin1');
const asFile = '; filename="a.png"\r\ncontent-type: image/png';

test.each<[string, string, ProblemCode, string]>([
	['an image', part('variant', BINARY, asFile), 'malformed-body', '"variant" is not valid UTF-8'],
	['a large file', part('variant', 'x'.repeat(70_000), asFile), 'body-too-large', '"variant"'],
	['a file of something else', part('variant', 'x', asFile), 'malformed-body', 'not valid JSON'],
])(
	'%s where a field is expected is refused by the name of the field',
	async (_, field, code, why) => {
		const body = Buffer.from(`${FIELDS}${field}${FILE}--x--`, 'latin1');
		const sent = { method: 'POST', body, headers: { 'content-type': TYPE } };
		expect((await expectRefusal(server, code, '/v1/submissions', sent)).detail).toContain(why);
	},
);

test('a form without its file is refused', async () => {
	const sent = { method: 'POST', body: `${FIELDS}--x--`, headers: { 'content-type': TYPE } };
	const { detail } = await expectRefusal(server, 'invalid-input', '/v1/submissions', sent);
	expect(detail).toContain('"file"');
});

test('what is wrong with a field within another is named as the form names it, with what was filled in', async () => {
	const priced = (name: string, amount: string) => part(`price.${name}`, amount);
	const refuse = async (fields: string) => {
		const body = `${FIELDS}${fields}${FILE}--x--`;
		const sent = { method: 'POST', body, headers: { 'content-type': TYPE } };
		return (await expectRefusal(server, 'invalid-input', '/v1/submissions', sent)).errors;
	};
	const names = async (fields: string) => (await refuse(fields))?.map(({ name }) => name).sort();
	expect(await names(priced('output_usd', '2.50') + priced('input_tokens', 'many'))).toEqual([
		'price.input_tokens',
		'price.input_usd',
		'price.output_tokens',
	]);
	expect(await refuse(priced('total_usd', '1000000.5'))).toEqual([
		{
			name: 'price.total_usd',
			value: '1000000.5',
			reason: 'It has to be at most a million dollars.',
		},
	]);
	expect(await refuse(priced('total_usd', 'two'))).toEqual([
		{
			name: 'price.total_usd',
			value: 'two',
			reason: 'It has to be an amount of dollars, such as 2.50.',
		},
	]);
	expect(await refuse(priced('output_usd', '2.50'))).toMatchObject([
		{ name: 'price.input_usd', reason: expect.stringContaining('the other price is given') },
	]);
	expect(await refuse(part('variant', '{"temperature":"hot"}'))).toMatchObject([
		{ name: 'variant.temperature', value: 'hot' },
	]);
});

test('everything that is wrong with fields and answers of a submission is said together, in a form, a query and JSON', async () => {
	const lines = ANSWERS.replace('"q4"', '"q9"');
	const fields = { benchmark: 'forms', model: 'nobody', sample: 'last', accept: 'errors' };
	const variant = { temperature: 5, top_p: 'x' };
	const price = { output_micro_usd: -1 };
	const checkpoint = { of: 'Größe' };
	const parts = [
		...Object.entries({ ...fields, 'price.output_usd': '-1', 'checkpoint.of': 'Größe' }),
		['variant', JSON.stringify(variant)] as const,
	].map(([name, text]) => part(name, text));
	const file = FILE.replace(ANSWERS, lines);
	const form = { body: `${parts.join('')}${file}--x--`, headers: { 'content-type': TYPE } };
	const texts = { variant, price, checkpoint };
	const query = new URLSearchParams({
		...fields,
		...Object.fromEntries(Object.entries(texts).map(([name, one]) => [name, JSON.stringify(one)])),
	});
	const responses = lines.split('\n').map((line): unknown => JSON.parse(line));
	const json = {
		body: JSON.stringify({ ...fields, ...texts, responses }),
		headers: { 'content-type': 'application/json' },
	};
	const ndjson = { body: lines, headers: { 'content-type': 'application/x-ndjson' } };
	for (const [path, sent, unit] of [
		['/v1/submissions', form, 'usd'],
		[`/v1/submissions?${query.toString()}`, ndjson, 'micro_usd'],
		['/v1/submissions', json, 'micro_usd'],
	] as const) {
		const refused = await expectRefusal(server, 'invalid-input', path, { method: 'POST', ...sent });
		const found = refused.errors ?? [];
		expect([...new Set(found.map(({ name }) => name))].sort()).toEqual([
			'accept',
			'checkpoint',
			'checkpoint.of',
			'model',
			`price.input_${unit}`,
			`price.output_${unit}`,
			'responses.question_id',
			'sample',
			'variant.temperature',
			'variant.top_p',
		]);
		expect(refused.errors_total).toBe(found.length);
		expect(refused.detail).toMatch(
			/^Not valid: .*The responses have 2 problems; nothing was stored\.$/,
		);
		expect(found.find(({ name }) => name === 'variant.temperature')).toMatchObject({
			value: '5',
			reason: 'It has to be at most 2.',
		});
	}
});

test('a preamble, an epilogue, a file before its fields and a field sent as a file are taken', async () => {
	const variant = part('variant', '{"temperature":0.2}', '; filename="variant.json"');
	const body = `A preamble.\r\n${FILE}${FIELDS}${variant}--x--\r\nAn epilogue.`;
	const headers = { 'content-type': 'multipart/form-data; boundary="x"' };
	const sent = await send(server, '/v1/submissions', { method: 'POST', body, headers });
	expect(sent).toMatchObject({
		status: 201,
		json: { model: { name: 'Formed', variant: { temperature: 0.2 } } },
	});
});
