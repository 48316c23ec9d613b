import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

let judge: JudgeServer;
let server: CodejoustServer;

beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'longer' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('small'));
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

const good = () => smallSubmission('small', 'm');
const rows = () => good().responses.map((row) => JSON.stringify(row));
const refuseRows = (responses: readonly unknown[]) =>
	expectRefusal(server, 'invalid-input', '/v1/submissions', {
		method: 'POST',
		body: { ...good(), responses },
	});
const refuseFile = (body: string | Uint8Array) =>
	expectRefusal(server, 'invalid-input', '/v1/submissions?benchmark=small&model=baseline', {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/x-ndjson' },
	});

test('an answer to a question that does not exist is refused by row, field and value', async () => {
	const [first, ...others] = good().responses;
	const problem = await refuseRows([{ ...first, question_id: 'q99' }, ...others]);
	expect(problem.errors_total).toBe(2);
	expect(problem.errors).toEqual([
		expect.objectContaining({ name: 'responses.question_id', line: 1, value: 'q99' }),
		expect.objectContaining({
			reason: expect.stringContaining('1 of 4 questions have no answer: '),
		}),
	]);
	expect(problem.errors?.[0]?.reason).toContain('Row 1');
	expect(problem.errors?.[1]?.reason).toContain('q1');
});

test('an error message in the place of an answer is refused until it is accepted, at every door', async () => {
	const [first, ...others] = good().responses;
	const responses = [{ ...first, response: '$ERROR$' }, ...others];
	const problem = await refuseRows(responses);
	expect(problem.errors).toEqual([
		expect.objectContaining({ reason: expect.stringContaining('accept=error-text') }),
	]);
	const unknown = await expectRefusal(server, 'invalid-input', '/v1/submissions', {
		method: 'POST',
		body: { ...good(), responses, accept: 'everything' },
	});
	expect(unknown.errors).toEqual([
		expect.objectContaining({ name: 'accept', value: 'everything' }),
		expect.objectContaining({ name: 'responses.accept' }),
	]);
	const checked = async (accept: string) => {
		const file = responses.map((row) => JSON.stringify(row)).join('\n');
		const path = `/v1/submissions/check?benchmark=small&model=baseline${accept}`;
		const { text } = await send(server, path, {
			method: 'POST',
			body: file,
			headers: { 'content-type': 'application/x-ndjson' },
		});
		return (JSON.parse(text) as { ok: boolean }).ok;
	};
	expect(await checked('')).toBe(false);
	expect(await checked('&accept=error-text')).toBe(true);
	const form = new FormData();
	form.set('benchmark', 'small');
	form.set('model', 'baseline');
	form.set('draft', 'true');
	form.set('accept.error-text', 'true');
	form.set('file', new Blob([JSON.stringify(responses[0])]), 'a.jsonl');
	const draft = await fetch(`${server.address}/v1/submissions`, {
		method: 'POST',
		body: form,
		headers: { authorization: `Bearer ${server.key}`, 'idempotency-key': 'accepted' },
	});
	expect(draft.status).toBe(201);
	const { id } = (await draft.json()) as { id: string };
	const more = { method: 'POST', body: { responses: [{ ...others[0], response: '$ERROR$' }] } };
	await expectRefusal(server, 'invalid-input', `/v1/submissions/${id}/responses`, more);
	const taken = await send(server, `/v1/submissions/${id}/responses?accept=error-text`, more);
	expect(taken.status).toBe(200);
});

test('missing questions are refused in one problem that counts and names them', async () => {
	const problem = await refuseRows(good().responses.slice(0, 1));
	expect(problem.errors).toHaveLength(1);
	expect(problem.errors?.[0]?.reason).toMatch(/3 of 4 questions have no answer.*q2.*q3.*q4/);
});

test('a question answered twice is refused with both rows', async () => {
	const problem = await refuseRows([
		...good().responses,
		{ question_id: 'q2', response: 'Again.' },
	]);
	expect(problem.errors).toEqual([expect.objectContaining({ line: 5, value: 'q2' })]);
	expect(problem.errors?.[0]?.reason).toMatch(/Row 5.*(row|Row) 2/);
});

test('no answers at all are refused', async () => {
	expect((await refuseRows([])).errors?.[0]?.reason).toMatch(/no records|no answer/);
	expect((await refuseFile('')).errors?.[0]?.reason).toMatch(/no records/);
});

test('every problem of a file is told at once', async () => {
	const problem = await refuseRows([
		{ question_id: 'nope', response: 'x' },
		{ question_id: 'q1' },
		{ question_id: 'q2', response: 7 },
		{ response: 'whose?' },
		'no object',
	]);
	expect(problem.errors?.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, undefined]);
	expect(problem.errors_total).toBe(6);
	expect(problem.detail).toContain('6 problems; nothing was stored');
});

