import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { NewPublishedResults } from '@codejoust/contract/client';
import { until } from '../support/codejoust-server.ts';
import { runCli } from '../support/run-cli.ts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { battlePage } from './battle-page.ts';
import { boardPage } from './board-page.ts';
import { chartPage, weighScripts } from './chart-page.ts';
import { everyPage } from './every-page.ts';
import { follow } from './follow.ts';
import { openSite, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
	site = await openSite();
});
afterEach(() => site.putAway());
afterAll(() => site.close());

const percent = (share: number | null | undefined) => `${((share ?? 0) * 100).toFixed(1)}\u00a0%`;
const SAMPLE_ORDER = ['Lancer (sample)', 'Squire (sample)', 'Quintain (sample)', 'Jester (sample)'];

test('a reader goes from the home page over a cell of a board to a battle, and finds everything in it', async () => {
	const { page, complaints } = await site.read();
	await page.goto('/');
	await follow(page.getByRole('link', { name: 'Codejoust sample' }));
	const board = boardPage(page);
	expect(new URL(page.url()).pathname).toBe('/b/sample');
	expect(await board.models()).toEqual(SAMPLE_ORDER);
	expect(await page.locator('.notice', { hasText: 'Rehearsal' }).count()).toBe(1);

	await board.openCategories();
	await follow(board.cells('Lancer (sample)').nth(1).getByRole('link'));
	const { searchParams } = new URL(page.url());
	expect(searchParams.get('model')).toBe('sample-strong');
	const category = searchParams.get('category') ?? '';
	const rows = page.locator('tbody tr');
	expect(await rows.count()).toBe(6);
	for (const row of await rows.all()) expect(await row.innerText()).toContain(category);

	await follow(rows.first().locator('th a'));
	const battle = battlePage(page);
	expect(await battle.outcome()).toMatch(/Win|Tie|Loss/);
	for (const text of [battle.question(), battle.answer(), battle.baselineAnswer()])
		expect((await text.innerText()).length).toBeGreaterThan(100);
	expect(await battle.games().count()).toBe(2);
	const [first, swapped] = await battle.games().allInnerTexts();
	expect(first).toContain('A is the baseline, B the model');
	expect(swapped).toContain('A is the model, B the baseline');
	for (const game of [first, swapped]) {
		expect(game).toContain('The judge says');
		expect(game).toContain('Rehearsal judge (deterministic heuristic');
		expect(game).toMatch(/\[\[(A>>B|A>B|A=B|B>A|B>>A)\]\]/);
	}
	expect(await page.locator('.notice').last().innerText()).toContain('not from a language model');
	expect(complaints).toEqual([]);
});

test('what others published has a page of its own and a column to pick, without scripts, and is in no rank', async () => {
	const { client } = site.server;
	const add = (metadata: NewPublishedResults, rows: string) =>
		client.addPublishedResults('sample', { metadata, results: new Blob([rows]) });
	const rates = { source: '<b>Others</b>', judge: 'a judge', url: 'https://example.org/' };
	const added = await add(rates, 'model,win_rate,n\nsample-strong,70%,400\nSomebody,60%,400\n');
	const plus = { source: 'EvalPlus', measure: 'HumanEval+' };
	const measure = await add(plus, 'model,value\nsample_weak,79.3%\n');
	const { page, complaints } = await site.read({ javaScriptEnabled: false });
	await page.goto('/b/sample');
	await follow(page.getByRole('link', { name: 'By others' }));
	const [first] = await page.locator('main table').allInnerTexts();
	expect(first).toContain('Lancer (sample)');
	expect(first).not.toContain('Somebody');
	const text = await page.locator('main').innerText();
	expect(text).toContain('Published by <b>Others</b>, judge a judge; not ranked here.');
	expect(text).toContain('1 ranked model has both numbers. A rank correlation needs 10.');
	expect(text).toContain('1 more that are not on this board');
	await page.goto('/b/sample?cols=score.ext');
	const board = boardPage(page);
	expect(await board.models()).toEqual(SAMPLE_ORDER);
	expect(await page.locator('tbody tr', { hasText: 'Jester' }).innerText()).toContain(
		'HumanEval+ 79.3\u00a0%',
	);
	expect(complaints).toEqual([]);
	for (const { id } of [...added.sets, ...measure.sets])
		await client.removePublishedResults(id ?? '');
	await page.goto('/b/sample?q=');
	expect(await page.getByRole('link', { name: 'By others' }).count()).toBe(0);
});

