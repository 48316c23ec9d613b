import { createClient, type Submission } from '@codejoust/contract/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { readProblem } from '../support/expect-refusal.ts';
import { startJudgeServer, type JudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

let judge: JudgeServer;
let server: CodejoustServer;
let first: Submission;
let last: Submission;

beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'longer' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small'));
	first = await server.client.createSubmission({
		...withProvenance(smallSubmission('small', 'm-1000')),
		checkpoint: { of: 'm', step: 1000 },
		price: { input_micro_usd: 1_000_000, output_micro_usd: 2_000_000 },
	});
	last = await server.client.createSubmission({
		...smallSubmission('small', 'm-2000'),
		checkpoint: { of: 'm', step: 2000 },
	});
	for (const { id } of [first, last]) await server.untilJudged(id);
	await server.untilOnBoard('small', [first.id, last.id]);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

function withProvenance(submission: ReturnType<typeof smallSubmission>) {
	const provenance = {
		made_by: 'codejoust 0.2.0',
		model_reported: 'm-served',
		sampling: { temperature: 0 },
		prompt_tokens: 100,
		completion_tokens: 50,
		date: '2026-11-30T10:00:00Z',
	};
	return {
		...submission,
		responses: submission.responses.map((row) => ({ ...row, provenance })),
	};
}

const boardRow = async (id: string) =>
	(await server.client.leaderboard('small')).rows.find((row) => row.submission_id === id);

test('what a file says of how it was made is on the row, in the CSV and in the bundle, as a claim', async () => {
	const row = await boardRow(first.id);
	expect(row?.provenance).toEqual({
		kind: 'codejoust',
		made_by: 'codejoust 0.2.0',
		answers: 4,
		models_reported: ['m-served'],
		sampling: { temperature: 0 },
		from: '2026-11-30T10:00:00.000Z',
		until: '2026-11-30T10:00:00.000Z',
		rerun_at: null,
	});
	expect((await boardRow(last.id))?.provenance).toMatchObject({ kind: 'submitted', made_by: null });
	const csv = (await send(server, '/v1/leaderboards/small/export.csv')).text;
	expect(csv).toContain('codejoust,codejoust 0.2.0,m-served,"{""temperature"":0}"');
	expect(csv).toMatch(/,m,1000,,,submitter,1000000,2000000,400,200,file,800,false\r?\n/);
	const board = await server.client.leaderboard('small');
	const bundle = (await send(server, `/v1/snapshots/${board.snapshot?.id}/bundle`)).text;
	expect(bundle).toContain('"made_by":"codejoust 0.2.0"');
	expect(bundle).toContain('"checkpoint":{"of":"m","step":1000,"tokens":null}');
});

test('a stated price is on the row with who states it, and its tokens are those of the file until others are stated', async () => {
	expect((await boardRow(first.id))?.stated_price).toEqual({
		stated_by: 'submitter',
		input_micro_usd: 1_000_000,
		output_micro_usd: 2_000_000,
		input_tokens: 400,
		output_tokens: 200,
		tokens_from: 'file',
		total_micro_usd: 800,
		is_total_stated: false,
	});
	expect((await boardRow(last.id))?.stated_price).toBeNull();
	const tokens = { input_tokens: 10, output_tokens: 20 };
	const total = { total_micro_usd: 5_000_000, ...tokens };
	await server.client.statePrice(last.id, { price: total, reason: 'its invoice' });
	expect((await boardRow(last.id))?.stated_price).toMatchObject({
		stated_by: 'operator',
		...total,
		tokens_from: 'statement',
		is_total_stated: true,
	});
	await server.client.statePrice(last.id, { price: null });
	expect((await boardRow(last.id))?.stated_price).toBeNull();
	const { items } = await server.client.audit({ action: 'submission.price' });
	expect(items.map(({ detail }) => detail)).toEqual([
		{ price: null },
		{ price: { by: 'operator', ...total }, reason: 'its invoice' },
	]);
});

test('a price that does not fit together is refused with all its faults, as JSON, in a query and in a form', async () => {
	const asked = (price: unknown) =>
		send(server, `/v1/submissions/${last.id}/price`, {
			method: 'POST',
			key: server.key,
			body: { price },
		});
	const refused = readProblem(
		await asked({ input_micro_usd: 1.5, total_micro_usd: -1, input_tokens: 'many' }),
		'invalid-input',
	);
	expect(refused.errors?.map(({ name }) => name).sort()).toEqual([
		'price.input_micro_usd',
		'price.input_tokens',
		'price.total_micro_usd',
	]);
	const unfit = readProblem(
		await asked({ input_micro_usd: 1, total_micro_usd: 1, output_tokens: 5 }),
		'invalid-input',
	);
	expect(unfit.errors?.map(({ name }) => name).sort()).toEqual([
		'price.input_tokens',
		'price.output_micro_usd',
		'price.total_micro_usd',
	]);
	readProblem(await asked({ input_tokens: 1, output_tokens: 1 }), 'invalid-input');
	const form = new FormData();
	const fields = { benchmark: 'small', model: 'm-2000', 'price.input_usd': '2,50' };
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	form.set('file', new Blob([JSON.stringify(smallSubmission('small', 'm').responses)]), 'a.json');
	const posted = await send(server, '/v1/submissions', { method: 'POST', body: form });
	const problem = readProblem(posted, 'invalid-input');
	expect(problem.errors).toMatchObject([
		{ name: 'price.input_usd', value: '2,50', reason: expect.stringContaining('2.50') },
		{ name: 'price.output_usd', reason: expect.stringContaining('It is missing') },
	]);
});

test('the checkpoints of one training are a line, with intervals, on the page of each of them', async () => {
	for (const slug of ['m-1000', 'm-2000']) {
		const { checkpoints } = await server.client.model(slug);
		expect(checkpoints).toMatchObject([
			{ of: 'm', unit: 'step', benchmark: 'small@1', points: [{ count: 1000 }, { count: 2000 }] },
		]);
		for (const { score } of checkpoints[0]?.points ?? [])
			expect(score && score.low < score.high).toBe(true);
	}
});

test('nobody draws a line on the page of another’s model', async () => {
	await server.client.createOrganisation({ slug: 'acme', name: 'Acme' });
	const { key: secret } = await server.client.createKey({ organisation: 'acme', label: 'k' });
	const acme = createClient({ baseUrl: server.address, key: secret ?? '' });
	const own = await acme.createSubmission({
		...smallSubmission('small', 'intruder'),
		checkpoint: { of: 'm-1000', tokens: 5 },
	});
	await server.untilJudged(own.id);
	await server.untilOnBoard('small', [own.id]);
	const lines = async (slug: string) =>
		(await server.client.model(slug)).checkpoints.map(({ of }) => of);
	expect(await lines('m-1000')).toEqual(['m']);
	expect(await lines('intruder')).toEqual(['m-1000']);
	const marked = await send(server, `/v1/submissions/${own.id}/rerun`, {
		method: 'POST',
		key: secret,
		body: { is_rerun: true, reason: 'mine' },
	});
	readProblem(marked, 'forbidden');
});

test('an operator marks that they made the answers again, and takes it back; the audit log has both', async () => {
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	expect((await runCli(['rerun', last.id], { env })).code).toBe(2);
	const marked = await runCli(['rerun', last.id, '--reason', 'same weights'], { env });
	expect(marked.stdout).toContain('An operator says that they made the answers again');
	expect((await boardRow(last.id))?.provenance.kind).toBe('operator');
	const removed = await runCli(['rerun', last.id, '--remove', '--reason', 'a mistake'], { env });
	expect(removed.code).toBe(0);
	expect((await boardRow(last.id))?.provenance.kind).toBe('submitted');
	const { items } = await server.client.audit({ action: 'submission', subject: last.id });
	expect(items.slice(0, 2).map(({ action, detail }) => [action, detail])).toEqual([
		['submission.unmark-rerun', { reason: 'a mistake' }],
		['submission.rerun', { reason: 'same weights' }],
	]);
});

test.each([
	[{ of: 'm' }, /"step" or "tokens"/],
	[{ of: 'm', step: 1, tokens: 2 }, /"step" or "tokens"/],
	[{ of: 'm', step: -1 }, /checkpoint\.step/],
	[{ of: 'm', step: 1.5 }, /checkpoint\.step/],
	[{ of: 'M M', step: 1 }, /checkpoint\.of/],
	[{ step: 1 }, /checkpoint\.of/],
])('the checkpoint %j is refused with its field', async (checkpoint, says) => {
	const body = { ...smallSubmission('small', 'refused'), checkpoint };
	const refused = await send(server, '/v1/submissions', { method: 'POST', body });
	expect(refused.status).toBe(422);
	expect(refused.text.replaceAll('\\"', '"')).toMatch(says);
});

test('a form and a query name a checkpoint too', async () => {
	const text = smallSubmission('small', 'form').responses.map((row) => JSON.stringify(row));
	const form = new FormData();
	const fields = { benchmark: 'small', model: 'form', 'model.name': 'Form', draft: 'true' };
	const point = { 'checkpoint.of': 'form', 'checkpoint.step': '', 'checkpoint.tokens': '2000000' };
	for (const [name, value] of Object.entries({ ...fields, ...point })) form.set(name, value);
	form.set('file', new Blob([text.join('\n')]), 'answers.jsonl');
	const sent = await send(server, '/v1/submissions', { method: 'POST', body: form });
	expect(sent.json).toMatchObject({ checkpoint: { of: 'form', step: null, tokens: 2_000_000 } });
});
