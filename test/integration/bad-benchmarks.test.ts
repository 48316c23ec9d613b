import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { send, smallBenchmark } from '../support/small-benchmark.ts';

let server: CodejoustServer;
beforeAll(async () => {
	server = await startCodejoust({ config: { roles: new Set(['api']) } });
});
afterAll(() => server.stop());

const refuse = (body: unknown) =>
	expectRefusal(server, 'invalid-input', '/v1/benchmarks', { method: 'POST', body });
const refuseForm = (parts: Readonly<Record<string, string>>) => {
	const form = new FormData();
	for (const [name, text] of Object.entries(parts))
		form.set(name, new Blob([text]), `${name}.jsonl`);
	return expectRefusal(server, 'invalid-input', '/v1/benchmarks', { method: 'POST', body: form });
};

test('a benchmark without a baseline is refused with where to put it', async () => {
	const problem = await refuse({ ...smallBenchmark('bare'), baseline_responses: undefined });
	expect(problem.detail).toContain('"baseline"');
});

test('a baseline that lacks an answer, or has an empty one, is refused by the question', async () => {
	const whole = smallBenchmark('lacking');
	const [first, ...others] = whole.baseline_responses;
	const lacking = await refuse({ ...whole, baseline_responses: others });
	expect(JSON.stringify(lacking.errors)).toContain('q1');
	for (const response of ['', ' \n ']) {
		const empty = await refuse({
			...whole,
			baseline_responses: [{ ...first, response }, ...others],
		});
		expect(empty.errors).toEqual([
			expect.objectContaining({ name: 'baseline_responses', value: 'q1' }),
		]);
		expect(empty.detail).toContain('1 of 4 questions');
	}
});

test('a version that is published already is refused, whatever it holds', async () => {
	const body = smallBenchmark('taken');
	expect((await send(server, '/v1/benchmarks', { method: 'POST', body })).status).toBe(201);
	const other = { ...smallBenchmark('taken', 6), name: 'Another name' };
	const problem = await expectRefusal(server, 'already-exists', '/v1/benchmarks', {
		method: 'POST',
		body: other,
	});
	expect(problem.detail).toContain('version "1"');
	expect(await server.client.benchmark('taken')).toMatchObject({ questions: 4, name: body.name });
});

test('of two that publish the same version at once one succeeds and the other is refused', async () => {
	const sent = { method: 'POST', body: smallBenchmark('raced') };
	const answers = await Promise.all([1, 2, 3].map(() => send(server, '/v1/benchmarks', sent)));
	expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
	expect((await server.client.benchmark('raced')).questions).toBe(4);
});

test('questions with the same id are refused by their rows', async () => {
	const body = smallBenchmark('double');
	const problem = await refuse({ ...body, questions: [...body.questions, body.questions[1]] });
	expect(problem.errors).toEqual([expect.objectContaining({ line: 5, value: 'q2' })]);
});

test('every wrong field of every question is told by row, field, value and limit', async () => {
	const body = smallBenchmark('wrong');
	const [first, second, third, fourth] = body.questions;
	const problem = await refuse({
		...body,
		questions: [
			{ ...first, difficulty: 'brutal', category: 'c'.repeat(201) },
			{ ...second, prompt: ' ' },
			{ ...third, languages: 'Python' },
			fourth,
			'no object',
		],
	});
	expect(problem.errors).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ line: 1, name: 'questions.difficulty', value: 'brutal' }),
			expect.objectContaining({ line: 1, name: 'questions.category' }),
			expect.objectContaining({ line: 2, name: 'questions.prompt' }),
			expect.objectContaining({ line: 3, name: 'questions.languages', value: 'Python' }),
			expect.objectContaining({ line: 5 }),
		]),
	);
	expect(problem.errors?.find(({ name }) => name === 'questions.category')?.reason).toContain(
		'200',
	);
});

test('no questions at all are refused', async () => {
	await refuse({ ...smallBenchmark('none'), questions: [], baseline_responses: [] });
	await refuseForm({ metadata: '{}', questions: '' });
});

test('wrong metadata is refused with every field at once', async () => {
	const problem = await refuse({
		...smallBenchmark('x'),
		slug: 'No Slug',
		version: 'V 1',
		name: '',
		baseline: { slug: '' },
		surprise: true,
	});
	const names = problem.errors?.map(({ name }) => name);
	expect(names).toEqual(
		expect.arrayContaining(['slug', 'version', 'name', 'baseline.slug', 'baseline.name']),
	);
	expect(JSON.stringify(problem.errors)).toContain('surprise');
});

