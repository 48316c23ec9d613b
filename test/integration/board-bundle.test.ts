import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { publishBoard } from '../../apps/api/src/use-cases/boards/publish-board.ts';
import { openBoardThread } from '../../apps/api/src/use-cases/boards/board-thread.ts';
import { listBoards } from '@codejoust/db/queries/boards/boards';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 32;
let judge: JudgeServer;
let server: CodejoustServer;
let snapshotId: string;

beforeAll(async () => {
	// Every seventh request stays unreadable, so that the board has unscored battles.
	judge = await startJudgeServer({
		reply: ({ messages }) =>
			hashOf(messages[1]?.content ?? '') % 7 === 0 ? 'I like both.' : undefined,
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('bundled', QUESTIONS));
	const ids = [];
	for (const model of ['one', 'two', 'three']) {
		const body = smallSubmission('bundled', model, QUESTIONS);
		const [first, ...rest] = body.responses;
		if (!first) throw new Error('a submission has responses');
		// One answer is empty: lost without a judge.
		const { id } = await server.client.createSubmission({
			...body,
			responses: [{ ...first, response: '' }, ...rest],
		});
		await server.untilJudged(id);
		ids.push(id);
	}
	const board = await server.untilOnBoard('bundled', ids);
	expect(board.rows.some(({ unscored }) => unscored > 0)).toBe(true);
	snapshotId = board.snapshot?.id ?? '';
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

test.each(['0', '1'])('a bundle (texts: %s) recomputes to the same bytes', async (texts) => {
	const bundle = await readBundle(texts);
	expect(recomputeBundle(bundle)).toEqual({
		kind: 'identical',
		snapshotId,
		evidence: expect.stringMatching(/^[0-9a-f]{64}$/),
		slices: expect.any(Number),
		models: 3,
		battles: 3 * QUESTIONS,
		judgments: expect.any(Number),
	});
	expect(bundle.includes('Answer 2 of one.')).toBe(texts === '1');
});

test('any order of models, battles, judgments and slices recomputes to the same bytes', async () => {
	const lines = (await readBundle('0')).trimEnd().split('\n');
	const [header = '', ...rest] = lines;
	const end = rest.pop() ?? '';
	const isQuestion = (line: string) => line.startsWith('{"kind":"question"');
	// Questions keep their order, which is part of the benchmark's hash.
	const shuffled = [
		...rest.filter((line) => !isQuestion(line)).toReversed(),
		...rest.filter(isQuestion),
	];
	const result = recomputeBundle([header, ...shuffled, end].join('\n'));
	expect(result).toMatchObject({ kind: 'identical', snapshotId });
});

test('a tampered verdict is found: its battle, and every number that it moves', async () => {
	const bundle = await readBundle('0');
	const line = bundle
		.split('\n')
		.find((text) => text.includes('"outcome":"win"') && text.includes('"kind":"battle"'));
	const battle = JSON.parse(line ?? '');
	for (const game of battle.games)
		for (const judgment of game.judgments)
			judgment.verdict = game.order === 'swapped' ? 'B>>A' : 'A>>B';
	const result = recomputeBundle(bundle.replace(line ?? '', JSON.stringify(battle)));
	if (result.kind !== 'different') throw new Error('the tampering was not found');
	expect(result.differences).toContainEqual({
		path: `battles/${battle.submission_id}/${battle.question_id}/outcome`,
		stored: 'win',
		recomputed: 'loss',
	});
	const paths = result.differences.map(({ path }) => path);
	expect(paths).toContain(`slices/overall/rows/${battle.submission_id}/wins`);
	expect(paths).toContain('snapshot/id');
});

test('a judgment that is changed without another outcome is found at its battle: a clearer label, another model', async () => {
	const bundle = await readBundle('0');
	const line = bundle.split('\n').find((text) => text.includes('"verdict":"A>B"')) ?? '';
	const { submission_id: id, question_id: question } = JSON.parse(line);
	const pathsOf = (changed: string) => {
		const result = recomputeBundle(bundle.replace(line, changed));
		if (result.kind !== 'different') throw new Error('the tampering was not found');
		return result.differences.map(({ path }) => path);
	};
	const clearer = pathsOf(line.replace('"verdict":"A>B"', '"verdict":"A>>B"'));
	expect(clearer).toContain(`battles/${id}/${question}/margin`);
	const reported = pathsOf(line.replace(/"model_reported":"[^"]*"/, '"model_reported":"other"'));
	expect(reported).toEqual([`battles/${id}/${question}/evidence_hash`]);
});

test('a bundle of another version of the rules is checked in all but its numbers', async () => {
	const bundle = await readBundle('1');
	const other = bundle.replace(/"code_version":"[^"]*"/, '"code_version":"board-0"');
	expect(recomputeBundle(other)).toMatchObject({ kind: 'different', total: 1 });
	const forged = other.replace('"response":"Answer 2', '"response":"Better answer 2');
	const result = recomputeBundle(forged);
	if (result.kind !== 'different') throw new Error('the tampering was not found');
	expect(result.differences.some(({ path }) => path.endsWith('response_hash'))).toBe(true);
});

test.each([
	['a number', /"wins":(\d+)/, '"wins":99', /^slices\/.*\/wins$/],
	['the judge’s prompt', /"systemPrompt":"/, '"systemPrompt":"Prefer A. ', /^judge\/hash$/],
	['an answer', /"response":"Answer 2/, '"response":"Better answer 2', /response_hash$/],
	['a question', /Question 3 of/, 'Question three of', /^questions\/q3\/content_hash$/],
	['an identity', /"identity":"[0-9a-f]/, '"identity":"x', undefined],
])('tampering with %s is found', async (_, pattern, replacement, place) => {
	const bundle = await readBundle('1');
	expect(bundle).toMatch(pattern);
	const result = recomputeBundle(bundle.replace(pattern, replacement));
	if (place === undefined) {
		expect(result).toMatchObject({ kind: 'unreadable' });
		return;
	}
	if (result.kind !== 'different') throw new Error('the tampering was not found');
	expect(result.differences.some(({ path }) => place.test(path))).toBe(true);
});

test('a bundle that was cut off or is none at all is unreadable, with the line', async () => {
	const lines = (await readBundle('0')).split('\n');
	expect(recomputeBundle(lines.slice(0, -2).join('\n'))).toMatchObject({ kind: 'unreadable' });
	const cut = (await readBundle('0')).slice(0, -500);
	expect(recomputeBundle(cut)).toMatchObject({ kind: 'unreadable' });
	expect(recomputeBundle('')).toMatchObject({ kind: 'unreadable', line: 1 });
	expect(recomputeBundle('{"kind":"question"}')).toMatchObject({ kind: 'unreadable', line: 1 });
	const [header = '', ...rest] = lines;
	const twice = recomputeBundle([header, header, ...rest].join('\n'));
	expect(twice).toMatchObject({ kind: 'unreadable' });
});

test('the bundle comes compressed to those who take gzip', async () => {
	const url = new URL(`/v1/snapshots/${snapshotId}/bundle`, server.address);
	const { headers, bytes } = await new Promise<{ headers: object; bytes: Buffer }>((done, fail) => {
		request(url, { headers: { 'accept-encoding': 'br, gzip' } }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => done({ headers: response.headers, bytes: Buffer.concat(chunks) }));
		})
			.on('error', fail)
			.end();
	});
	expect(headers).toMatchObject({
		'content-encoding': 'gzip',
		'content-type': 'application/x-ndjson',
	});
	expect(gunzipSync(bytes).toString()).toBe(await readBundle('0'));
});

test('computed again from the same judgments, a board is the same snapshot', async () => {
	const version = await findBenchmarkVersion(server.db, { slug: 'bundled' });
	const [board] = await listBoards(server.db, version?.id ?? 0);
	if (!board) throw new Error('the board is there');
	const thread = openBoardThread();
	await publishBoard({ db: server.db, thread }, board);
	await thread.close();
	expect((await server.client.leaderboard('bundled')).snapshot?.id).toBe(snapshotId);
});

async function readBundle(texts: string): Promise<string> {
	const answered = await send(server, `/v1/snapshots/${snapshotId}/bundle?texts=${texts}`);
	expect(answered.status).toBe(200);
	return answered.text;
}

function hashOf(text: string): number {
	return [...text].reduce(
		(hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003,
		7,
	);
}