test('next and previous walk the battles of a run, by link and by the keys J and K', async () => {
	const { items } = await site.server.client.battles({ model: 'sample-strong', limit: 3 });
	const [first, second, third] = items.map(({ id }) => `/battles/${id}`);
	const { page } = await site.read();
	const battle = battlePage(page);
	await page.goto(first ?? '');
	expect(await battle.previous().count()).toBe(0);
	const path = () => new URL(page.url()).pathname;
	await follow(battle.next());
	expect(path()).toBe(second);
	await battle.press('j');
	expect(path()).toBe(third);
	await battle.press('k');
	expect(path()).toBe(second);
	await follow(battle.previous());
	expect(path()).toBe(first);

	await page.getByRole('button', { name: 'Keys J and K' }).click();
	await page.keyboard.press('j');
	await page.reload();
	expect(path(), 'the keys are off').toBe(first);
	expect(
		await page.getByRole('button', { name: 'Keys J and K' }).getAttribute('aria-pressed'),
	).toBe('false');
});

test('next and previous stay within the list that a battle was opened from, and its own address forgets it', async () => {
	const filter = { benchmark: 'sample@1', model: 'sample-weak', outcome: 'loss' };
	const { items } = await site.server.client.battles(filter);
	const [first, second] = items.map(({ id }) => id);
	const { page } = await site.read();
	await page.goto(`/battles?${new URLSearchParams(filter).toString()}`);
	await follow(page.locator('tbody tr').first().locator('th a'));
	const battle = battlePage(page);
	const path = () => new URL(page.url()).pathname;
	expect(path()).toBe(`/battles/${first}`);
	await battle.press('j');
	expect(path()).toBe(`/battles/${second}`);
	expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual(filter);
	expect(await battle.outcome()).toContain('Loss');
	expect(await page.locator('link[rel="canonical"]').getAttribute('href')).toBe(
		`${site.server.address}/battles/${second}`,
	);
	await follow(page.getByRole('link', { name: `battle ${second}` }));
	expect(new URL(page.url()).search).toBe('');
	await page.goBack();
	await follow(page.getByRole('link', { name: 'The list' }));
	expect(await page.locator('tbody tr').count()).toBe(items.length);
});

test('a flipped battle says so where its two games stand', async () => {
	const { items } = await site.server.client.battles({ benchmark: 'sample', outcome: 'flipped' });
	const { page } = await site.read();
	const battle = battlePage(page);
	await battle.open(items[0]?.id ?? '');
	expect(await page.locator('section:has(#games)').innerText()).toContain(
		'The verdict flipped when the order was swapped.',
	);
	const tops = await battle
		.games()
		.evaluateAll((games) =>
			games.map((game) => [...game.children].map((part) => part.getBoundingClientRect().top)),
		);
	expect(tops[0], 'both games begin each of their parts at the same height').toEqual(tops[1]);
});

test('on a phone and without JavaScript a switch that stays in sight leads to either answer', async () => {
	const { items } = await site.server.client.battles({ model: 'sample-strong', limit: 1 });
	const { page } = await site.read({
		viewport: { width: 390, height: 600 },
		javaScriptEnabled: false,
	});
	const battle = battlePage(page);
	await battle.open(items[0]?.id ?? '');
	for (const [name, id] of [
		['Model', '#model-answer'],
		['Baseline', '#baseline-answer'],
	] as const) {
		await battle.jump(name);
		expect(new URL(page.url()).hash).toBe(id);
		const box = await page.locator(id).boundingBox();
		expect(box?.y).toBeGreaterThan(20);
		expect(box?.y).toBeLessThan(300);
		const nav = await page.getByRole('navigation', { name: 'Jump to' }).boundingBox();
		expect(nav?.y, 'the switch is at the top').toBeCloseTo(0, 0);
	}
});

test('two models are compared without JavaScript, and whoever gets the address sees the same', async () => {
	const { page, complaints } = await site.read({ javaScriptEnabled: false });
	await page.goto('/');
	await follow(page.getByRole('link', { name: 'Compare', exact: true }));
	await page.selectOption('select[name="first"]', 'sample-weak');
	await page.selectOption('select[name="second"]', 'sample-strong');
	await follow(page.getByRole('button', { name: 'Compare' }));
	const shared = new URL(page.url());
	expect(shared.pathname + shared.search).toBe(
		'/compare?b=sample@1&models=sample-weak,sample-strong',
	);
	const { pairs } = await site.server.client.comparison('sample', {
		models: ['sample-weak', 'sample-strong'],
	});
	const [pair] = pairs;
	expect(pair?.answer).toBe('b-better');
	const answer = await page.locator('#answer').innerText();
	expect(answer).toBe('Lancer (sample) is better than Jester (sample) on these questions.');
	const categories = page.locator('section:has(#by-category) tbody tr');
	expect(await categories.count()).toBe(pair?.categories.length);
	const thin = pair?.categories.filter((one) => one.shared < 30).length;
	expect(await page.locator('section:has(#by-category) tbody tr.thin').count()).toBe(thin);

	const fresh = await site.read();
	await fresh.page.goto(page.url());
	expect(await fresh.page.locator('#answer').innerText()).toBe(answer);
	expect(await fresh.page.locator('select[name="first"]').inputValue()).toBe('sample-weak');

	const row = page.locator('section:has(#differing) tbody tr').first();
	await follow(row.getByRole('link', { name: 'of Lancer' }));
	expect(new URL(page.url()).pathname).toBe(`/battles/${pair?.questions[0]?.b.battle_id}`);
	expect(await page.locator('h1').innerText()).toContain('Lancer (sample)');
	expect(complaints).toEqual([]);
});

