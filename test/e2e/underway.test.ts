import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { until } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { auditPage } from './audit-page.ts';
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
	await site.close();
	await judge.close();
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
	);
	await page.goto('/b/fresh');
	const line = page.locator('section:has(#underway) li');
	expect(await line.innerText()).toContain('Model rookie');
	// A battle in flight may still have ended between the question to the API and the page.
	const played = await line.locator('progress').getAttribute('value');
	expect(Number(played)).toBeGreaterThan(0);
	expect(await line.innerText()).toContain(`paused · ${played} of ${2 * QUESTIONS} games`);
	expect(await page.locator('main').innerText()).toContain('Nothing is judged yet');
	const watcher = await site.read();
	// As soon as a reader may ask.
	await watcher.page.addInitScript(() => void (Math.random = () => 0));
	// The page follows from here on: what changes before it is told of by the next look, half a minute later.
	const following = watcher.page.waitForResponse((answer) => answer.url().endsWith('/v1/events'));
	await watcher.page.goto('/b/fresh');
	await following;
	const news = watcher.page.locator('[data-fresh]');
	expect(await news.isVisible()).toBe(false);
	await page.goto('/');
	expect(await page.locator('article', { hasText: 'Benchmark fresh' }).innerText()).toContain(
		'1 model is being judged',
	);

	isQuotaSpent = false;
	await send(site.server, `/v1/runs/${underway[0]?.run_id ?? ''}/resume`, { method: 'POST' });
	await untilJudged(submission.id);
	await untilOnBoard('fresh', [submission.id]);
	await news.waitFor({ state: 'visible' });
	expect(await watcher.page.locator('main').innerText()).toContain('Nothing is judged yet');
	expect(await auditPage(watcher.page)).toEqual([]);
	const reloaded = watcher.page.waitForEvent('load');
	await news.getByRole('link', { name: 'Show them' }).click();
	await reloaded;
	expect(await boardPage(watcher.page).models()).toContain('Model rookie');
	expect(watcher.complaints).toEqual([]);
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
	await board.openFacts();
	expect(await board.fact('Other versions').innerText()).toBe('fresh@2');
	await follow(board.fact('Other judges').getByRole('link', { name: other }));
	expect(await board.fact('Judge').first().innerText()).toContain(other);
	expect(complaints).toEqual([]);
});

test('two judges stand beside each other without JavaScript, down to what each said of one battle', async () => {
	const { client } = site.server;
	const { judges } = await client.leaderboard('fresh@1');
	const [from = '', to = ''] = judges.map(({ name }) => name);
	const { page, complaints } = await site.read({ javaScriptEnabled: false });
	const board = boardPage(page);
	await board.open('fresh@1');
	await board.openFacts();
	await follow(board.fact('Other judges').getByRole('link', { name: 'Compare judges' }));
	expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ from, to });
	const compared = await client.judgeComparison('fresh@1', { from, to });
	expect(await page.locator('#in-words').innerText()).toBe(
		compared.summary[0]?.replaceAll(' → ', ' to '),
	);
	const cells = page.locator('section:has(#confusion) tbody').first().locator('td');
	expect((await cells.allInnerTexts()).map(Number)).toEqual(compared.verdicts.confusion.all.flat());
	expect(await page.locator('section:has(#moves) tbody tr').count()).toBe(1);

	await page.selectOption('select[name="kind"]', 'any');
	await follow(page.getByRole('button', { name: 'Show' }));
	const { items } = await client.judgeFlips('fresh@1', { from, to, kind: 'any' });
	const rows = page.locator('section:has(#flips) tbody tr');
	expect(items.length).toBeGreaterThan(0);
	expect(await rows.count()).toBe(items.length);
	await follow(rows.first().getByRole('link').first());
	const titles = await page.locator('article h3').allInnerTexts();
	expect(titles).toEqual([
		`Old judge: ${from}`,
		`New judge: ${to}`,
		`Old judge: ${from}`,
		`New judge: ${to}`,
	]);
	const battle = await client.battle(items[0]?.from.battle_id ?? '');
	const said = battle.games[0]?.judgments[0]?.verdict;
	expect(await page.locator('article').first().innerText()).toContain(`[[${said}]]`);
	expect(complaints).toEqual([]);

	const reader = await site.read();
	const flip = items[0];
	for (const path of [
		`/b/fresh@1/judges?from=${from}&to=${to}&kind=any`,
		`/b/fresh@1/judges/battle?from=${flip?.from.battle_id}&to=${flip?.to.battle_id}`,
		'/b/fresh@2/judges',
	]) {
		expect((await reader.page.goto(path))?.status(), path).toBe(200);
		expect(await auditPage(reader.page), path).toEqual([]);
	}
	expect(reader.complaints).toEqual([]);
	const wrong = await reader.page.goto(`/b/fresh@1/judges?from=${from}&to=${from}`);
	expect(wrong?.status()).toBe(200);
	expect(await reader.page.getByRole('alert').innerText()).toContain(
		'cannot be compared with itself',
	);
	const strangers = `/b/sample/judges/battle?from=${flip?.from.battle_id}&to=${flip?.to.battle_id}`;
	expect((await reader.page.goto(strangers))?.status()).toBe(404);
});