test('a form without its parts is refused with their names', async () => {
	const problem = await refuseForm({ questions: '{}' });
	expect(problem.detail).toMatch(/"metadata".*"questions"/);
	await expectRefusal(server, 'malformed-body', '/v1/benchmarks', {
		method: 'POST',
		body: 'not a form',
		headers: { 'content-type': 'multipart/form-data; boundary=x' },
	});
	const form = new FormData();
	form.set('metadata', 'no json');
	form.set('questions', '{}');
	await expectRefusal(server, 'malformed-body', '/v1/benchmarks', { method: 'POST', body: form });
});

test('a body larger than the limit is refused before it is read', async () => {
	const { port, hostname } = new URL(server.address);
	const socket = connect(Number(port), hostname);
	socket.write(
		`POST /v1/benchmarks HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.key}\r\ncontent-type: application/json\r\ncontent-length: ${1024 ** 3}\r\n\r\n{`,
	);
	const answer = await new Promise<string>((resolve, reject) => {
		let text = '';
		socket.on('data', (chunk) => {
			text += chunk.toString();
			if (text.includes('request_id')) resolve(text);
		});
		socket.once('error', reject);
		socket.once('close', () => resolve(text));
	});
	socket.destroy();
	expect(answer).toMatch(/^HTTP\/1.1 413 /);
	expect(answer).toContain('128 MiB');
});

const TABLE = `id;text;kind;level;in;base_response
1;"Reverse a list;
in place";Lists;easy;"C#, Go";Use reversed().
2;Sort a list;Lists;;;Use sorted().
`;
const MAP = {
	question_id: 'id',
	prompt: 'text',
	category: 'kind',
	subcategory: 'kind',
	difficulty: 'level',
	languages: 'in',
};
const tableForm = (slug: string, questions: Blob, map: Readonly<Record<string, string>> = MAP) => ({
	metadata: { slug, version: '1', name: slug, baseline: { slug: 'base', name: 'Base' }, map },
	questions,
});

test.each([
	['a table', (text: string) => new Blob([text])],
	['a packed table', (text: string) => new Blob([new Uint8Array(gzipSync(text))])],
])('%s of questions becomes a benchmark, its columns named by a map', async (name, asFile) => {
	const slug = name.replaceAll(' ', '-');
	const made = await server.client.importBenchmark(tableForm(slug, asFile(TABLE)));
	expect(made).toMatchObject({ questions: 2, notes: ['questions: Codejoust questions'] });
	const { items } = await server.client.questions(slug);
	expect(items).toMatchObject([
		{
			question_id: '1',
			category: 'Lists',
			difficulty: 'easy',
			languages: ['C#', 'Go'],
			messages: [{ content: 'Reverse a list;\nin place' }],
		},
		{ question_id: '2', difficulty: 'unspecified' },
	]);
});

test('every wrong cell of a table is told by the row of the spreadsheet, and stores nothing', async () => {
	const wrong = TABLE.replace('Sort a list', '').replace(';easy;', ';hardest;');
	const map = { ...MAP, reference: 'solution' };
	const form = tableForm('wrong-table', new Blob([wrong]), map);
	const refused = await server.client.importBenchmark(form).catch((error: unknown) => error);
	expect(refused).toMatchObject({
		problem: {
			errors: [
				{ line: 2, reason: expect.stringContaining('`difficulty`') },
				{ line: 3, reason: expect.stringContaining('either a `prompt` or `messages`') },
				{ name: 'questions.map', reason: expect.stringContaining('"solution"') },
			],
		},
	});
	const cut = await server.client
		.importBenchmark(tableForm('cut-table', new Blob([TABLE, '3;more;than;six;cells;here;all'])))
		.catch((error: unknown) => error);
	expect(cut).toMatchObject({
		problem: { errors: [{ reason: expect.stringContaining('CSV that cannot be read') }] },
	});
	for (const slug of ['wrong-table', 'cut-table'])
		await expect(server.client.benchmark(slug)).rejects.toThrow();
});

test('labelled pairs come as a table too', async () => {
	const table = `id,prompt,response_a,response_b,label,solved_by
1,Reverse a list,"Use reversed(), or [::-1]",No,A,"judge-one; judge-two"
2,Sort a list,No,Use sorted(),B,
`;
	const upload = { metadata: { slug: 'pairs', name: 'Pairs' }, pairs: new Blob([table]) };
	expect(await server.client.importCheckSet(upload)).toMatchObject({ pairs: 2, is_new: true });
});
