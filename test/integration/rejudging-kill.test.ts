import { afterEach, expect, test } from 'vitest';
import type { Client, RejudgingDetail } from '@codejoust/contract/client';
import { makeEmbeddedDirectory } from '../support/embedded-directory.ts';
import { startCodejoust, until } from '../support/codejoust-server.ts';
import { type CodejoustProcess, startCodejoustProcess } from '../support/codejoust-process.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

const QUESTIONS = 40;
const MODELS = ['first', 'second'];
const GAMES = 2 * QUESTIONS * MODELS.length;
const [OLD, NEXT] = ['old-judge@1', 'next-judge@1'];

test('killed in the middle of a re-judging and of its promotion, nothing is lost and no board is a mixture', async () => {
	const judge = await startJudgeServer({ policy: 'hash', latencyMs: 40 });
	closers.push(judge.close);
	const { path: directory, remove } = await makeEmbeddedDirectory();
	closers.push(remove);
	const askedOf = (model: string) => judge.requests.filter((one) => one.model === model).length;
	const launch = async (): Promise<CodejoustProcess> => {
		const started = await startCodejoustProcess({
			judgeBaseUrl: judge.baseUrl,
			data: { directory },
			env: { CODEJOUST_JUDGE_MODEL: 'next-judge', CODEJOUST_JUDGE_CONCURRENCY: '8' },
		});
		closers.push(() => started.kill());
		return started;
	};
	const open = (model: string) =>
		startCodejoust({
			judgeBaseUrl: judge.baseUrl,
			dataDirectory: directory,
			judge: { model },
		});

	const first = await open('old-judge');
	await first.client.createBenchmark(smallBenchmark('kill', QUESTIONS));
	const ids: string[] = [];
	for (const model of MODELS)
		ids.push((await first.client.createSubmission(smallSubmission('kill', model, QUESTIONS))).id);
	await first.untilOnBoard('kill', ids);
	await first.stop();

	// A start with another model releases another judge.
	let server = await launch();
	const live = await readRows(server.client, {});
	const plan = await server.client.planRejudging({ benchmark: 'kill', judge: NEXT });
	await server.client.startRejudging(plan.id, plan.confirmation ?? '');
	await until(
		async () => askedOf('next-judge'),
		(asked) => asked >= GAMES / 2,
	);
	await server.kill();
	expect(askedOf('next-judge')).toBeLessThan(GAMES);

	server = await launch();
	expect(await readRows(server.client, {})).toBe(live);
	const done = await untilReported(server.client, plan.id);
	expect(done.progress).toMatchObject({ games: GAMES, scored: GAMES, runs_open: 0 });
	// Replies that were on their way at the kill, or to the disk, are asked for again, and no others.
	expect(askedOf('next-judge')).toBeLessThanOrEqual(GAMES + 16);
	const boards = {
		[OLD]: live,
		[NEXT]: await readRows(server.client, { judge: NEXT }),
	};

	const promotion = server.client
		.promoteRejudging(plan.id, { reason: 'killed', over_gates: true })
		.catch(() => undefined);
	await server.kill();
	await promotion;

	const { client, stop } = await open('next-judge');
	closers.push(stop);
	const { state } = await client.rejudging(plan.id);
	const board = await client.leaderboard('kill');
	const { items: changes } = await client.changelog({ benchmark: 'kill' });
	const { items: entries } = await client.audit({ action: 'judge.promote' });
	const isPromoted = state === 'promoted';
	expect(board.judge.name).toBe(isPromoted ? NEXT : OLD);
	expect(changes.filter(({ kind }) => kind === 'judge-promoted')).toHaveLength(isPromoted ? 1 : 0);
	expect(entries).toHaveLength(isPromoted ? 1 : 0);
	expect(await readRows(client, {})).toBe(boards[board.judge.name]);
	if (!isPromoted) await client.promoteRejudging(plan.id, { reason: 'again', over_gates: true });
	expect(await readRows(client, {})).toBe(boards[NEXT]);
	expect(await readRows(client, { judge: OLD })).toBe(live);
});

async function readRows(client: Client, query: { readonly judge?: string }): Promise<string> {
	const { judge, snapshot, rows } = await client.leaderboard('kill', query);
	return JSON.stringify([judge.name, snapshot, rows]);
}

function untilReported(client: Client, id: string): Promise<RejudgingDetail> {
	return until(
		() => client.rejudging(id),
		({ state }) => state === 'reported',
	);
}
