import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { press } from './follow.ts';
import { operatePage } from './operate-page.ts';
import { openSite, type Site } from './site.ts';

let judge: JudgeServer;
let site: Site;
let isRetired = false;

beforeAll(async () => {
	judge = await startJudgeServer({
		fault: (_index, { model }) =>
			isRetired && model === 'test-judge'
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

test('an operator is led from a held judge to the promoted board of another one', async () => {
	const { server } = site;
	const { client } = server;
	await client.createBenchmark(smallBenchmark('small'));
	const { id } = await client.createSubmission(smallSubmission('small', 'before'));
	await server.untilOnBoard('small', [id]);
	isRetired = true;
	await client.createSubmission(smallSubmission('small', 'waiting'));
	await until(
		() => client.holds(),
		({ items }) => items.length === 1,
	);
	await registerJudge(server, 'new-judge');

	const { page, complaints } = await site.read();
	await page.goto('/operate');
	await operatePage(page).signIn(server.key);
	await press(page.getByRole('link', { name: /^Replace the judge/ }));
	const step = (name: RegExp) => page.getByRole('article', { name });
	const stateOf = (name: RegExp) => step(name).locator('.badge').innerText();
	expect(await stateOf(/^Register/)).toBe('next step');
	await page.getByLabel('New judge').selectOption('new-judge@1');
	await press(page.getByRole('button', { name: 'Choose' }));
	expect(await stateOf(/^Test its endpoint/)).toBe('next step');
	await press(step(/^Test its endpoint/).getByRole('button', { name: 'Test' }));
	expect(await operatePage(page).note()).toMatch(/^default: ok\./);
	expect(await stateOf(/^Test its endpoint/)).toBe('done');
	expect(await stateOf(/^Check it/)).toBe('optional');

	const address = page.url();
	await press(step(/^Plan and start: small/).getByRole('button', { name: /^Plan/ }));
	await press(page.getByRole('link', { name: /^The re-judging of small/ }).first());
	await press(page.getByRole('button', { name: /^Start: / }));
	const [plan] = (await client.rejudgings()).items;
	await until(
		() => client.rejudging(plan?.id ?? ''),
		({ state }) => state === 'reported',
	);
	await page.goto(address);
	expect(await stateOf(/^Judge in the shadow/)).toBe('done');
	expect(await stateOf(/^Report and promote/)).toBe('next step');
	expect(await stateOf(/^Release/)).toBe('later');
	await client.promoteRejudging(plan?.id ?? '', { reason: 'gone', over_gates: true });
	await page.reload();
	expect(await page.locator('article .badge.done').count()).toBe(6);
	expect(await step(/^Release/).innerText()).toContain('Nothing waits for the old judge.');
	expect(complaints).toEqual([]);
});
