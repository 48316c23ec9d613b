import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { findOverflow } from './audit-page.ts';
import { battlePage } from './battle-page.ts';
import { HOSTILE_ANSWERS, HOSTILE_NAME, HOSTILE_WORDS } from './hostile-answers.ts';
import { openSite, type Reader, type Site } from './site.ts';

/** One page took 16 s of a quiet machine once; now a busy one takes up to 5 s. */
const LONGEST_MS = 10_000;
const SECOND = 'second-judge';

let site: Site;
let judge: JudgeServer;
let battles: readonly string[];
let spokenBattles: readonly string[];
/** The same battles as a second judge decided them, who says the same and prefers the model’s answer. */
let secondBattles: readonly string[];
let judges: { readonly from: string; readonly to: string };
beforeAll(async () => {
	judge = await startJudgeServer({
		reply: ({ model, messages }) => speak(JSON.stringify(messages), model === SECOND),
	});
	site = await openSite({ judgeBaseUrl: judge.baseUrl });
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
	battles = await listBattles(id);
	await client.createBenchmark(smallBenchmark('spoken', HOSTILE_WORDS.length));
	const spoken = await client.createSubmission(
		smallSubmission('spoken', 'heard', HOSTILE_WORDS.length),
	);
	await untilJudged(spoken.id);
	spokenBattles = await listBattles(spoken.id);
	const to = await registerJudge(site.server, SECOND);
	await client.createRun({ submission: spoken.id, judge: to });
	await site.server.untilAtRest();
	const [first] = (await client.submission(spoken.id)).runs.filter((run) => run.judge.name !== to);
	judges = { from: first?.judge.name ?? '', to };
	secondBattles = await listBattles(spoken.id, to);
});
afterEach(() => site.putAway());
afterAll(async () => {
	await site.close();
	await judge.close();
});

/** What a judge says of a question of the benchmark "spoken": words that attack the page, then a verdict for one side. */
function speak(prompt: string, isForModel: boolean): string | undefined {
	const asked = /Question (\d+) of spoken:/.exec(prompt)?.[1];
	const hostile = HOSTILE_WORDS[Number(asked) - 1];
	const isModelFirst = prompt.indexOf(' of heard.') < prompt.indexOf('The baseline');
	const better = isModelFirst === isForModel ? 'A>B' : 'B>A';
	return hostile && `${hostile.words}\n\n[[${better}]]`;
}

/** A submission's battles in the order of their questions, by default under the live judge. */
async function listBattles(submission: string, judge?: string): Promise<readonly string[]> {
	const scope = { submission, ...(judge === undefined ? {} : { judge }) };
	const { items } = await site.server.client.battles(scope);
	const place = ({ question_id: id }: { readonly question_id: string }) => Number(id.slice(1));
	return items.toSorted((a, b) => place(a) - place(b)).map(({ id }) => id);
}

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

test.each(HOSTILE_WORDS.map(({ shown }, index) => ({ shown, index })))(
	'a battle page shows "$shown" of its judge as text, quickly and in its frame',
	async ({ shown, index }) => {
		const reader = await site.read({ viewport: { width: 390, height: 844 } });
		const battle = battlePage(reader.page);
		const startedAt = performance.now();
		await battle.open(spokenBattles[index] ?? '');
		expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
		const games = await battle.games().allInnerTexts();
		expect(games.length).toBe(2);
		for (const game of games) expect(game).toContain(shown);
		await expectInert(reader);
	},
);

test.each(HOSTILE_WORDS.map(({ shown }, index) => ({ shown, index })))(
	'a battle as two judges saw it shows "$shown" of both as text, quickly and in its frame',
	async ({ shown, index }) => {
		const reader = await site.read({ viewport: { width: 390, height: 844 } });
		const [from, to] = [spokenBattles[index], secondBattles[index]];
		const startedAt = performance.now();
		const answer = await reader.page.goto(`/b/spoken/judges/battle?from=${from}&to=${to}`);
		expect(performance.now() - startedAt).toBeLessThan(LONGEST_MS);
		expect(answer?.status()).toBe(200);
		const main = await reader.page.locator('main').innerText();
		expect(main.split(shown).length - 1, 'two judges, two games each').toBeGreaterThanOrEqual(4);
		await expectInert(reader);
	},
);

test('the comparison of two judges who say such things is inert, and names each battle', async () => {
	const reader = await site.read({ viewport: { width: 390, height: 844 } });
	const { from, to } = judges;
	await reader.page.goto(`/b/spoken/judges?from=${from}&to=${to}`, { waitUntil: 'networkidle' });
	const links = await reader.page.locator('main a[href*="/judges/battle?"]').count();
	expect(links).toBeGreaterThan(0);
	await expectInert(reader);
});

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
		tags: document.querySelectorAll(
			// The badge of a model's page is an image of ours.
			'main :is(script, style, img:not([src^="/b/"][src*="/badge.svg?"]), iframe, form[action^="http"])',
		).length,
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