test('a comparison that cannot be made says why beside the form that puts it right', async () => {
	const { page } = await site.read();
	for (const [models, sentence] of [
		['sample-weak,sample-weak', 'cannot be compared with itself'],
		['sample-weak,nobody', '"nobody" is not on this board'],
		['a,b,c,d,e,f,g', 'at most 6 models; 7 are named'],
		['sample-weak', 'Choose two models'],
	] as const) {
		const answer = await page.goto(`/compare?b=sample&models=${models}`);
		expect(answer?.status(), models).toBe(200);
		expect(await page.locator('main').innerText()).toContain(sentence);
		expect(await page.getByRole('button', { name: 'Compare' }).count()).toBe(1);
	}
	expect((await page.goto('/compare?b=nothing&models=a,b'))?.status()).toBe(404);
	await page.goto('/battles/changes?from=run_none&to=run_other');
	expect(await page.getByRole('alert').innerText()).toContain('There is no run "run_none"');
	expect(await page.locator('input[name="to"]').inputValue()).toBe('run_other');
});

test('what is not valid in an address is said with its reason, and the rest of it can be kept', async () => {
	const { page } = await site.read();
	const answer = await page.goto('/battles?benchmark=sample&model=Lancer&outcome=win');
	expect(answer?.status()).toBe(422);
	expect(await page.locator('main').innerText()).toContain('model "Lancer": A slug has 1 to 80');
	await follow(page.getByRole('link', { name: 'The same page without model' }));
	expect(new URL(page.url()).search).toBe('?benchmark=sample&outcome=win');
	await page.goto('/m/Sample-Strong');
	await follow(page.getByRole('link', { name: 'Look for “sample-strong”' }));
	expect(await page.locator('h1').innerText()).toContain('Lancer (sample)');
	await page.goto('/battles?benchmark=sample&question=CJ-001');
	expect(await page.locator('main').innerText()).toContain('question CJ-001');
});

test('what is new stands on a page and in a feed that a reader’s program can take', async () => {
	const { page } = await site.read();
	await page.goto('/');
	const link = page.locator('link[rel="alternate"][type="application/atom+xml"]');
	expect(await link.getAttribute('href')).toBe('/changelog.atom');
	await follow(page.getByRole('link', { name: 'Changelog' }));
	const { items } = await site.server.client.changelog();
	expect(await page.locator('main li').count()).toBe(items.length);
	expect(await page.locator('main').innerText()).toContain('Lancer (sample)');
	await page.selectOption('select[name="benchmark"]', 'sample');
	await follow(page.getByRole('button', { name: 'Show' }));
	expect(new URL(page.url()).search).toBe('?benchmark=sample');

	const answer = await fetch(`${site.server.address}/changelog.atom?benchmark=sample`);
	expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
	const feed = await page.evaluate(
		(text) => {
			const parsed = new DOMParser().parseFromString(text, 'application/xml');
			const all = (name: string) => [...parsed.getElementsByTagName(name)];
			return {
				errors: all('parsererror').length,
				ids: all('entry').map((entry) => entry.getElementsByTagName('id')[0]?.textContent),
				links: all('link').map((one) => one.getAttribute('href') ?? ''),
			};
		},
		await answer.text(),
	);
	expect(feed.errors).toBe(0);
	expect(new Set(feed.ids).size).toBe(items.length);
	for (const href of feed.links) expect((await fetch(href)).status, href).toBe(200);
	const etag = answer.headers.get('etag') ?? '';
	const headers = { 'if-none-match': etag };
	const known = await fetch(`${site.server.address}/changelog.atom?benchmark=sample`, { headers });
	expect(known.status).toBe(304);
	expect((await fetch(`${site.server.address}/changelog.atom?benchmark=nobody`)).status).toBe(404);
});

test('an address with two slashes at its start is not found, with or without an empty field', async () => {
	for (const path of ['//host/?a=', '//?a=', '//host/'])
		expect((await fetch(site.server.address + path)).status, path).toBe(404);
});

