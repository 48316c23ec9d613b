import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertApiKey } from '@codejoust/db/queries/keys/api-keys';
import { hashSecret } from '../../apps/api/src/api-key.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal, readProblem } from '../support/expect-refusal.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

let server: CodejoustServer;
const SUBMIT_KEY = 'cj_submitter_abcdefghijklmnopqrstuvwx';

beforeAll(async () => {
	server = await startCodejoust();
	await insertApiKey(server.db, {
		id: 'submitter',
		secretHash: hashSecret('abcdefghijklmnopqrstuvwx'),
		label: 'submits only',
		scopes: ['submit'],
	});
	await server.client.createBenchmark(smallBenchmark('small'));
	const { id } = await server.client.createSubmission(smallSubmission('small', 'judged'));
	await server.untilJudged(id);
	await server.untilOnBoard('small', [id]);
});
afterAll(() => server.stop());

describe('a key', () => {
	const post = { method: 'POST', body: {} };

	test.each([
		['none', null],
		['a word', 'open sesame'],
		['empty', ''],
		['an unknown id', 'cj_nobody_abcdefghijklmnopqrstuvwx'],
		['a wrong secret', 'cj_operator1_abcdefghijklmnopqrstuvwy'],
		['SQL', "cj_' or 1=1--_abcdefghijklmnopqrstuvwx"],
	])('that is %s opens nothing that writes, and is not repeated', async (_name, key) => {
		for (const path of ['/v1/benchmarks', '/v1/models', '/v1/submissions']) {
			const problem = await expectRefusal(server, 'unauthenticated', path, { ...post, key });
			if (key) expect(JSON.stringify(problem)).not.toContain(key);
		}
	});

	test('that only submits cannot publish a benchmark or add a model, and can submit', async () => {
		for (const path of ['/v1/benchmarks', '/v1/models']) {
			const problem = await expectRefusal(server, 'forbidden', path, { ...post, key: SUBMIT_KEY });
			expect(problem.detail).toContain('"operate"');
		}
		const body = smallSubmission('small', 'by-submitter');
		const sent = { method: 'POST', body, key: SUBMIT_KEY };
		const response = await send(server, '/v1/submissions', sent);
		expect(response.status).toBe(201);
		// The tests below count rows: nothing may be under way.
		const { id } = JSON.parse(response.text) as { readonly id: string };
		await server.untilOnBoard('small', [id]);
	});

	test('that expired is refused with the time', async () => {
		await insertApiKey(server.db, {
			id: 'expired1',
			secretHash: hashSecret('abcdefghijklmnopqrstuvwx'),
			label: 'old',
			scopes: ['operate'],
			expiresAt: new Date('2020-01-01T00:00:00Z'),
		});
		const key = 'cj_expired1_abcdefghijklmnopqrstuvwx';
		const problem = await expectRefusal(server, 'unauthenticated', '/v1/models', { ...post, key });
		expect(problem.detail).toContain('2020-01-01T00:00:00.000Z');
	});
});

