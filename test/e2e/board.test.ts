import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fillBoard, publishFilled } from '../bench/fill-board.ts';
import { largeBenchmark } from '../bench/large-benchmark.ts';
import { readLayoutShift } from '../support/page-vitals.ts';
import { findOverflow } from './audit-page.ts';
import { boardPage } from './board-page.ts';
import { follow } from './follow.ts';
import { openSite, type Site } from './site.ts';

/** As many models as a board is made for; fewer questions than one has, since they hardly change the page. */
const LARGE = { benchmark: 'large', models: 150, questions: 40 };
const SAMPLE_ORDER = ['Lancer (sample)', 'Squire (sample)', 'Quintain (sample)', 'Jester (sample)'];

let site: Site;
beforeAll(async () => {
	site = await openSite();
	const { client, db } = site.server;
	await client.createBenchmark(largeBenchmark(LARGE.benchmark, LARGE.questions));
	await fillBoard(db, LARGE);
	await publishFilled(db, LARGE);
});
afterEach(() => site.putAway());
afterAll(() => site.close());

const paramsOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

test('without JavaScript a board has its rows, intervals, filters, order and categories', async () => {
	const { page } = await site.read({ javaScriptEnabled: false });
	const board = boardPage(page);
	await board.open('sample');
	expect(await board.models()).toEqual(SAMPLE_ORDER);
	const lancer = board.rowOf('Lancer (sample)');
	expect(await lancer.innerText()).toMatch(
		/\d+\.\d\s%[\s\S]*\d+\.\d–\d+\.\d[\s\S]*beats \d+\s+tied with \d+ of \d+/,
	);
	expect(await lancer.locator('svg .range').getAttribute('x1')).toMatch(/^[\d.]+%$/);

	await board.filter({ language: 'python', difficulty: 'hard' });
	expect(new URL(page.url()).search).toBe('?language=python&difficulty=hard');
	const { slice } = await site.server.client.leaderboard('sample', {
		language: 'python',
		difficulty: 'hard',
	});
	expect(await board.fact('Questions').innerText()).toBe(`${slice.n} of 42`);

	await board.pick({ Length: true });
	await board.sortBy('Length');
	expect(await board.sortOf('Length')).toBe('ascending');
	expect((await board.models())[0]).toBe('Jester (sample)');
	expect(paramsOf(page.url())['language']).toBe('python');

	await board.openCategories();
	expect(await board.cells('Jester (sample)').count()).toBe(8);
	await follow(
		page
			.getByRole('columnheader')
			.getByRole('link', { name: /^(?!sort)/ })
			.first(),
	);
	const { columns } = await site.server.client.matrix('sample', {
		category: paramsOf(page.url())['category'] ?? '',
	});
	expect(await board.cells('Jester (sample)').count()).toBe(1 + columns.length);
});

test('columns are picked without JavaScript and stay through filters and order, in the address', async () => {
	const { page } = await site.read({ javaScriptEnabled: false });
	const board = boardPage(page);
	await board.open('sample');
	await board.pick({ 'Win rate': false, 'Tie rate': false, Losses: true });
	expect(paramsOf(page.url())).toEqual({ cols: 'score.pairs.loss.even.coverage' });
	const picked = ['Rank', 'Model', 'Score', 'Others', 'Losses', 'At equal length'];
	expect((await board.columns()).slice(0, 6)).toEqual(picked);
	await board.sortBy('Losses');
	await board.filter({ difficulty: 'easy' });
	expect(paramsOf(page.url())).toEqual({
		difficulty: 'easy',
		sort: 'loss',
		cols: 'score.pairs.loss.even.coverage',
	});
	await board.open('sample', '?cols=foo&open=maybe');
	const said = await page.locator('.notice', { hasText: 'Not understood' }).innerText();
	expect(said).toContain('cols=foo');
	expect(said).toContain('open=maybe: it is yes, no, unknown');
});

test('hiding models leaves the ranks of the others as they are, and none left is said', async () => {
	const { page } = await site.read();
	const board = boardPage(page);
	await board.open('large');
	const before = await board.rowOf('Opal 3 34B Instruct').locator('td').first().innerText();
	await board.search('opal 34b');
	const names = await board.models();
	expect(names.filter((name) => name !== 'The baseline')).toHaveLength(5);
	for (const name of names) expect(name).toMatch(/^Opal \d 34B Instruct$|^The baseline$/);
	const row = board.rowOf('Opal 3 34B Instruct').locator('td').first();
	expect((await row.innerText()).split('\n')[0]).toBe(before.split('\n')[0]);
	expect(await page.locator('main').innerText()).toContain('5 of 150 models shown');

	await page.goto('/b/large?org=Treeline&licence=MIT&open=no');
	const note = page.locator('.notice', { hasText: 'No model matches all filters' });
	expect(await note.innerText()).toMatch(/Left out: (Licence “MIT”, )?Open weights “no”/);
	const left = await board.models();
	expect(left.length).toBeGreaterThan(1);
	expect(left.length).toBeLessThan(LARGE.models);
	await follow(note.getByRole('link', { name: 'Open weights “no” alone' }));
	expect(new URL(page.url()).search).toBe('?open=no');
	await page.goto('/b/large?q=zzz');
	expect(await page.locator('main').innerText()).toContain('No model matches');
	await follow(page.getByRole('link', { name: 'Show all models' }));
	expect(await board.models()).toHaveLength(LARGE.models + 1);
});