test('a filter in the address is set again when the address is opened afresh', async () => {
	const { page } = await site.read();
	const board = boardPage(page);
	await board.open('sample');
	await board.filter({ category: 'Development and Programming', language: 'java' });
	const fresh = await site.read();
	await fresh.page.goto(page.url());
	const again = boardPage(fresh.page);
	expect(await again.chosen('category')).toBe('Development and Programming');
	expect(await again.chosen('language')).toBe('java');
	expect(await again.fact('Questions').innerText()).toBe(await board.fact('Questions').innerText());

	await fresh.page.goto('/battles?model=sample-weak&outcome=loss');
	expect(await fresh.page.locator('select[name="model"]').inputValue()).toBe('sample-weak');
	expect(await fresh.page.locator('select[name="outcome"]').inputValue()).toBe('loss');
	for (const outcome of await fresh.page.locator('tbody .outcome').allInnerTexts())
		expect(outcome).toContain('Loss');

	// A browser that goes back fills a form in again; it says what the list shows nevertheless.
	await fresh.page.goto('/battles?benchmark=sample');
	await fresh.page.selectOption('select[name="outcome"]', 'tie');
	await follow(fresh.page.getByRole('button', { name: 'Show' }));
	await fresh.page.goBack();
	expect(await fresh.page.locator('select[name="outcome"]').inputValue()).toBe('');
});

test('words of the texts are searched, counts lead to their battles, and a battle shows what was sent', async () => {
	const { page, complaints } = await site.read({ javaScriptEnabled: false });
	await page.goto('/battles?benchmark=sample');
	const counts = await site.server.client.battleCounts({ benchmark: 'sample' });
	const tabs = page.getByRole('navigation', { name: 'Outcomes' });
	expect(await tabs.getByRole('link', { name: 'Loss' }).innerText()).toMatch(
		new RegExp(`Loss\\s*${counts.outcomes.loss}`),
	);
	await follow(page.getByRole('link', { name: /^empty answer \d/ }));
	expect(await page.locator('tbody tr').count()).toBe(
		counts.reasons.find(({ reason }) => reason === 'empty-answer')?.battles,
	);
	await page.goto('/battles?benchmark=sample');
	await page.fill('input[name="q"]', 'the');
	await page.getByRole('button', { name: 'Show' }).click();
	const { items } = await site.server.client.battles({
		benchmark: 'sample',
		q: 'the',
		limit: 50,
	});
	expect(await page.locator('tbody tr').count()).toBe(items.length);
	await page.goto('/battles?q=error');
	expect(await page.locator('.notice').innerText()).toContain('choose it first');

	const id = (await site.server.client.battles({ model: 'sample-strong', limit: 1 })).items[0]?.id;
	await page.goto(`/battles/${id}`);
	await follow(page.getByRole('link', { name: 'Texts as they were written' }));
	expect(await page.locator('pre.raw').count()).toBeGreaterThan(3);
	await follow(page.getByRole('link', { name: 'What the judge was sent' }));
	const { items: prompts } = await site.server.client.battlePrompts(id ?? '');
	const last = prompts.at(-1)?.messages.at(-1)?.content ?? '';
	expect(await page.locator('pre.raw').last().textContent()).toBe(last);
	expect(complaints).toEqual([]);
});

test('filters that leave no question together are loosened, and one that does not exist is refused', async () => {
	const { page } = await site.read();
	await page.goto('/b/sample?language=haskell&difficulty=hard');
	expect(await page.locator('main').innerText()).toMatch(
		/No question matches all filters. Left out: Difficulty “hard”/,
	);
	expect(await page.locator('select[name="difficulty"]').inputValue()).toBe('');
	expect(await page.locator('tbody tr').count()).toBeGreaterThan(1);
	const answer = await page.goto('/b/sample?language=klingon');
	expect(answer?.status()).toBe(422);
	expect(await page.locator('main').innerText()).toContain('has no language "klingon"');
});

test('the page of a model shows its standing, its categories and its submission', async () => {
	const { page } = await site.read();
	await page.goto('/b/sample');
	await follow(page.getByRole('link', { name: 'Jester (sample)' }).first());
	const text = await page.locator('main').innerText();
	const [row] = (await site.server.client.model('sample-weak')).standings;
	expect(text).toContain(percent(row?.row.score?.value));
	for (const part of ['What it wins and loses most is not named', 'What failed', 'on the board'])
		expect(text).toContain(part);
	expect(text).toContain('of 3 models');
	expect(await page.locator('table').first().locator('tbody tr').count()).toBe(7);
	await follow(page.getByRole('link', { name: 'Losses' }));
	expect(await page.locator('tbody tr').count()).toBe(row?.row.losses);
});

