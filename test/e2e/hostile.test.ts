import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { findOverflow } from './audit-page.ts';
import { battlePage } from './battle-page.ts';
import { HOSTILE_ANSWERS, HOSTILE_NAME } from './hostile-answers.ts';
import { openSite, type Reader, type Site } from './site.ts';

/** Of a quiet machine it takes a twentieth. */
const LONGEST_MS = 4_000;

let site: Site;
let battles: readonly string[];
beforeAll(async () => {
	site = await openSite();
	const { client, untilJudged, untilOnBoard } = site.server;
	await client.createBenchmark(smallBenchmark('hostile', HOSTILE_ANSWERS.length));
	const { id } = await client.createSubmission({
		benchmark: 'hostile',
		model: { slug: 'mallory', name: HOSTILE_NAME, description: '<b>bold</b> [x](javascript:0)' },
		responses: HOSTILE_ANSWERS.map(({ response }, index) => ({
			question_id: `q${index + 1}`,
			response,
		})),
	});
	await untilJudged(id);
	const other = await client.createSubmission(
		smallSubmission('hostile', 'trudy', HOSTILE_ANSWERS.length),
	);
	await untilOnBoard('hostile', [id, other.id]);
	const { items } = await client.battles({ submission: id });
	battles = items.toSorted((a, b) => (a.question_id < b.question_id ? -1 : 1)).map((one) => one.id);
});
afterEach(() => site.putAway());
afterAll(() => site?.close());

test.each(HOSTILE_ANSWERS.map(({ shown }, index) => ({ shown, index })))(
	'a battle page shows "$shown" as text, quickly and in its frame',
	async ({ shown, index }) => {
		const reader = await site.read({ viewport: { width: 390, height: 844 } });
		const battle = battlePage(reader.page);
		const startedAt = performance.now();
		await battle.open(battles[index] ?? '');
		expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
		expect(await battle.answer().innerText()).toContain(shown);
		expect(await battle.games().count()).toBe(2);
		await expectInert(reader);
	},
);

test('a hostile name is text wherever it stands', async () => {
	const reader = await site.read({ viewport: { width: 390, height: 844 } });
	const places = [
		'/',
		'/b/hostile',
		'/b/hostile/chart',
		'/battles?model=mallory',
		'/m/mallory',
		'/changelog',
		'/compare?b=hostile&models=mallory,trudy',
	];
	for (const path of [...places, '/q/hostile/q1']) {
		await reader.page.goto(path, { waitUntil: 'networkidle' });
		const text = await reader.page.locator('main').innerText();
		expect(text, path).toContain('Mallory<img src=x onerror=window.pwned=1>⟦U+202E⟧gnp');
		await expectInert(reader);
	}
});

/** Nothing of a stranger ran, was loaded, can be followed to a script, or broke out of its place. */
async function expectInert({ page, complaints }: Reader): Promise<void> {
	const found = await page.evaluate(() => ({
		pwned: 'pwned' in window,
		tags: document.querySelectorAll('main :is(script, style, img, iframe, form[action^="http"])')
			.length,
		handlers: [...document.querySelectorAll('*')].flatMap((element) =>
			element.getAttributeNames().filter((name) => name.startsWith('on')),
		),
		links: [...document.links]
			.map((link) => link.getAttribute('href') ?? '')
			.filter((href) => !/^(\/|#|https?:\/\/)/.test(href)),
		isFooterLast: document.body.innerText.includes('Open source under Apache-2.0'),
	}));
	expect(found).toEqual({ pwned: false, tags: 0, handlers: [], links: [], isFooterLast: true });
	expect(complaints).toEqual([]);
	expect(await findOverflow(page)).toEqual([]);
}
