import { createClient } from '@codejoust/contract/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser-launch.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { freePort } from '../support/free-port.ts';
import { type OidcProvider, startOidcProvider } from '../support/oidc-provider.ts';
import { signInSettings } from '../support/sign-in.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { auditPage } from './audit-page.ts';
import { follow, press } from './follow.ts';
import { submitPage } from './submit-page.ts';

const HOSTILE = 'Ada <img src=x onerror=alert(1)> of a very long name indeed '.repeat(2).trim();
const FILE = smallSubmission('small', 'any')
	.responses.map((one) => JSON.stringify(one))
	.join('\n');

let provider: OidcProvider;
let server: CodejoustServer;
let browser: Browser;

beforeAll(async () => {
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	provider = await startOidcProvider();
	const signIn = signInSettings(provider, {
		callbackUrl: `${origin}/sign-in/callback`,
		signedOutUrl: `${origin}/sign-in/out`,
	});
	[server, browser] = await Promise.all([
		startCodejoust({
			isWithPages: true,
			config: { port, origin, roles: new Set(['api', 'web']), signIn },
		}),
		launchBrowser(),
	]);
	await server.client.createOrganisation({ slug: 'acme', name: 'Acme' });
	await server.client.createBenchmark(smallBenchmark('small'));
});
afterAll(async () => {
	await browser.close();
	await server.stop();
	await provider.stop();
});

/** A browser of its own at a page to sign in on, whose person the provider will name. */
async function arrive(path: string, sub: string, groups: readonly string[], hasScripts = true) {
	provider.conduct = { claims: { sub, name: sub === 'ada' ? HOSTILE : sub, groups } };
	const context = await browser.newContext({
		baseURL: server.address,
		javaScriptEnabled: hasScripts,
	});
	const page = await context.newPage();
	page.setDefaultTimeout(10_000);
	const complaints: string[] = [];
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
	});
	await page.goto(path);
	return { page, complaints };
}

const signInButton = (page: Page) => page.getByRole('link', { name: 'Sign in with Example' });
const pathOf = (page: Page) => new URL(page.url()).pathname;

test('people sign in at the provider: one submits and looks privately, one only reads, one operates, each signs out', async () => {
	const { page, complaints } = await arrive('/submit', 'ada', ['acme-submitters']);
	expect(await auditPage(page)).toEqual([]);
	await press(signInButton(page));
	expect(pathOf(page)).toBe('/submit');
	expect(await page.getByText('Signed in as').innerText()).toContain('Ada <img src=x');
	expect(await page.context().cookies()).toMatchObject([
		{ path: '/submit', httpOnly: true, sameSite: 'Lax', expires: -1 },
	]);
	const submit = submitPage(page);
	await page.locator('[name=benchmark]').selectOption('small@1');
	await submit.fill({ slug: 'of-ada', name: 'Model of Ada' });
	await submit.choose(FILE);
	await press(submit.submit);
	expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Model of Ada');
	const address = pathOf(page);
	expect(address).toMatch(/^\/submit\/sub_/);
	expect((await fetch(new URL(address, server.address))).status).toBe(404);

	await page.goto('/submit/keys');
	await page.getByLabel('What it is for').fill('nightly job');
	await press(page.getByRole('button', { name: 'Make the key' }));
	const key = await page.locator('code.key').innerText();
	expect(key).toMatch(/^cj_[a-z0-9]+_/);
	const machine = createClient({ baseUrl: server.address, key });
	const begun = { ...smallSubmission('small', 'draft'), draft: true };
	const { id: draft } = await machine.createSubmission(begun);
	expect(await auditPage(page)).toEqual([]);
	await follow(page.getByRole('link', { name: 'Revoke …' }));
	await press(page.getByRole('button', { name: 'Revoke the key' }));
	expect(await page.getByRole('status').innerText()).toContain('(nightly job) is revoked');
	expect(complaints).toEqual([]);

	const reader = (await arrive('/submit', 'rea', ['acme-readers'], false)).page;
	await press(signInButton(reader));
	expect(await reader.getByText('As a reader you see what acme').count()).toBe(1);
	expect(await reader.locator('input[type=file]').count()).toBe(0);
	await follow(reader.getByRole('link', { name: 'Model of Ada' }));
	expect(pathOf(reader)).toBe(address);
	expect(await reader.getByRole('link', { name: 'Publish …' }).count()).toBe(0);
	await reader.goto(`/submit/${draft}/answers`);
	expect(pathOf(reader)).toBe(`/submit/${draft}`);
	expect(await reader.locator('main form').count()).toBe(0);
	await reader.goto('/operate');
	expect(await signInButton(reader).count()).toBe(1);

	const operator = (await arrive('/operate/people', 'ope', ['acme-operators'])).page;
	await press(signInButton(operator));
	expect(pathOf(operator)).toBe('/operate/people');
	expect(await auditPage(operator)).toEqual([]);
	const ada = operator.locator('article', { hasText: 'Ada <img' });
	expect(await ada.innerText()).toContain('submitter of acme');
	await follow(ada.getByRole('link', { name: 'Block …' }));
	expect(await ada.innerText()).toContain('This ends 1 session, revokes 0 keys');
	await press(ada.getByRole('button', { name: 'Block' }));
	expect(await operator.getByRole('status').innerText()).toContain(
		'1 session ended, 0 keys revoked',
	);
	// The same sign-in shows what is private to an organisation.
	await operator.goto(address);
	expect(await operator.getByRole('heading', { level: 1 }).innerText()).toBe('Model of Ada');
	await page.goto('/submit');
	expect(await page.getByRole('alert').innerText()).toContain('The session ended');
	provider.conduct = { claims: { sub: 'ada', groups: ['acme-submitters'] } };
	await press(signInButton(page));
	expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('You are not signed in');
	expect(await page.locator('main').innerText()).toContain(
		'An operator of this site has blocked you',
	);

	await operator.goto('/operate');
	await press(operator.getByRole('button', { name: 'Sign out' }));
	expect(await operator.context().cookies()).toEqual([]);
	expect(await auditPage(operator)).toEqual([]);
	await press(operator.getByRole('link', { name: 'Sign out there, too' }));
	expect(pathOf(operator)).toBe('/sign-in/out');
	expect(provider.asked.get('/logout')).toBe(1);
});

test('who declines, comes back twice or to another browser reads one sentence', async () => {
	const { page } = await arrive('/submit', 'bob', ['acme-submitters']);
	await press(signInButton(page));
	await page.goBack();
	const { page: other } = await arrive('/submit', 'bob', ['acme-submitters']);
	const begun = await other.request.get('/sign-in?to=/submit', { maxRedirects: 0 });
	const back = await fetch(begun.headers()['location'] ?? '', { redirect: 'manual' });
	await page.goto(back.headers.get('location') ?? '');
	expect(await page.locator('main').innerText()).toContain('not begun in this browser');
	provider.conduct = { denies: 'access_denied' };
	await other.goto('/submit');
	await press(signInButton(other));
	expect(await other.locator('main').innerText()).toContain('You declined');
	const wrong = await other.goto('/sign-in?to=https://evil.example');
	expect(wrong?.status()).toBe(422);
	expect(wrong?.headers()['referrer-policy']).toBe('no-referrer');
});