test('the page of a question shows its prompt and how every model did', async () => {
	const { page } = await site.read();
	await page.goto('/q/sample@1/cj-001');
	expect(await page.locator('section:has(#prompt)').innerText()).toContain('PostgreSQL 15');
	expect(await page.locator('tbody tr').count()).toBe(3);
	const { items } = await site.server.client.battles({ benchmark: 'sample', question: 'cj-001' });
	const losses = items.filter(({ outcome }) => outcome === 'loss').length;
	await follow(page.getByRole('link', { name: `Loss ${losses}` }));
	expect(await page.locator('tbody tr').count()).toBe(losses);
	await follow(page.getByRole('link', { name: 'All 3' }));
	await follow(page.getByRole('link', { name: 'Read the battle of Squire (sample)' }));
	expect(await page.locator('h1').innerText()).toContain('Squire (sample)');
});

test('the page of a judge shows all that it pins, its prompt to the last word', async () => {
	const { page } = await site.read();
	await page.goto('/b/sample');
	await follow(boardPage(page).fact('Judge').getByRole('link'));
	const { items } = await site.server.client.judges();
	const prompts = items.flatMap(({ definition }) => [
		definition['systemPrompt'],
		definition['userTemplate'],
	]);
	const shown = await page.locator('main pre').allTextContents();
	expect(prompts.length).toBeGreaterThan(0);
	for (const prompt of prompts) expect(shown).toContain(prompt);
	expect(await page.locator('main').innerText()).toContain('First-position share');
	const found = await site.server.client.judge('codejoust-rehearsal-1@1');
	const boards = page.locator('section:has(#judged-boards) tbody tr');
	expect(await boards.count()).toBe(found.boards.length);
	expect(await boards.first().innerText()).toContain(percent(found.quality.consistency));
	await follow(page.getByRole('link', { name: `${found.quality.flipped} battle` }));
	for (const row of await page.locator('tbody tr').all())
		expect(await row.innerText()).toContain('flipped');
});

test('the methodology is the document, with a way to each of its sections', async () => {
	const { page } = await site.read({ viewport: { width: 1440, height: 900 } });
	await page.goto('/battles');
	await follow(page.getByRole('link', { name: 'Methodology' }));
	const links = page.getByRole('navigation', { name: 'Sections' }).getByRole('link');
	const titles = await page.locator('main h2').allInnerTexts();
	expect(titles.length).toBeGreaterThan(8);
	expect(await links.allInnerTexts()).toEqual(titles);
	for (const link of await links.all()) {
		const target = (await link.getAttribute('href')) ?? '';
		expect(await page.locator(target).count(), target).toBe(1);
	}
	await page.goto('/b/sample');
	await follow(page.getByRole('link', { name: 'How it works' }));
	expect(await page.locator(':target').innerText()).toBe('The rehearsal judge');
});

test('a battle lost by an empty answer says so, and shows no game', async () => {
	const { items } = await site.server.client.battles({ model: 'sample-weak', outcome: 'loss' });
	const lost = items.find(({ by }) => by === 'empty-answer');
	const { page } = await site.read();
	await battlePage(page).open(lost?.id ?? '');
	const text = await page.locator('main').innerText();
	expect(text).toContain('it loses without the judge being asked');
	expect(text).toContain('The answer is empty.');
	expect(text).toContain('No game was played.');
});

