import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { auditPage } from './audit-page.ts';
import { chartPage } from './chart-page.ts';
import { everyPage, statePrices } from './every-page.ts';
import { openSite, type Reader, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
	site = await openSite();
});
afterEach(() => site.putAway());
afterAll(() => site.close());

test('every page is accessible in both themes, fits 390 px, and its console is silent', async () => {
	const { page, complaints } = await site.read();
	for (const path of await everyPage(site.server)) {
		const answer = await page.goto(path);
		expect(answer?.status(), path).toBe(200);
		expect(await auditPage(page), path).toEqual([]);
		expect(complaints, path).toEqual([]);
	}
});

test('every address that a page offers leads somewhere, and one of a stored board leads to a page', async () => {
	const { server } = site;
	const found = new Map<string, string>();
	for (const from of await everyPage(server)) {
		const html = await (await fetch(server.address + from)).text();
		for (const [, written = ''] of html.matchAll(
			/<(?:a|link|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g,
		)) {
			const url = new URL(written.replaceAll('&amp;', '&'), server.address + from);
			if (url.origin !== server.address) continue;
			// One of each kind: the same path with other values of the same parameters is not asked for again.
			const kind = `${url.pathname}?${[...new Set(url.searchParams.keys())].sort().join()}`;
			if (!found.has(kind)) found.set(kind, url.pathname + url.search);
		}
	}
	const addresses = [...found.values()];
	const stored = addresses.filter((one) => /^\/s\/|[?&]snapshot=/.test(one) && !IS_FILE.test(one));
	expect(stored.length).toBeGreaterThan(2);
	for (const address of addresses) {
		const answer = await fetch(server.address + address);
		expect(answer.status, address).toBe(200);
		const type = answer.headers.get('content-type') ?? '';
		if (!IS_FILE.test(address)) expect(type, address).toContain('text/html');
		await answer.body?.cancel();
	}
});
/** What is read by programs, or is no page. */
const IS_FILE =
	/^\/(v1|oembed|openapi|_app)|\.(png|svg|csv|json|tex|md|txt|atom|xml|ico|css|js|mjs|tgz)(\?|$)/;

test('a page that is not there is accessible too', async () => {
	const { page } = await site.read();
	await page.goto('/b/nothing');
	expect(await auditPage(page)).toEqual([]);
});

test('every link of the navigation and the footer leads to a page with something on it and a silent console', async () => {
	const { page, complaints } = await site.read();
	await page.goto('/');
	const links = await page
		.locator('nav[aria-label="Site"] a, footer a')
		.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
	expect(links).toContain('/docs');
	for (const path of new Set(links)) {
		const answer = await page.goto(path, { waitUntil: 'networkidle' });
		expect(answer?.status(), path).toBe(200);
		expect((await page.locator('body').innerText()).length, path).toBeGreaterThan(200);
		expect(complaints, path).toEqual([]);
	}
});

test('scores against stated prices are drawn, said in words, and saved with their caption', async () => {
	await statePrices(site.server.client);
	const { page, complaints } = await site.read({ viewport: { width: 390, height: 844 } });
	const chart = chartPage(page);
	await chart.open('');
	await chart.goTo('Score and price');
	expect(await chart.inkShare()).toBeGreaterThan(0.005);
	expect(await chart.description()).toMatch(/on the frontier/);
	const rows = (await chart.rows()).map((cells) => cells.join(' '));
	expect(rows.join('\n')).toMatch(/Lancer \(sample\)[^\n]*\$0\.37/);
	expect(await page.locator('main').innerText()).toMatch(/Nobody states a price/);
	for (const [format, part] of [
		['SVG', /Lancer[^]*judge codejoust-rehearsal/],
		['CSV', /sample-strong[^\n]*,0\.37,/],
		['PNG', /^\ufffdPNG/],
	] as const) {
		const link = page.getByRole('link', { name: format, exact: true }).last();
		const file = await page.request.get((await link.getAttribute('href')) ?? '');
		expect(file.status(), format).toBe(200);
		expect(await file.text(), format).toMatch(part);
	}
	expect(complaints).toEqual([]);
});

test('the theme follows the system until a reader chooses, and the choice is there before the first paint', async () => {
	const reader = await site.read({ colorScheme: 'dark' });
	const { page } = reader;
	await page.goto('/b/sample');
	expect(await backgroundOf(reader)).toBe(DARK);
	await page.getByRole('button', { name: 'Light theme' }).click();
	expect(await backgroundOf(reader)).toBe(LIGHT);
	await page.getByRole('button', { name: 'Dark theme' }).waitFor();

	// Looks at the theme in the moment when the first element of the body is there to be painted.
	await page.addInitScript(() => {
		new MutationObserver((_, observer) => {
			// oxlint-disable-next-line typescript/no-unnecessary-condition -- absent while the head is parsed
			if (document.body === null) return;
			observer.disconnect();
			sessionStorage.setItem('theme-at-first', document.documentElement.dataset['theme'] ?? '');
		}).observe(document, { childList: true, subtree: true });
	});
	for (const path of ['/b/sample', '/battles']) {
		await page.goto(path);
		expect(await page.evaluate(() => sessionStorage.getItem('theme-at-first'))).toBe('light');
		expect(await backgroundOf(reader)).toBe(LIGHT);
		await page.evaluate(() => sessionStorage.clear());
	}
});

test('the API reference follows the system and the choice of a reader too', async () => {
	const reader = await site.read({ colorScheme: 'dark' });
	const { page, complaints } = reader;
	const brightnessOf = (color: string) =>
		Math.max(...[...color.matchAll(/\d+/g)].slice(0, 3).map(Number));
	const look = async () => {
		await page.goto('/docs', { waitUntil: 'networkidle' });
		return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
	};
	expect(brightnessOf(await look())).toBeLessThan(64);
	await page.goto('/b/sample');
	await page.getByRole('button', { name: 'Light theme' }).click();
	expect(await look()).toBe('rgba(0, 0, 0, 0)');
	await page.emulateMedia({ colorScheme: 'light' });
	expect(await look()).toBe('rgba(0, 0, 0, 0)');
	await page.goto('/b/sample');
	await page.getByRole('button', { name: 'Dark theme' }).click();
	expect(brightnessOf(await look())).toBeLessThan(64);
	expect(complaints).toEqual([]);
});

const LIGHT = 'rgb(250, 250, 248)';
const DARK = 'rgb(19, 21, 26)';
const backgroundOf = ({ page }: Reader) =>
	page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('an unchanged page is answered with 304 and no body', async () => {
	for (const path of await everyPage(site.server)) {
		const first = await fetch(site.server.address + path);
		const etag = first.headers.get('etag');
		expect(etag, path).toMatch(/^(W\/)?"[^"]+"$/);
		await first.text();
		const again = await fetch(site.server.address + path, {
			headers: { 'if-none-match': etag ?? '' },
		});
		expect(again.status, path).toBe(304);
		expect(await again.text()).toBe('');
	}
});

test('every page, found or not, carries the security headers and may be cached for a while only', async () => {
	for (const path of [...(await everyPage(site.server)), '/b/nothing', '/nowhere']) {
		const { headers } = await fetch(site.server.address + path);
		const policy = headers.get('content-security-policy') ?? '';
		expect(policy, path).toContain("default-src 'none'");
		const framers = path.startsWith('/embed/') ? '*' : "'none'";
		expect(policy, path).toContain(`frame-ancestors ${framers}`);
		expect(policy, path).not.toMatch(/unsafe-(inline|eval)/);
		expect(headers.get('x-content-type-options'), path).toBe('nosniff');
		expect(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin');
		expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
		expect(headers.get('set-cookie'), path).toBeNull();
		expect(headers.get('cache-control') ?? '', path).not.toContain('immutable');
	}
});

test('criteria beside each other are accessible, complete without JavaScript, and lead to their boards', async () => {
	const { client } = site.server;
	const { rows } = await client.leaderboard('sample');
	const without = await site.read({ javaScriptEnabled: false });
	await without.page.goto('/b/sample');
	const tabs = without.page.getByRole('navigation', { name: 'Views of the board' });
	expect(await tabs.getByRole('link').allTextContents()).not.toContain('Criteria');
	for (const criterion of ['efficiency', 'correctness']) {
		const from = 'codejoust-rehearsal-1@1';
		await client.createJudge({ slug: criterion, from, definition: { criterion } });
		for (const { submission_id: submission } of rows.slice(0, criterion === 'efficiency' ? 3 : 2)) {
			await client.createRun({ submission, judge: `${criterion}@1` });
			await site.server.untilJudged(submission);
		}
	}
	await site.server.untilAtRest();

	const { page, complaints } = await site.read();
	await page.goto('/b/sample/criteria');
	expect(await auditPage(page)).toEqual([]);
	expect(complaints).toEqual([]);

	const read = without.page;
	await read.goto('/b/sample');
	await tabs.getByRole('link', { name: 'Criteria' }).click();
	const table = read.locator('table.criteria');
	expect(await table.locator('thead th > a').allTextContents()).toEqual([
		'Model',
		'Whole',
		'correctness',
		'efficiency',
	]);
	const board = await client.leaderboard('sample', { judge: 'efficiency@1' });
	const [first] = board.rows;
	await table.getByRole('link', { name: 'efficiency', exact: true }).click();
	expect(new URL(read.url()).search).toBe('?sort=efficiency');
	const top = table.locator('tbody tr').first();
	expect(await top.locator('th').innerText()).toBe(first?.model.name);
	expect(await top.locator('td').last().innerText()).toContain(
		((first?.score?.value ?? 0) * 100).toFixed(1),
	);
	expect(await table.locator('tbody td', { hasText: /^—$/ }).count()).toBe(1);
	expect(await read.locator('.notice', { hasText: 'Rehearsal' }).count()).toBe(1);
	await table.getByRole('link', { name: 'Board of efficiency' }).click();
	expect(await read.locator('header dl').first().innerText()).toContain('criterion: efficiency');
});
