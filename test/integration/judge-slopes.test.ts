import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { readBundle } from '@codejoust/board/bundle/read-bundle';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 40;
let judge: JudgeServer;
let server: CodejoustServer;

beforeAll(async () => {
	judge = await startJudgeServer({ policy: 'hash' });
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

test('a board takes the slopes of the judge’s other boards, says so in its bundle, and recomputes', async () => {
	const first = await fillBoard('first', ['one', 'two']);
	expect(readHeader(first).other_boards).toBeUndefined();
	expect(recomputeBundle(first)).toMatchObject({ kind: 'identical', models: 2 });
	const second = await fillBoard('second', ['one', 'two', 'three']);
	expect(readHeader(second).other_boards).toMatchObject({ models: 2 });
	expect(recomputeBundle(second)).toMatchObject({ kind: 'identical', models: 3 });
	const forged = second.replace('"other_boards":{"models":2', '"other_boards":{"models":90');
	expect(forged).not.toBe(second);
	expect(recomputeBundle(forged)).toMatchObject({ kind: 'different' });
	const { judge: brief } = await server.client.leaderboard('second');
	const { quality, boards } = await server.client.judge(brief.name);
	// A judge that decides by the hash of what it sees is nothing but noise.
	expect(quality.noise?.battles).toBe(5 * QUESTIONS);
	expect(quality.noise?.variance_share).toBeGreaterThan(0.7);
	expect(boards.map((board) => board.quality.noise?.battles)).toEqual([80, 120]);
	// What was published before stays as it was.
	expect(await readBundleOf('first')).toBe(first);
});

async function fillBoard(slug: string, models: readonly string[]): Promise<string> {
	await server.client.createBenchmark(smallBenchmark(slug, QUESTIONS));
	const ids: string[] = [];
	for (const model of models) {
		const body = smallSubmission(slug, model, QUESTIONS);
		const responses = body.responses.map(({ question_id, response }, at) => ({
			question_id,
			response: response.repeat(1 + ((at * 7) % 5)),
		}));
		ids.push((await server.client.createSubmission({ ...body, responses })).id);
	}
	for (const id of ids) await server.untilJudged(id);
	await server.untilOnBoard(slug, ids);
	return readBundleOf(slug);
}

async function readBundleOf(slug: string): Promise<string> {
	const { snapshot } = await server.client.leaderboard(slug);
	return (await send(server, `/v1/snapshots/${snapshot?.id}/bundle`)).text;
}

function readHeader(text: string) {
	const bundle = readBundle(text);
	if (bundle.kind === 'unreadable') throw new Error(bundle.reason);
	return bundle.header.snapshot;
}