test('thousands of equal problems are one with a count, and thousands of foreign ids are one sentence', async () => {
	const rows = Array.from({ length: 3000 }, (_, index) => ({ question_id: `x${index}` }));
	const numbers = await refuseRows(rows.map((row) => ({ ...row, response: 7 })));
	expect(numbers.errors).toHaveLength(2);
	expect(numbers.errors?.[0]).toMatchObject({ line: 1, times: 3000 });
	expect(numbers.errors_total).toBe(3001);
	const foreign = await refuseRows(rows.map((row) => ({ ...row, response: 'x' })));
	expect(foreign.errors).toHaveLength(1);
	expect(foreign.errors?.[0]?.reason).toMatch(/^3,000 of 3,000 answers name no question/);
});

test('an answer of 5 MB is refused with its size and the limit', async () => {
	const [first, ...others] = good().responses;
	const response = 'a'.repeat(5 * 1024 * 1024);
	const problem = await refuseRows([{ ...first, response }, ...others]);
	expect(problem.errors?.[0]).toMatchObject({ name: 'responses.response', line: 1 });
	expect(problem.errors?.[0]?.reason).toMatch(/bytes.*1,048,576 bytes \(1 MiB\)/);
	expect(problem.errors?.[0]?.value?.length ?? 0).toBeLessThan(200);
});

test('bytes that are no UTF-8 are refused with their place', async () => {
	const text = Buffer.from(`${rows().join('\n')}\n`);
	const at = text.indexOf('Answer 2');
	text[at] = 0xff;
	const problem = await refuseFile(new Uint8Array(text));
	expect(problem.errors?.[0]).toMatchObject({ line: 2 });
	expect(problem.errors?.[0]?.reason).toContain(`byte ${at} of the file is not valid UTF-8`);
});

test('a NUL byte, an escaped NUL and half a surrogate pair are refused by row', async () => {
	const nul = Buffer.from(rows().join('\n'));
	nul[nul.indexOf('Answer 3')] = 0;
	expect((await refuseFile(new Uint8Array(nul))).errors?.[0]).toMatchObject({ line: 3 });
	for (const escape of ['\\u0000', '\\ud800', '\\udc00 \\ud800']) {
		const file = rows().join('\n').replace('Answer 4', escape);
		expect((await refuseFile(file)).errors?.[0]).toMatchObject({
			line: 4,
			name: 'responses.response',
		});
		const [first, ...others] = good().responses;
		const problem = await refuseRows([
			{ ...first, response: JSON.parse(`"${escape}"`) },
			...others,
		]);
		expect(problem.errors?.[0]).toMatchObject({ line: 1 });
	}
});

test('a file cut in the middle of a row is refused as cut, at any byte', async () => {
	const whole = rows().join('\n');
	const last = whole.lastIndexOf('\n') + 1;
	for (const end of [last + 1, last + 10, whole.length - 1]) {
		const problem = await refuseFile(whole.slice(0, end));
		expect(problem.errors?.[0]).toMatchObject({ line: 4 });
		expect(problem.errors?.[0]?.reason).toContain('it seems truncated');
	}
	expect((await refuseFile(whole.slice(0, last))).errors?.[0]?.reason).toContain('q4');
});

test('an empty answer loses its battle with the reason shown, and no judge is asked about it', async () => {
	const asked = judge.requests.length;
	const [first, second, third, fourth] = smallSubmission('small', 'silent').responses;
	const submission = await server.client.createSubmission({
		...smallSubmission('small', 'silent'),
		responses: [
			{ ...first, response: '' },
			{ ...second, response: ' \n\t ' },
			{ ...third },
			{ ...fourth },
		],
	});
	expect(submission).toMatchObject({ responses: 4, empty_responses: 2 });
	await server.untilJudged(submission.id);
	const { rows: board } = await server.untilOnBoard('small', [submission.id]);
	const row = board.find((candidate) => candidate.submission_id === submission.id);
	expect(row).toMatchObject({ n: 4, scored: 4, unscored: 0, empty_answers: 2, coverage: 1 });
	expect(judge.requests).toHaveLength(asked + 4);
	const { items } = await server.client.battles({ submission: submission.id });
	expect(items.slice(0, 2)).toEqual([
		expect.objectContaining({ outcome: 'loss', by: 'empty-answer' }),
		expect.objectContaining({ outcome: 'loss', by: 'empty-answer' }),
	]);
	expect((await server.client.battle(items[0]?.id ?? '')).games).toEqual([]);
});

test('a model that says nothing at all loses everything without a call', async () => {
	const asked = judge.requests.length;
	const silent = smallSubmission('small', 'mute');
	const { id } = await server.client.createSubmission({
		...silent,
		responses: silent.responses.map((row) => ({ ...row, response: '' })),
	});
	await server.untilJudged(id);
	const { rows: board } = await server.untilOnBoard('small', [id]);
	expect(board.find((row) => row.submission_id === id)).toMatchObject({ losses: 4, scored: 4 });
	expect(judge.requests).toHaveLength(asked);
});

test('what is refused can be put right and sent again', async () => {
	await refuseRows(good().responses.slice(0, 1));
	expect((await send(server, '/v1/submissions', { method: 'POST', body: good() })).status).toBe(
		201,
	);
});