test('a sentence above the table says what it shows, and a row how many others it beats', async () => {
	const { page } = await site.read();
	const board = boardPage(page);
	await board.open('large');
	const { rows, summary, pairs } = await site.server.client.leaderboard('large');
	const [best] = rows;
	expect(await page.locator('main').innerText()).toContain(summary);
	expect(await page.locator('meta[name=description]').getAttribute('content')).toBe(summary);
	expect(summary).toContain(
		`${pairs?.distinguished} of ${pairs?.total} pairs of models are distinguished.`,
	);
	const others = rows.filter(({ rank }) => rank !== null).length - 1;
	const row = await board.rowOf(best?.model.name ?? '').innerText();
	expect(row).toContain(`beats ${best?.beats}`);
	expect(row).toContain(`tied with ${best?.tied_with} of ${others}`);
});

test('the first row stands high on the page where no notice is shown, and no filter leads to nothing', async () => {
	const { page } = await site.read({ viewport: { width: 1440, height: 900 } });
	const board = boardPage(page);
	for (const benchmark of ['large', 'sample']) {
		await board.open(benchmark);
		const y = await page.evaluate(() => {
			for (const notice of document.querySelectorAll('.notice')) notice.remove();
			return document.querySelector('table.board tbody tr')?.getBoundingClientRect().top;
		});
		expect(y, benchmark).toBeLessThanOrEqual(300);
	}
	await board.filter({ category: 'Development and Programming' });
	const offered = await page
		.locator('select[name="language"] option')
		.evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
	const slices = await Promise.all(
		offered.filter(Boolean).map((language) =>
			site.server.client.leaderboard('sample', {
				category: 'Development and Programming',
				language,
				limit: 1,
			}),
		),
	);
	expect(slices.length).toBeGreaterThan(0);
	for (const { slice } of slices) expect(slice.n).toBeGreaterThan(0);
});

test('the snapshot in the header is a permalink to the board as it stands', async () => {
	const { page } = await site.read();
	const board = boardPage(page);
	await board.open('sample', '?language=python');
	await board.openFacts();
	await follow(board.fact('Snapshot').getByRole('link'));
	expect(new URL(page.url()).pathname).toBe('/b/sample@1');
	expect(await page.locator('.notice').first().innerText()).toContain('It never changes.');
	expect(await board.models()).toEqual(SAMPLE_ORDER);
	await board.openCategories();
	expect(await board.cells('Jester (sample)').count()).toBe(8);
	const { snapshot } = paramsOf(page.url());
	const other = await page.goto(`/b/large?snapshot=${snapshot}`);
	expect(other?.status()).toBe(404);
	expect(await page.locator('main').innerText()).toContain('is of sample@1, not of large');
});

test('a large board is small on the wire, does not move while it loads, and fits a phone', async () => {
	const { page, complaints } = await site.read({ viewport: { width: 390, height: 844 } });
	const scripts: Promise<number>[] = [];
	page.on('response', (response) => {
		if (response.request().resourceType() === 'script' && response.ok())
			scripts.push(response.body().then((body) => gzipSync(body).length));
	});
	for (const path of ['/b/large', '/b/large/categories']) {
		const gzipped = await fetch(site.server.address + path, {
			headers: { 'accept-encoding': 'gzip' },
		});
		expect(Number(gzipped.headers.get('content-length')), path).toBeLessThan(35 * 1024);
		await page.goto(path);
		// Nothing that an eye could see.
		expect(await readLayoutShift(page), path).toBeLessThan(0.001);
		expect(await findOverflow(page), path).toEqual([]);
		// Twenty rows, until a reader asks for the others.
		const heightOf = () => page.evaluate(() => document.documentElement.scrollHeight);
		expect(await heightOf(), path).toBeLessThan(8_000);
		const rows = page.locator('main tbody tr');
		expect(await rows.filter({ visible: true }).count(), path).toBe(20);
		await page.getByLabel(/Show all \d{2,} /).check();
		expect(await rows.filter({ visible: true }).count(), path).toBe(await rows.count());
		expect(await heightOf(), path).toBeGreaterThan(20_000);
	}
	const sizes = await Promise.all(scripts);
	expect(sizes.length).toBeGreaterThan(0);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40 * 1024);
	expect(complaints).toEqual([]);
});

test('a page is the same bytes until what it shows changes, whoever asks', async () => {
	const read = async (headers: Record<string, string> = {}) => {
		const response = await fetch(`${site.server.address}/b/large`, { headers });
		return { status: response.status, text: await response.text(), headers: response.headers };
	};
	const [first, second] = [await read(), await read()];
	expect(second.text).toBe(first.text);
	const etag = first.headers.get('etag') ?? '';
	expect(second.headers.get('etag')).toBe(etag);
	expect(first.headers.get('cdn-cache-control')).toContain('stale-while-revalidate');
	expect((await read({ 'if-none-match': etag })).status).toBe(304);

	const version = { ...largeBenchmark(LARGE.benchmark, 1), version: '2' };
	await site.server.client.createBenchmark(version);
	const later = await fetch(`${site.server.address}/b/large@1`);
	expect(await later.text()).toContain('large@2');
	expect((await read()).text).toContain('Nothing is judged yet');
});