test('a chart is drawn when it comes into view, within its budget; its table needs no script', async () => {
	const { page, complaints } = await site.read({ viewport: { width: 390, height: 80 } });
	const weight = weighScripts(page);
	const chart = chartPage(page);
	const before = 40 * 1024;
	const after = 90 * 1024;
	await chart.open('');
	await page.waitForLoadState('networkidle');
	expect(await weight()).toBeLessThan(before);
	expect(await chart.frame.locator('p').isVisible()).toBe(true);
	await chart.frame.scrollIntoViewIfNeeded();
	const light = await chart.inkShare();
	expect(light).toBeGreaterThan(0.01);
	expect(await weight()).toBeLessThan(after);
	expect(await weight()).toBeGreaterThan(before);
	const rows = await chart.rows();
	await page.setViewportSize({ width: 390, height: 844 });
	for (const name of [
		'Score and length',
		'One model by category',
		'Models by category',
		'History',
	]) {
		await chart.goTo(name);
		expect(await chart.inkShare(), name).toBeGreaterThan(0.005);
	}
	await chart.goTo('Model against model');
	expect(await chart.inkShare()).toBeGreaterThan(0.2);
	expect(await chart.description()).toContain('Lancer (sample) over Jester (sample)');
	expect(complaints).toEqual([]);

	const plain = await site.read({ javaScriptEnabled: false });
	const still = chartPage(plain.page);
	await still.open('');
	expect(await still.frame.isVisible()).toBe(false);
	const image = plain.page.getByRole('img', { name: 'Chart: the score of every model' });
	await image.scrollIntoViewIfNeeded();
	await expect
		.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth))
		.toBeGreaterThan(900);
	expect(await plain.page.locator('main').innerText()).toContain('judge ');
	for (const [format, start] of [
		['SVG', '<svg xmlns='],
		['CSV', 'model,name,score,'],
		['PNG', '\ufffdPNG'],
	] as const) {
		const href = await plain.page
			.getByRole('link', { name: format, exact: true })
			.last()
			.getAttribute('href');
		const file = await plain.page.request.get(href ?? '');
		expect([file.status(), (await file.text()).startsWith(start)], format).toEqual([200, true]);
		if (format !== 'PNG') expect(await file.text()).toContain('Lancer (sample)');
	}
	expect(await still.rows()).toEqual(rows);
	await still.goTo('Models by category');
	await plain.page.selectOption('select[name="a"]', 'sample-weak');
	await plain.page.selectOption('select[name="c"]', '');
	await plain.page.getByRole('button', { name: 'Draw' }).click();
	expect(new URL(plain.page.url()).search).toBe('?a=sample-weak&b=sample-close');
	expect(await plain.page.locator('thead th').allInnerTexts()).toEqual([
		'Category',
		'Jester (sample)',
		'Squire (sample)',
		'Questions',
	]);
	const refused = await still.open('/radar?a=nobody');
	expect(refused?.status()).toBe(422);
	expect(await plain.page.locator('main').innerText()).toContain('"nobody" is not on');
	await still.open('/history?model=sample-weak');
	const { items } = await site.server.client.history('sample', { model: 'sample-weak' });
	const [heading, ...points] = await still.rows();
	expect(heading?.[0]).toContain(items[0]?.judge.name);
	expect(points.map(([when, , score]) => [when?.slice(-8), score])).toEqual(
		items.map(({ snapshot_id: id, score }) => [id.slice(0, 8), percent(score?.value)]),
	);
});

test('what is not there has a page that says so and leads back', async () => {
	const absent = [
		['/b/nothing', 'There is no benchmark "nothing".'],
		['/b/sample@99', 'There is no benchmark "sample@99".'],
		['/m/nobody', 'nobody'],
		['/battles/999999', '999999'],
		['/battles/abc', 'There is no battle "abc": one is named by its number.'],
		['/b/sample?snapshot=abc', 'There is no snapshot "abc"'],
		['/q/sample/none', 'The benchmark "sample" has no question "none".'],
		['/j/nobody@1', 'nobody@1'],
		['/nowhere', 'There is no page at this address.'],
	] as const;
	const { page } = await site.read();
	for (const [path, sentence] of absent) {
		const answer = await page.goto(path);
		expect(answer?.status(), path).toBe(404);
		expect(await page.locator('h1').innerText()).toBe('Not found');
		expect(await page.locator('main').innerText()).toContain(sentence);
	}
	await follow(page.getByRole('link', { name: 'To the boards' }));
	expect(await page.locator('h1').innerText()).toBe('Code models, judged side by side');
	await page.goto(`/b/sample?snapshot=${'0'.repeat(64)}`);
	await follow(page.getByRole('link', { name: 'The board as it is now' }));
	expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/b/sample');
});

/** Width and height of the PNG that a page names as its preview, as the file says them. */
async function image(page: Page): Promise<readonly [number, number]> {
	const address = await page.locator('meta[property="og:image"]').getAttribute('content');
	const answer = await fetch(address ?? '');
	expect(answer.headers.get('content-type'), page.url()).toBe('image/png');
	const file = Buffer.from(await answer.arrayBuffer());
	return [file.readUInt32BE(16), file.readUInt32BE(20)];
}

