import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpointSettings } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { auditPage } from './audit-page.ts';
import { press } from './follow.ts';
import { operatePage } from './operate-page.ts';
import { openSite, type Site } from './site.ts';

let judge: JudgeServer;
let site: Site;

beforeAll(async () => {
	judge = await startJudgeServer({ apiKey: 'sk-right' });
	site = await openSite({
		config: {
			judgeModel: 'good-judge',
			endpoints: [
				endpointSettings({
					name: 'first',
					baseUrl: judge.baseUrl,
					apiKey: 'sk-wrong',
					requestsPerMinute: 5000,
				}),
				endpointSettings({ name: 'second', baseUrl: judge.baseUrl, apiKey: 'sk-right' }),
			],
		},
	});
});
afterAll(async () => {
	await site.close();
	await judge.close();
});

test('an operator sees where judges are asked, learns what is wrong there, and binds a judge elsewhere', async () => {
	const { page, complaints } = await site.read();
	await page.goto('/operate/endpoints');
	await operatePage(page).signIn(site.server.key);
	const cardOf = (name: string) => page.locator(`article#endpoint-${name}`);
	expect(await page.locator('article h3').allInnerTexts()).toEqual([
		'rehearsal',
		'first',
		'second',
	]);
	expect(await cardOf('first').innerText()).toContain(
		'32 calls at the same time, 5,000 requests a minute',
	);
	expect(await cardOf('first').innerText()).toContain('good-judge@1');

	await press(cardOf('first').getByRole('button', { name: 'Test' }));
	expect(await cardOf('first').getByRole('status').innerText()).toMatch(/^wrong-key: .*the key/);
	await cardOf('second').getByLabel('Model to test').fill('good-judge');
	await press(cardOf('second').getByRole('button', { name: 'Test' }));
	expect(await cardOf('second').getByRole('status').innerText()).toMatch(/^ok: /);

	await press(cardOf('first').getByRole('link', { name: /^Address and key/ }));
	const file = page.locator('section:has(#file)');
	expect(await file.innerText()).toContain('This server has read no file');
	expect(await file.locator('pre').allInnerTexts()).toEqual([
		expect.stringContaining('"name": "first"'),
		"export FIRST_API_KEY='…'",
	]);
	expect(await auditPage(page)).toEqual([]);

	await page.getByLabel(/^good-judge@1/).selectOption('second');
	await press(page.getByRole('button', { name: /^Bind/ }));
	expect(await operatePage(page).note()).toBe('good-judge@1 is bound to second.');
	expect(await cardOf('second').innerText()).toContain('good-judge@1 (bound)');
	expect(await page.content()).not.toContain('sk-');
	expect(complaints).toEqual([]);
});

test('an operator asks an endpoint the questions of the sample, reads the report, and registers a judge there', async () => {
	const { page, complaints } = await site.read({ viewport: { width: 390, height: 844 } });
	await page.goto('/operate/endpoints');
	await operatePage(page).signIn(site.server.key);
	await press(page.locator('#endpoint-second').getByRole('link', { name: /^First hour/ }));
	await page.getByLabel('Limit, $').fill('nothing');
	await press(page.getByRole('button', { name: /^Ask both orders/ }));
	expect(await operatePage(page).problem()).toContain('an amount of dollars above 0');
	await page.getByLabel('Questions of the sample').fill('2');
	await press(page.getByRole('button', { name: /^Ask both orders/ }));
	expect(await operatePage(page).problem()).toContain('price');
	await page.getByLabel('Questions of the sample').fill('2');
	await page.getByLabel('Ask without a price').check();
	await press(page.getByRole('button', { name: /^Ask both orders/ }));
	const report = page.locator('#report');
	await report.getByText('4 answered, 0 failed').waitFor();
	expect(await auditPage(page)).toEqual([]);
	await page.getByLabel('Name').fill('new-judge');
	await page.getByLabel('Model', { exact: true }).last().fill('new-judge');
	await press(page.getByRole('button', { name: /^Register/ }));
	expect(await operatePage(page).note()).toBe('new-judge@1 is registered and is asked at second.');
	expect(complaints.filter((text) => !/status of 4(?:09|22)/.test(text))).toEqual([]);
});

test('an operator sets and removes the price of a model at an endpoint', async () => {
	await site.server.client.bindJudge('good-judge@1', 'second');
	const { page, complaints } = await site.read();
	await page.goto('/operate/endpoints');
	await operatePage(page).signIn(site.server.key);
	const card = page.locator('article#endpoint-second');
	const row = card.locator('tbody tr', { hasText: 'good-judge@1' });
	expect(await row.innerText()).toContain('no price is known');
	const setPrice = async (prompt: string, completion: string) => {
		await card.getByLabel('Price of model').fill('good-judge');
		await card.getByLabel('Prompt $').fill(prompt);
		await card.getByLabel('Completion $').fill(completion);
		await press(card.getByRole('button', { name: 'Set price' }));
	};
	await setPrice('a lot', '10');
	expect(await operatePage(page).problem()).toContain('amounts of dollars');
	await setPrice('2.50', '10');
	expect(await operatePage(page).note()).toBe('The price of good-judge at second is set.');
	expect(await row.innerText()).toMatch(/\$2\.50\s+\$10\.00\s+set here/);
	await press(card.getByRole('button', { name: /^Remove/ }));
	expect(await operatePage(page).question()).toContain('Remove the price of $2.50 and $10.00 for');
	await operatePage(page).confirm();
	expect(await operatePage(page).note()).toBe('The price of good-judge at second is removed.');
	expect(await row.innerText()).toContain('no price is known');
	// The refused form is a page with the status 422.
	expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
});