describe('a body', () => {
	test.each([
		['/v1/benchmarks', 'text/plain'],
		['/v1/benchmarks', 'application/x-www-form-urlencoded'],
		['/v1/submissions', 'text/html'],
		['/v1/submissions', 'application/x-www-form-urlencoded'],
		['/v1/models', 'text/plain'],
	])('to %s of the type %s is refused with the type', async (path, type) => {
		const problem = await expectRefusal(server, 'unsupported-media-type', path, {
			method: 'POST',
			body: 'a=b',
			headers: { 'content-type': type },
		});
		expect(problem.detail).toContain(type.split(';')[0]);
		expect(problem.detail).toContain('application/json');
	});

	test.each(['/v1/benchmarks', '/v1/models', '/v1/submissions'])(
		'to %s that is no JSON is refused as unreadable',
		async (path) => {
			for (const body of ['{"slug": ', '', 'null null'])
				await expectRefusal(server, 'malformed-body', path, { method: 'POST', body });
		},
	);

	test.each(['/v1/benchmarks', '/v1/submissions'])(
		'to %s that is no UTF-8 is refused',
		async (path) => {
			const body = new Uint8Array([0x22, 0xff, 0x22]);
			await expectRefusal(server, 'malformed-body', path, { method: 'POST', body });
		},
	);

	test.each(['/v1/benchmarks', '/v1/models', '/v1/submissions'])(
		'to %s that is JSON of another kind is refused by its name',
		async (path) => {
			for (const body of ['[]', '7', 'null', '"text"']) {
				const problem = await expectRefusal(server, 'invalid-input', path, {
					method: 'POST',
					body,
				});
				expect(problem.errors).toHaveLength(1);
			}
		},
	);

	test('of the wrong shape is refused with every wrong field, its value and its limit at once', async () => {
		const problem = await expectRefusal(server, 'invalid-input', '/v1/submissions', {
			method: 'POST',
			body: {
				benchmark: 'No Such Name',
				model: { slug: 'UPPER', name: 'n'.repeat(121), link: 'javascript:alert(1)', extra: 1 },
				variant: { temperature: 9 },
				responses: 'none',
				more: true,
			},
		});
		const byName = new Map(problem.errors?.map((error) => [error.name, error]));
		expect(byName.get('benchmark')?.value).toBe('No Such Name');
		expect(byName.get('model.slug')).toMatchObject({ value: 'UPPER' });
		expect(byName.get('model.slug')?.reason).toContain('1 to 80');
		expect(byName.get('model.name')?.reason).toContain('120');
		expect(byName.get('model.link')?.value).toBe('javascript:alert(1)');
		expect(byName.get('model')?.reason).toContain('"extra"');
		expect(byName.get('variant.temperature')).toMatchObject({ value: '9' });
		expect(byName.get('variant.temperature')?.reason).toContain('2');
		expect(byName.get('responses')?.value).toBe('none');
		expect(byName.get('body')?.reason).toContain('"more"');
	});

	test('with a lone surrogate or a NUL in a name is refused', async () => {
		for (const name of ['\ud800', 'a\u0000b']) {
			await expectRefusal(server, 'invalid-input', '/v1/models', {
				method: 'POST',
				body: JSON.stringify({ slug: 'x', name }),
			});
			await expectRefusal(server, 'invalid-input', '/v1/benchmarks', {
				method: 'POST',
				body: { ...smallBenchmark('nul'), description: name },
			});
			await expectRefusal(server, 'invalid-input', '/v1/submissions', {
				method: 'POST',
				body: { ...smallSubmission('small', 'x'), variant: { label: name } },
			});
		}
	});
});

describe('a name that is not there', () => {
	test.each([
		'/v1/benchmarks/nobody',
		'/v1/benchmarks/small@2',
		'/v1/benchmarks/nobody/questions',
		'/v1/leaderboards/nobody',
		'/v1/leaderboards/small@9',
		'/v1/leaderboards/nobody/matrix',
		'/v1/leaderboards/nobody/criteria',
		'/v1/leaderboards/small/criteria?judge=nobody@1',
		'/v1/leaderboards/small?judge=nobody@1',
		'/v1/models/nobody',
		'/v1/judges/nobody@1',
		'/v1/judges/codejoust-rehearsal-1@99',
		'/v1/judges/codejoust-rehearsal-1@99999999999999999999',
		'/v1/battles/999999999999999',
		'/v1/runs/run_nobody',
		'/v1/submissions/sub_nobody',
		'/v1/battles?benchmark=nobody',
		'/v1/battles?judge=nobody',
		'/v1/submissions?benchmark=nobody',
		'/v1/submissions?model=nobody',
	])('is not found: %s', async (path) => {
		await expectRefusal(server, 'not-found', path);
	});

	test('in a submission is refused with what to do', async () => {
		for (const [field, body] of [
			['benchmark', { ...smallSubmission('nobody', 'x') }],
			['model', { ...smallSubmission('small', 'x'), model: 'nobody' }],
		] as const) {
			const problem = await expectRefusal(server, 'invalid-input', '/v1/submissions', {
				method: 'POST',
				body,
			});
			expect(problem.errors).toEqual([expect.objectContaining({ name: field, value: 'nobody' })]);
		}
	});
});

