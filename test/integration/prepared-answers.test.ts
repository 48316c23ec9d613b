import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

let judge: JudgeServer;
let server: CodejoustServer;

beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'longer' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small'));
	const other = smallBenchmark('other');
	await server.client.createBenchmark({
		...other,
		questions: other.questions.map(rename),
		baseline_responses: other.baseline_responses.map(rename),
	});
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

function rename<Row extends { readonly question_id: string }>(row: Row): Row {
	return { ...row, question_id: `other-${row.question_id}` };
}

const thought = (model: string) =>
	smallSubmission('small', model).responses.map(({ question_id, response }, at) => ({
		question_id,
		response: at < 2 ? `<think>\nHm.\n</think>\n\n${response}` : `${response}\ud800`,
	}));
const asFile = (rows: readonly unknown[]) =>
	new Blob([rows.map((row) => JSON.stringify(row)).join('\n')]);

test('what was done to answers is recorded with the submission, from a file, a body and a draft', async () => {
	const { client } = server;
	const prepare = { stripThinking: true, repair: true };
	const model = { slug: 'm', name: 'M' };
	const upload = { benchmark: 'small', model, file: asFile(thought('m')), prepare };
	const check = await client.checkFile(upload);
	expect(check).toMatchObject({ ok: true, preparation: { thinking_stripped: 2, repaired: 2 } });
	const submission = await client.submitFile(upload);
	expect(submission.preparation).toEqual({ thinking_stripped: 2, repaired: 2 });

	const body = { ...smallSubmission('small', 'n'), responses: thought('n') };
	const bare = await client.createSubmission({ ...body, strip_thinking: true, repair: true });
	expect(bare.preparation).toEqual({ thinking_stripped: 2, repaired: 2 });

	const draft = await client.submitFile({
		...upload,
		model: { slug: 'd', name: 'D' },
		file: asFile(thought('d').slice(0, 1)),
		isDraft: true,
	});
	await client.appendResponses(draft.id, { file: asFile(thought('d').slice(1)), prepare });
	const whole = await client.submission(draft.id);
	expect(whole.preparation).toEqual({ thinking_stripped: 2, repaired: 2 });
});

test('a file is read with other names of its fields and by one of several answers, at every door', async () => {
	const { client } = server;
	const { responses } = smallSubmission('small', 'k');
	const rows = ['first', 'second'].flatMap((word) =>
		responses.map(({ question_id, response }) => ({
			task: { id: question_id },
			completion: `${word}: ${response}`,
		})),
	);
	const prepare = {
		sample: 2,
		map: new Map([
			['question_id', 'task.id'],
			['response', 'completion'],
		]),
	};
	const expected = { sample: 2, left_out: 4, map: 'question_id=task.id,response=completion' };
	const file = asFile(rows);
	const upload = { benchmark: 'small', model: { slug: 'k', name: 'K' }, file, prepare };
	expect(await client.checkFile(upload)).toMatchObject({ ok: true, preparation: expected });
	expect((await client.submitFile(upload)).preparation).toEqual(expected);
	const body = { ...smallSubmission('small', 'j'), responses: rows };
	const wrong = await expectRefusal(server, 'invalid-input', '/v1/submissions', {
		method: 'POST',
		body: { ...body, sample: 'best', map: expected.map },
	});
	expect(wrong.errors).toEqual([expect.objectContaining({ name: 'sample', value: 'best' })]);
});

test.each([
	['CSV', 'text/csv', (text: string) => Buffer.from(text)],
	['packed CSV', 'application/gzip', (text: string) => gzipSync(text)],
])('%s is an answer file, as the body and as a form’s file', async (_name, type, pack) => {
	const { responses } = smallSubmission('small', 'c');
	const table = ['question_id,response', ...responses.map((row) => Object.values(row).join())];
	const file = pack(table.join('\n'));
	const path = '/v1/submissions/check?benchmark=small&model=c';
	const sent = { method: 'POST', headers: { 'content-type': type } };
	expect((await send(server, path, { ...sent, body: file })).json).toMatchObject({
		ok: true,
		counts: { responses: 4 },
	});
	const form = new FormData();
	form.set('benchmark', 'small');
	form.set('model', 'c');
	form.set('file', new Blob([new Uint8Array(file)]));
	const posted = { method: 'POST', body: form };
	expect((await send(server, '/v1/submissions/check', posted)).json).toMatchObject({ ok: true });
	const torn = pack(`${table.join('\n')}\nq9,a,b\n`);
	expect((await send(server, path, { ...sent, body: torn })).json).toMatchObject({
		problems: { total: 1, shown: [{ message: expect.stringContaining('line 6') }] },
	});
});

test('Parquet is an answer file, as the body and as a form’s file', async () => {
	const { responses } = smallSubmission('small', 'p');
	const rows = responses.map((row) => Object.values(row).map(String));
	const write = (records: string[][]) =>
		parquetWriteBuffer({
			columnData: [
				{ name: 'question_id', data: records.map(([id = '']) => id) },
				{ name: 'response', data: records.map(([, text = '']) => text) },
			],
		});
	const path = '/v1/submissions/check?benchmark=small&model=p';
	const type = 'application/vnd.apache.parquet';
	const sent = { method: 'POST', headers: { 'content-type': type } };
	expect(
		(await send(server, path, { ...sent, body: new Uint8Array(write(rows)) })).json,
	).toMatchObject({
		ok: true,
		counts: { responses: 4 },
	});
	const form = new FormData();
	form.set('benchmark', 'small');
	form.set('model', 'p');
	form.set('file', new Blob([write([...rows, ['q9', 'x']])]));
	const posted = { method: 'POST', body: form };
	expect((await send(server, '/v1/submissions/check', posted)).json).toMatchObject({
		problems: { total: 1, shown: [{ message: expect.stringContaining('Row 5') }] },
	});
	const torn = new Uint8Array(write(rows)).subarray(0, -1);
	expect((await send(server, path, { ...sent, body: torn })).json).toMatchObject({
		problems: { total: 1, shown: [{ message: expect.stringContaining('truncated') }] },
	});
});

test('a file of another benchmark is refused with that benchmark’s name', async () => {
	const responses = smallSubmission('small', 'm').responses.map(rename);
	const problem = await expectRefusal(server, 'invalid-input', '/v1/submissions', {
		method: 'POST',
		body: { ...smallSubmission('small', 'm'), responses },
	});
	expect(problem.errors).toEqual([
		expect.objectContaining({ reason: expect.stringContaining('questions of other@1') }),
	]);
});