test('what is shared says what it is: tags, a badge, a snapshot’s page, a sitemap', async () => {
	const { page, complaints } = await site.read();
	const { address, client } = site.server;
	const tag = (name: string) => page.locator(`meta[property="og:${name}"]`).getAttribute('content');
	await page.goto('/m/sample-strong');
	expect(await tag('title')).toBe('Lancer (sample) · Codejoust');
	expect(await tag('description')).toMatch(
		/^Lancer \(sample\) has rank 1.* of 3 on Codejoust sample/,
	);
	await page.goto('/compare?b=sample&models=sample-strong,sample-weak');
	expect(await tag('title')).toContain('Lancer (sample) and Jester (sample)');
	const { items } = await client.battles({ model: 'sample-strong', limit: 1 });
	for (const path of ['/b/sample', '/m/sample-strong', `/battles/${items[0]?.id}`, page.url()]) {
		await page.goto(path);
		expect(await image(page)).toEqual([1200, 630]);
	}
	expect((await fetch(`${address}/b/nothing/preview.png`)).status).toBe(404);
	await page.goto('/submit');
	expect(await page.locator('meta[property^="og:"]').count()).toBe(0);

	await page.goto('/m/sample-strong');
	await page.getByText('Badge', { exact: true }).first().click();
	const drawn = page.locator('img[src*="badge.svg"]').first();
	await expect
		.poll(() => drawn.evaluate((one: HTMLImageElement) => one.naturalWidth))
		.toBeGreaterThan(100);
	const badge = await fetch(`${address}/b/sample/badge.svg?model=sample-strong`);
	expect(badge.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
	expect(await badge.text()).toMatch(/1.* of 3 on Codejoust sample \(rehearsal\)/);
	expect((await fetch(`${address}/b/sample/badge.svg?model=nobody`)).status).toBe(404);

	const { snapshot } = await client.leaderboard('sample');
	await page.goto(`/s/${snapshot?.id}`);
	expect(new URL(page.url()).search).toBe(`?snapshot=${snapshot?.id}`);
	expect(await page.locator('main').innerText()).toContain('This is a permalink');
	for (const id of ['nothing', 'ab'.repeat(32)])
		expect((await fetch(`${address}/s/${id}`)).status, id).toBe(404);

	const robots = await (await fetch(`${address}/robots.txt`)).text();
	const sitemap = /^Sitemap: (.*)$/m.exec(robots)?.[1] ?? '';
	const places = (await (await fetch(sitemap)).text()).matchAll(/<loc>(.*?)<\/loc>/g);
	for (const [, place = ''] of places) expect((await fetch(place)).status, place).toBe(200);
	expect((await fetch(`${address}/favicon.ico`)).status).toBe(200);
	expect(complaints).toEqual([]);
});

test('a judge that is sent answers without fences is marked by every page, export and command that names it', async () => {
	const { client, address, key, untilAtRest } = site.server;
	const name = 'bare@1';
	await client.createJudge({
		slug: 'bare',
		from: 'codejoust-rehearsal-1@1',
		definition: { fences: 'none' },
	});
	const { items } = await client.submissions({ benchmark: 'sample' });
	const runs = items.filter(
		({ model }) => model.slug.startsWith('sample-') && model.slug !== 'sample-baseline',
	);
	for (const { id } of runs) await client.createRun({ submission: id, judge: name });
	await until(
		() => client.leaderboard('sample', { judge: name }).catch(() => ({ rows: [] })),
		({ rows }) => rows.length === runs.length,
	);
	await untilAtRest();
	const board = '/v1/leaderboards/sample';
	const [battle] = (await client.battles({ benchmark: 'sample', judge: name, limit: 1 })).items;
	const { snapshot } = await client.leaderboard('sample', { judge: name });
	const ofJudge = `judge=${encodeURIComponent(name)}`;
	const pages = [
		`/b/sample?${ofJudge}`,
		'/b/sample',
		`/b/sample?snapshot=${snapshot?.id}`,
		`/b/sample/categories?${ofJudge}`,
		`/b/sample/criteria?${ofJudge}`,
		`/b/sample/published?${ofJudge}`,
		`/b/sample/judges?from=codejoust-rehearsal-1@1&to=${name}`,
		`/b/sample/chart?${ofJudge}`,
		`/b/sample/chart/history?${ofJudge}`,
		`/battles/${battle?.id}`,
		`/battles?benchmark=sample&${ofJudge}`,
		`/q/sample/${battle?.question_id}`,
		'/m/sample-strong',
		`/m/sample-strong?${ofJudge}`,
		`/compare?b=sample&models=sample-strong,sample-weak&${ofJudge}`,
		`/j/${name}`,
		'/changelog',
	];
	const exports = ['games', 'preferences'].map(
		(kind) => `/v1/exports/${kind}?benchmark=sample&${ofJudge}`,
	);
	const files = [
		`${board}/export.csv?${ofJudge}`,
		`${board}/export.json?${ofJudge}`,
		`${board}/export.tex?${ofJudge}`,
		`/v1/snapshots/${snapshot?.id}/bundle`,
		`${board}/criteria.csv?${ofJudge}`,
		`${board}/judges/compare.md?from=codejoust-rehearsal-1@1&to=${name}`,
	];
	const named: string[] = [];
	for (const path of [...pages, ...files, ...exports]) {
		const answer = await fetch(`${address}${path}`, { headers: { accept: '*/*' } });
		expect(answer.status, path).toBe(200);
		const text = await answer.text();
		if (!text.includes(name)) continue;
		named.push(path);
		expect(text, path).toMatch(/answers unfenced|,none,*\r|"fences":"none"/);
	}
	expect(named).toEqual(
		expect.arrayContaining([...pages.slice(0, 3), ...files.slice(0, 1), ...exports]),
	);
	const run = (...args: readonly string[]) =>
		runCli(args, { env: { CODEJOUST_SERVER: address, CODEJOUST_KEY: key } });
	for (const args of [
		['board', 'sample', '--judge', name],
		['battle', String(battle?.id)],
		['runs'],
		['judge', 'show', name],
		['published', 'show', 'sample', '--judge', name],
	]) {
		const { stdout } = await run(...args);
		if (stdout.includes(name)) expect(stdout, args.join(' ')).toMatch(/unfenced|without a fence/);
	}
});

test('a percent sign has a space before it on every page and in every command, as in the texts', async () => {
	const { address, key } = site.server;
	for (const path of await everyPage(site.server)) {
		const html = await (await fetch(`${address}${path}`)).text();
		const [, main = ''] = /<main[^>]*>([^]*)<\/main>/.exec(html) ?? [];
		// A question, an answer or a judge may write it as it likes.
		const text = main
			.replaceAll(/<(pre|code|script|style)\b[^]*?<\/\1>/g, '')
			.replaceAll(/<[^>]*>/g, ' ');
		if (!path.startsWith('/battles/') && !path.startsWith('/q/'))
			expect(text.match(/.{0,30}\d%.{0,20}/)?.[0], path).toBeUndefined();
	}
	for (const args of [
		['board', 'sample'],
		['published', 'show', 'sample'],
		['benchmark', 'show', 'sample'],
		['judge', 'show', 'codejoust-rehearsal-1@1'],
		['judges'],
	]) {
		const env = { CODEJOUST_SERVER: address, CODEJOUST_KEY: key };
		const { stdout } = await runCli(args, { env });
		expect(stdout.match(/.{0,30}\d%.{0,20}/)?.[0], args.join(' ')).toBeUndefined();
	}
});

test('another site may frame the small table of a board, which oEmbed names, and no other page', async () => {
	const { address } = site.server;
	const { page } = await site.read();
	await page.goto('/b/sample');
	const discovery = page.locator('link[type="application/json+oembed"]');
	const answer = await fetch((await discovery.getAttribute('href')) ?? '');
	expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
	const told = z
		.object({
			version: z.literal('1.0'),
			type: z.literal('rich'),
			title: z.literal('Codejoust sample'),
			html: z.string(),
			width: z.int().max(720),
			height: z.int(),
			thumbnail_url: z.string(),
		})
		.parse(await answer.json());
	expect((await fetch(told.thumbnail_url)).headers.get('content-type')).toBe('image/png');

	const others = ['/b/sample', '/operate', '/submit', '/b/sample/preview.png'];
	const frames = others.map((path) => `<iframe src="${address}${path}"></iframe>`).join('');
	const elsewhere = createServer((_, response) => {
		response.setHeader('content-type', 'text/html; charset=utf-8');
		response.end(`<!doctype html><title>A blog</title>${told.html}${frames}`);
	});
	await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
	const { port } = elsewhere.address() as AddressInfo;
	await page.goto(`http://localhost:${port}/`);
	const [board, ...refused] = page.frames().slice(1);
	const models = board?.locator('tbody th');
	expect(await models?.allInnerTexts()).toEqual(
		SAMPLE_ORDER.filter((one) => !/Quintain/.test(one)),
	);
	expect(await board?.locator('.badge.rehearsal').count()).toBe(1);
	const fits = await board?.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
	expect(fits, 'the frame is as high as its table').toBe(true);
	expect(refused).toHaveLength(others.length);
	for (const frame of refused) expect(await frame.locator('h1, img').count(), frame.url()).toBe(0);
	elsewhere.close();

	const ask = (of: string, more = '') =>
		fetch(`${address}/oembed?url=${encodeURIComponent(address + of)}${more}`);
	const { items } = await site.server.client.battles({ model: 'sample-strong', limit: 1 });
	const { snapshot } = await site.server.client.leaderboard('sample');
	for (const [of, type] of [
		[`/b/sample?snapshot=${snapshot?.id}`, 'rich'],
		['/m/sample-strong', 'link'],
		[`/battles/${items[0]?.id}`, 'link'],
		['/compare?b=sample&models=sample-weak,sample-strong', 'link'],
		['/', 'link'],
		['/b/sample/chart', 'link'],
		['/b/sample/chart/length?language=python', 'link'],
		['/b/sample/categories', 'link'],
	] as const)
		expect(await (await ask(of)).json(), of).toMatchObject({ type });
	const statuses = ['/operate', '/b/nothing', '/b/sample/chart/none', '/b/%E0%A4%A', '/compare'];
	for (const of of statuses) expect((await ask(of)).status, of).toBe(404);
	const xml = await ask('/b/sample', '&format=xml');
	expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
	expect(await xml.text()).toContain('<type>rich</type>');
	expect((await ask('/b/sample', '&format=yaml')).status).toBe(501);
	expect((await ask('/b/sample', '&maxwidth=wide')).status).toBe(400);
});
