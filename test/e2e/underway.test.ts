import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { boardPage } from './board-page.ts';
import { follow } from './follow.ts';
import { openSite, type Site } from './site.ts';

const QUESTIONS = 4;
/** Games that the judge answers at first: more than questions, so both games of at least one. */
const ANSWERED = 5;

let judge: JudgeServer;
let site: Site;
let isQuotaSpent = true;
beforeAll(async () => {
	// A spent quota pauses the run, so that the reader meets it half-way.
	judge = await startJudgeServer({
		fault: (index) =>
			isQuotaSpent && index >= ANSWERED
				? { kind: 'status', status: 429, code: 'insufficient_quota' }
				: undefined,
	});
	site = await openSite({ judgeBaseUrl: judge.baseUrl });
});
afterEach(() => site.putAway());
afterAll(async () => {
	await site?.close();
	await judge?.close();
});

test('a board is empty at first, shows the run that is under way, and then its row and its other judges and versions', async () => {
	const { client, untilJudged, untilOnBoard } = site.server;
	await client.createBenchmark(smallBenchmark('fresh', QUESTIONS));
	const { page, complaints } = await site.read();
	const board = boardPage(page);
	await board.open('fresh');
	expect(await page.locator('main').innerText()).toContain('Nothing is judged yet');
	expect(await page.locator('progress').count()).toBe(0);

	const submission = await client.createSubmission(smallSubmission('fresh', 'rookie', QUESTIONS));
	const { underway } = await until(
		() => client.leaderboard('fresh'),
		({ underway: [run] }) => run?.state === 'paused' && run.open < run.games,
		10_000,
	);
	await page.goto('/b/fresh');
	const line = page.locator('section:has(#underway) li');
	expect(await line.innerText()).toContain('Model rookie');
	// A battle in flight may still have ended between the question to the API and the page.
	const played = await line.locator('progress').getAttribute('value');
	expect(Number(played)).toBeGreaterThan(0);
	expect(await line.innerText()).toContain(`paused · ${played} of ${2 * QUESTIONS} games`);
	expect(await page.locator('main').innerText()).toContain('Nothing is judged yet');
	await page.goto('/');
	expect(await page.locator('article', { hasText: 'Benchmark fresh' }).innerText()).toContain(
		'1 model is being judged',
	);

	isQuotaSpent = false;
	await send(site.server, `/v1/runs/${underway[0]?.run_id ?? ''}/resume`, { method: 'POST' });
	await untilJudged(submission.id);
	await untilOnBoard('fresh', [submission.id]);
	await page.goto('/b/fresh');
	expect(await board.models()).toContain('Model rookie');
	expect(await page.locator('progress').count()).toBe(0);
	expect(await page.locator('.notice').count(), 'no rehearsal').toBe(0);

	const other = (await client.judges()).items.find((one) => one.is_rehearsal)?.name ?? '';
	const body = { submission: submission.id, judge: other };
	expect((await send(site.server, '/v1/runs', { method: 'POST', body })).status).toBe(201);
	await client.createBenchmark({ ...smallBenchmark('fresh', QUESTIONS), version: '2' });
	await until(
		() => client.leaderboard('fresh@1'),
		({ judges, underway: runs }) => judges.length === 2 && runs.length === 0,
	);
	await page.goto('/b/fresh@1');
	expect(await board.fact('Other versions').innerText()).toBe('fresh@2');
	await follow(board.fact('Other judges').getByRole('link'));
	expect(await board.fact('Judge').first().innerText()).toContain(other);
	expect(complaints).toEqual([]);
});