describe('a query', () => {
	test.each([
		['/v1/leaderboards/small?category=Nope', 'category', 'Even'],
		['/v1/leaderboards/small?subcategory=Nope', 'subcategory', 'Group 1'],
		['/v1/leaderboards/small?language=Cobol', 'language', 'Python'],
		['/v1/leaderboards/small?difficulty=hard', 'difficulty', 'easy'],
		['/v1/leaderboards/small?difficulty=brutal', 'difficulty', 'medium'],
		['/v1/battles?outcome=victory', 'outcome', 'win'],
		['/v1/battles?limit=0', 'limit', '1'],
		['/v1/battles?limit=10000', 'limit', '200'],
		['/v1/battles?limit=many', 'limit', 'number'],
		['/v1/battles?cursor=-1', 'cursor', 'next_cursor'],
		['/v1/battles?cursor=%27;drop', 'cursor', 'next_cursor'],
		['/v1/runs?cursor=zzz', 'cursor', 'next_cursor'],
		['/v1/runs?cursor=MjAyNi0wMS0wMVQwMDowMDowMC4wMDBaIAA', 'cursor', 'next_cursor'],
		['/v1/submissions?cursor=zzz', 'cursor', 'next_cursor'],
		['/v1/submissions?limit=0', 'limit', '1'],
		['/v1/runs?state=happy', 'state', 'unfinished'],
		['/v1/benchmarks/small/questions?cursor=a', 'cursor', 'next_cursor'],
		['/v1/benchmarks/small/questions?limit=1.5', 'limit', 'whole number'],
		['/v1/battles/abc', 'id', 'number'],
	])('%s is refused with the name %s and what there is (%s)', async (path, name, known) => {
		const problem = await expectRefusal(server, 'invalid-input', path);
		expect(problem.errors).toEqual([expect.objectContaining({ name, value: expect.any(String) })]);
		expect(problem.errors?.[0]?.reason).toContain(known);
	});

	test.each([
		['/v1/submissions/%00', 'id'],
		['/v1/runs/%00', 'id'],
		['/v1/judges/%00', 'judge'],
		...['submission', 'run', 'question', 'judge', 'category', 'subcategory', 'language'].map(
			(name) => [`/v1/battles?${name}=a%00b`, name],
		),
		['/v1/runs?submission=%00', 'submission'],
		['/v1/leaderboards/small?judge=%00', 'judge'],
	])('with a NUL in it is refused: %s', async (path, name = '') => {
		const problem = await expectRefusal(server, 'invalid-input', path);
		expect(problem.errors).toEqual([expect.objectContaining({ name })]);
		expect(problem.errors?.[0]?.reason).toContain('NUL');
	});

	test('to a benchmark that nothing was submitted to says that there is no board yet', async () => {
		await server.client.createBenchmark(smallBenchmark('fresh'));
		const problem = await expectRefusal(server, 'not-found', '/v1/leaderboards/fresh');
		expect(problem.detail).toContain('nothing has been submitted');
	});
});

test('a method that a path does not know is refused with those that it does', async () => {
	for (const [method, path, allow] of [
		['DELETE', '/v1/benchmarks', 'GET, POST'],
		['PUT', '/v1/models', 'GET, POST'],
		['PUT', '/v1/submissions', 'GET, POST'],
		['POST', '/v1/leaderboards/small', 'GET'],
	] as const) {
		const answered = await send(server, path, { method });
		readProblem(answered, 'method-not-allowed');
		expect(answered.headers.get('allow')).toBe(allow);
	}
});

describe('a query parameter that a route does not have', () => {
	test('is refused by name, with the nearest that it has', async () => {
		const problem = await expectRefusal(server, 'invalid-input', '/v1/battles?modle=judged');
		expect(problem.detail).toBe(
			'There is no query parameter "modle" here. The nearest one is "model".',
		);
		expect(problem.errors).toEqual([
			{ name: 'modle', value: 'judged', reason: 'The nearest one is "model".' },
		]);
	});

	test('is refused where a route has none, and where it writes', async () => {
		const detail = 'This route has no query parameters.';
		const read = await expectRefusal(server, 'invalid-input', '/v1/keys/me?x=1');
		expect(read.detail).toContain(detail);
		const sent = { method: 'POST', body: { slug: 'm', name: 'M' } };
		const write = await expectRefusal(server, 'invalid-input', '/v1/models?dry_run=1', sent);
		expect(write.detail).toContain(detail);
	});

	test('of a great many, or of a great length, is refused in a short answer', async () => {
		const long = `/v1/battles?${'x'.repeat(8000)}=1`;
		const many = `/v1/battles?${Array.from({ length: 2000 }, (_, n) => `p${n}`).join('&')}`;
		for (const path of [long, many]) {
			const answer = await send(server, path);
			expect(answer.text.length).toBeLessThan(5000);
			readProblem(answer, 'invalid-input');
		}
	});
});
