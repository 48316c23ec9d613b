import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal, readProblem } from '../support/expect-refusal.ts';
import { send, type Sent, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { countRowsAtRest } from '../support/table-counts.ts';

describe.each(['embedded', 'postgres'])('an Idempotency-Key on %s', (kind) => {
	let server: CodejoustServer;
	beforeAll(async () => {
		server = await startCodejoust({
			isEmbedded: kind === 'embedded',
			// Nothing is played here, so that rows stand still.
			config: { roles: new Set(['api']) },
		});
		await server.client.createBenchmark(smallBenchmark('small'));
	});
	afterAll(() => server.stop());

	const post = (body: unknown, key: string): Sent => ({
		method: 'POST',
		body,
		headers: { 'idempotency-key': key },
	});
	const submissions = async () => (await countRowsAtRest(server))['public.submissions'] ?? 0;

	test('of any kind takes no more than a quota has left, however many come at once', async () => {
		const quotas = { submissions_per_day: 2 };
		await server.client.createOrganisation({ slug: 'hasty', name: 'Hasty', quotas });
		const keys = await Promise.all(
			['first', 'second'].map((label) => server.client.createKey({ organisation: 'hasty', label })),
		);
		const before = await submissions();
		const answers = await Promise.all(
			['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) =>
				send(server, '/v1/submissions', {
					method: 'POST',
					body: smallSubmission('small', `hasty-${name}`),
					key: keys[at % 2]?.key ?? null,
				}),
			),
		);
		expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 429, 429, 429, 429]);
		expect((await submissions()) - before).toBe(2);
	});

	test('that is missing on a submission is asked for', async () => {
		const answered = await fetch(new URL('/v1/submissions', server.address), {
			method: 'POST',
			body: JSON.stringify(smallSubmission('small', 'keyless')),
			headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
		});
		expect(await answered.json()).toMatchObject({ code: 'idempotency-key-missing', status: 400 });
	});

	test('that comes again with the same request gets the first answer and submits nothing', async () => {
		const sent = post(smallSubmission('small', 'twice'), 'again');
		const first = await send(server, '/v1/submissions', sent);
		const rows = await countRowsAtRest(server);
		const second = await send(server, '/v1/submissions', sent);
		expect(first.status).toBe(201);
		expect(second.status).toBe(201);
		expect(second.json).toEqual(first.json);
		expect(await countRowsAtRest(server)).toEqual(rows);
	});

	test('that comes again through another name of the host gets the first answer', async () => {
		const sent = post(smallSubmission('small', 'named'), 'another name');
		const first = await send(server, '/v1/submissions', sent);
		const address = server.address.replace('127.0.0.1', 'localhost');
		expect(address).not.toBe(server.address);
		const second = await send({ ...server, address }, '/v1/submissions', sent);
		expect([first.status, second.status]).toEqual([201, 201]);
		expect(second.json).toEqual(first.json);
	});

	test('that comes again with another query is refused', async () => {
		for (const slug of ['asked-one', 'asked-two'])
			await server.client.createModel({ slug, name: slug });
		const { responses } = smallSubmission('small', 'asked');
		const sent = {
			method: 'POST',
			body: responses.map((one) => JSON.stringify(one)).join('\n'),
			headers: { 'idempotency-key': 'another query', 'content-type': 'application/x-ndjson' },
		};
		const submit = (model: string) =>
			send(server, `/v1/submissions?benchmark=small&model=${model}`, sent);
		const first = await submit('asked-one');
		expect(first.status, first.text).toBe(201);
		readProblem(await submit('asked-two'), 'idempotency-key-reused');
	});

	test('that comes again with another request is refused', async () => {
		await send(server, '/v1/submissions', post(smallSubmission('small', 'one'), 'reused'));
		await expectRefusal(
			server,
			'idempotency-key-reused',
			'/v1/submissions',
			post(smallSubmission('small', 'other'), 'reused'),
		);
	});

	test('of two requests at once submits once, and the other is answered the same or told to wait', async () => {
		const before = await submissions();
		const sent = post(smallSubmission('small', 'racer'), 'race');
		const answers = await Promise.all([1, 2, 3].map(() => send(server, '/v1/submissions', sent)));
		const created = answers.filter(({ status }) => status === 201);
		expect(created.length).toBeGreaterThanOrEqual(1);
		for (const answer of created) expect(answer.json).toEqual(created[0]?.json);
		for (const answer of answers.filter(({ status }) => status !== 201)) {
			readProblem(answer, 'idempotency-key-in-flight');
		}
		expect(await submissions()).toBe(before + 1);
	});

	test('of a refused request may be used again for the right one', async () => {
		const wrong = { ...smallSubmission('small', 'fixed'), responses: [] };
		await expectRefusal(server, 'invalid-input', '/v1/submissions', post(wrong, 'fix'));
		const right = post(smallSubmission('small', 'fixed'), 'fix');
		expect((await send(server, '/v1/submissions', right)).status).toBe(201);
	});

	test('that is too long is refused', async () => {
		const sent = post(smallSubmission('small', 'long'), 'k'.repeat(201));
		const problem = await expectRefusal(server, 'invalid-input', '/v1/submissions', sent);
		expect(problem.detail).toContain('200');
	});

	test('holds for benchmarks and models too', async () => {
		for (const [path, body] of [
			['/v1/benchmarks', smallBenchmark('keyed')],
			['/v1/models', { slug: 'keyed', name: 'Keyed' }],
		] as const) {
			const first = await send(server, path, post(body, `key of ${path}`));
			const second = await send(server, path, post(body, `key of ${path}`));
			expect([first.status, second.status]).toEqual([201, 201]);
			expect(second.json).toEqual(first.json);
			await expectRefusal(server, 'already-exists', path, post(body, `another key of ${path}`));
		}
	});
});
