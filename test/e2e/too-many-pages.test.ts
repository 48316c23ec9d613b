import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { NO_LIMITS } from '../support/codejoust-server.ts';
import { auditPage } from './audit-page.ts';
import { openSite, type Site } from './site.ts';

const PAGES = 20;
const COSTLY = 2;
const COMPARE = '/compare?b=sample&models=sample-weak,sample-strong';

let site: Site;
beforeAll(async () => {
	const requestLimits = {
		...NO_LIMITS,
		pagesPerAddress: PAGES,
		costlyPerMinute: COSTLY,
		proxies: 1,
	};
	site = await openSite({ config: { requestLimits } });
});
afterEach(() => site.putAway());
afterAll(() => site.close());

const from = (address: string) => ({ 'x-forwarded-for': address });

/** Asks until it is refused; a minute of the clock that ends meanwhile changes nothing. */
async function askTooOften(path: string, most: number, init: RequestInit): Promise<Response> {
	const statuses: number[] = [];
	for (let asked = 0; asked <= 2 * most; asked++) {
		const answer = await fetch(site.server.address + path, init);
		statuses.push(answer.status);
		if (answer.status === 429) return answer;
		await answer.text();
	}
	throw new Error(`nothing was refused: ${statuses.join(', ')}`);
}

test('who asks for too many pages gets one that says so, while the files of pages and other visitors’ pages come', async () => {
	const headers = from('192.0.2.1');
	const over = await askTooOften('/battles', PAGES, { headers });
	expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
	expect(over.headers.get('cache-control')).toBe('no-store');
	expect(over.headers.get('content-security-policy')).toContain("default-src 'none'");

	const { page } = await site.read({ extraHTTPHeaders: headers });
	const goOver = async () => {
		await askTooOften('/battles', PAGES, { headers });
		return (await page.goto('/b/sample?sort=length'))?.status();
	};
	await expect.poll(goOver, { timeout: 60_000 }).toBe(429);
	expect(await page.locator('h1').innerText()).toBe('Too many requests');
	expect(await page.locator('main').innerText()).toMatch(
		new RegExp(`may ask for ${PAGES} pages a minute\\. Try again in \\d+ s\\.`),
	);
	expect(await page.getByRole('navigation', { name: 'Site' }).count()).toBe(1);
	expect(await auditPage(page)).toEqual([]);

	const init = { headers, method: 'POST', body: new URLSearchParams({ key: 'x' }) };
	await askTooOften('/operate?/signIn', PAGES, init);
	expect((await fetch(`${site.server.address}/theme.js`, { headers })).status).toBe(200);
	const other = await fetch(`${site.server.address}/battles`, { headers: from('192.0.2.2') });
	expect(other.status).toBe(200);
});

test('a page that asks too many costly reads is refused to its visitor alone', async () => {
	const over = await askTooOften(COMPARE, COSTLY, { headers: from('192.0.2.3') });
	expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
	expect(over.headers.get('cache-control')).toBe('private, no-store');
	expect(await over.text()).toContain(`may ask ${COSTLY} costly reads a minute`);
	const other = await fetch(site.server.address + COMPARE, { headers: from('192.0.2.4') });
	expect(other.status).toBe(200);
});

test('a visitor’s preview images are limited like costly reads', async () => {
	const over = await askTooOften('/b/sample/preview.png', COSTLY, { headers: from('192.0.2.6') });
	expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
	expect(await over.text()).toContain(`may ask for ${COSTLY} preview images a minute`);
	const other = `${site.server.address}/b/sample/preview.png`;
	expect((await fetch(other, { headers: from('192.0.2.7') })).status).toBe(200);
});

test('the page that refuses is at no address of its own', async () => {
	const headers = from('192.0.2.5');
	const answer = await fetch(`${site.server.address}/too-many-requests`, { headers });
	expect(answer.status).toBe(404);
});
