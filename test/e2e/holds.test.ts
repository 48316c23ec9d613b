import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { auditPage } from './audit-page.ts';
import { press } from './follow.ts';
import { operatePage } from './operate-page.ts';
import { openSite, type Site } from './site.ts';

let judge: JudgeServer;
let site: Site;
let isGone = true;

beforeAll(async () => {
	judge = await startJudgeServer({
		fault: () =>
			isGone
				? {
						kind: 'status',
						status: 404,
						code: 'model_not_found',
						message: 'The model does not exist.',
					}
				: undefined,
	});
	site = await openSite({ judgeBaseUrl: judge.baseUrl });
});
afterAll(async () => {
	await site.close();
	await judge.close();
});

test('an operator sees why a judge is held and resumes it; a visitor sees that a judge is waited for', async () => {
	const { client } = site.server;
	await client.createBenchmark(smallBenchmark('small'));
	const { id } = await client.createSubmission(smallSubmission('small', 'm'));
	await until(
		() => client.holds(),
		({ items }) => items.length === 1,
	);
	const { page, complaints } = await site.read();
	await page.goto(`/submit/${id}`);
	expect(await page.locator('main').innerText()).toContain('waiting for a judge');
	expect(await page.content()).not.toContain('does not exist');

	await page.goto('/operate');
	await operatePage(page).signIn(site.server.key);
	const card = page.locator('article[id^="hold-"]');
	expect(await card.innerText()).toMatch(/model-gone[\s\S]*The model does not exist; an operator/);
	expect(await card.innerText()).toContain('1 run with 8 open games wait');
	await page.goto('/operate/runs?q=model+small');
	const row = page.locator('section:has(#runs) tbody tr');
	expect(await row.count()).toBe(1);
	expect(await page.locator('section:has(#waits)').innerText()).toMatch(
		/model-gone\s*1 run with 8 open games/,
	);
	expect(await auditPage(page)).toEqual([]);
	await row.getByRole('checkbox').check();
	await press(page.getByRole('button', { name: 'Cancel …' }));
	const question = page.getByRole('form', { name: 'Confirm' });
	expect(await question.innerText()).toContain('Cancel 1 run? Their judgments stay; 8 games will');
	await press(question.getByRole('link', { name: 'Back' }));
	await row.getByRole('checkbox').check();
	await press(page.getByRole('button', { name: 'Pause', exact: true }));
	expect(await operatePage(page).note()).toBe('1 run paused.');
	await row.getByRole('checkbox').check();
	await press(page.getByRole('button', { name: 'Resume', exact: true }));
	expect(await operatePage(page).note()).toBe('1 run resumed.');
	await press(row.getByRole('link'));
	await page.getByLabel('Budget of this run').fill('2.50');
	await press(page.getByRole('button', { name: /^Set/ }));
	expect(await operatePage(page).note()).toContain('The budget of the run is set');
	expect(await page.locator('section:has(#budget)').innerText()).toContain('of $2.50');
	expect(await auditPage(page)).toEqual([]);
	await page.goto('/operate');
	isGone = false;
	await press(card.getByRole('button', { name: /^Resume all that waited for this/ }));
	expect(await operatePage(page).note()).toBe(
		'test-judge@1 is asked at default again: 1 run can continue.',
	);
	await site.server.untilJudged(id);
	await page.reload();
	expect(await card.count()).toBe(0);
	expect(complaints).toEqual([]);
});

test('two hundred runs that all change are read again in 5 KB a look, marked together and cancelled, but for one that ended before', async () => {
	const { client, db } = site.server;
	const { items } = await client.runs({ q: 'model small' });
	await db.execute(sql`
		insert into runs (id, submission_id, judge_version_id, replicate, shown_references, battles, games, held, held_at)
		select case n when 8 then 'run_copy8' else 'run_' || substr(md5(n::text), 1, 16) end, submission_id, judge_version_id, n % 100, case when n < 100 then 'on' else 'off' end, 4, 8, 'paused', now()
		from runs, generate_series(1, 199) as n where id = ${items[0]?.id ?? ''}`);
	const { page, complaints } = await site.read();
	const looks: number[] = [];
	page.on('requestfinished', (request) => {
		if (request.headers()['x-codejoust-live'] === undefined) return;
		void request.sizes().then(({ responseBodySize }) => looks.push(responseBodySize));
	});
	await page.goto('/operate/runs');
	await operatePage(page).signIn(site.server.key);
	const rows = page.locator('section:has(#runs) tbody tr');
	expect(await rows.count()).toBe(199);
	await page.getByRole('button', { name: 'Mark all 199' }).click();
	// All rows change: they come with several looks.
	await db.execute(sql`
		update runs set games_scored = 3, games_unscored = ascii(right(id, 1)) % 3,
			cost_micro_usd = 100 * ('x' || substr(md5(id), 1, 4))::bit(16)::int
		where held = 'paused'`);
	await until(
		() => rows.filter({ hasText: /[345] of 8/ }).count(),
		(count) => count === 199,
	);
	expect(looks.length).toBeGreaterThan(1);
	expect(Math.max(...looks)).toBeLessThan(5_000);
	expect(await page.locator('[data-marked]').innerText()).toBe('199 marked:');
	expect(await rows.locator('input:checked').count()).toBe(199);

	await press(page.getByRole('button', { name: 'Cancel …' }));
	const question = page.getByRole('form', { name: 'Confirm' });
	expect(await question.innerText()).toContain('Cancel 199 runs? Their judgments stay; ');
	await db.execute(sql`update runs set finished_at = now() where id = 'run_copy8'`);
	await press(question.getByRole('button', { name: 'Cancel them' }));
	expect(await operatePage(page).note()).toMatch(/^198 runs cancelled\. 1 run not: run_copy8: /);
	expect(complaints).toEqual([]);
});

test('a page that moves by itself does not take a reader back who is on the way to another page', async () => {
	const { page, complaints } = await site.read();
	await page.goto('/operate');
	await operatePage(page).signIn(site.server.key);
	const asked = Promise.withResolvers<undefined>();
	const leaving = Promise.withResolvers<undefined>();
	// The page asks how things are; the answer, which needs a whole new page, comes while the link is being followed.
	await page.route('**/operate', async (route) => {
		if (!('x-codejoust-live' in route.request().headers())) return route.fallback();
		asked.resolve(undefined);
		await leaving.promise;
		await route.fulfill({ contentType: 'text/html', body: '<main></main>' });
	});
	await page.route('**/operate/runs', async (route) => {
		leaving.resolve(undefined);
		await page.waitForResponse('**/operate');
		// What the page does with the answer, it does meanwhile.
		await pause(300);
		await route.continue();
	});
	await asked.promise;
	await page.getByRole('link', { name: /^Runs/ }).first().click({ noWaitAfter: true });
	await page.waitForURL('**/operate/runs');
	expect(await page.locator('h1').innerText()).toBe('Runs');
	expect(complaints).toEqual([]);
});
