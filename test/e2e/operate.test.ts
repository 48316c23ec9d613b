import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertApiKey } from '@codejoust/db/queries/keys/api-keys';
import { hashSecret } from '../../apps/api/src/api-key.ts';
import { until } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { auditPage } from './audit-page.ts';
import { press } from './follow.ts';
import { operatePage } from './operate-page.ts';
import { openSite, type Reader, type Site } from './site.ts';

const SUBMIT_KEY = 'cj_submitter_abcdefghijklmnopqrstuvwx';
const QUESTIONS = 40;
const PAIRS = fileURLToPath(new URL('../../sample/labelled-pairs.jsonl', import.meta.url));

let judge: JudgeServer;
let site: Site;
let isBroken = true;
/** Holds the judge's replies to a slow benchmark back. */
const isSlow = { now: true };

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		fault: (_index, { messages }) => {
			const prompt = JSON.stringify(messages);
			if (isBroken && /Question [12] of /.test(prompt)) return { kind: 'status', status: 400 };
			if (isSlow.now && prompt.includes(' of slow:')) return { kind: 'drip', overMs: 1500 };
			return undefined;
		},
	});
	site = await openSite({ judgeBaseUrl: judge.baseUrl, config: { judgeConcurrency: 4 } });
	await insertApiKey(site.server.db, {
		id: 'submitter',
		secretHash: hashSecret('abcdefghijklmnopqrstuvwx'),
		label: 'submits only',
		scopes: ['submit'],
	});
});
afterAll(async () => {
	await site.close();
	await judge.close();
});

/** A run of its own with two unscored battles. */
async function leaveUnscored(name: string): Promise<string> {
	isBroken = true;
	const { client } = site.server;
	await client.createBenchmark(smallBenchmark(name));
	const { id } = await client.createSubmission(smallSubmission(name, `${name}-model`));
	const [run] = (await site.server.untilJudged(id)).runs;
	expect(run?.progress).toMatchObject({ games: 8, scored: 4, unscored: 4 });
	await site.server.untilOnBoard(name, [id]);
	isBroken = false;
	return id;
}

/** A run that goes on for as long as the judge is slow. */
async function startSlow(model: string): Promise<{ readonly id: string; readonly run: string }> {
	const { client } = site.server;
	const { items } = await client.benchmarks();
	if (!items.some(({ slug }) => slug === 'slow'))
		await client.createBenchmark(smallBenchmark('slow', QUESTIONS));
	const { id } = await client.createSubmission(smallSubmission('slow', model, QUESTIONS));
	const { runs } = await site.server.untilJudged(id, {
		isReached: (submission) => submission.runs[0]?.state === 'judging',
	});
	return { id, run: runs[0]?.id ?? '' };
}

async function untilShown(read: () => Promise<string>, text: string | RegExp): Promise<void> {
	await until(read, (shown) => (typeof text === 'string' ? shown === text : text.test(shown)));
}

/** A refused form is answered with its own status, which the browser writes to its console. */
const ownComplaints = ({ complaints }: Reader) =>
	complaints.filter((one) => !/status of 4\d\d/.test(one));

describe('signing in', () => {
	test.each([
		['a word', 'open sesame', 'not an API key'],
		['unknown', 'cj_nobody_abcdefghijklmnopqrstuvwx', 'is unknown'],
		['one that only submits', SUBMIT_KEY, '"operate"'],
	])('with a key that is %s says so in a sentence and opens nothing', async (_name, key, says) => {
		const { page } = await site.read();
		const operate = operatePage(page);
		await operate.open();
		await operate.signIn(key);
		expect(await operate.problem()).toContain(says);
		expect(await operate.isSignedIn()).toBe(false);
		expect(await page.context().cookies()).toEqual([]);
		expect(await auditPage(page)).toEqual([]);
	});

	test('keeps a session where no script and no other site gets at it, until signing out', async () => {
		const reader = await site.read();
		const { page } = reader;
		const operate = operatePage(page);
		const response = await operate.open();
		expect(response?.headers()).toMatchObject({
			'cache-control': 'private, no-store',
			'x-robots-tag': 'noindex',
		});
		await operate.signIn(site.server.key);
		expect(await operate.isSignedIn()).toBe(true);
		expect(await page.content()).not.toContain(site.server.key);
		const cookies = await page.context().cookies();
		// One sign-in serves both parts of the site.
		expect(cookies.map(({ path }) => path).sort()).toEqual(['/operate', '/submit']);
		for (const cookie of cookies)
			expect(cookie).toMatchObject({
				value: expect.stringMatching(/^cjs_/) as unknown,
				httpOnly: true,
				sameSite: 'Strict',
				secure: false,
				expires: -1,
			});
		const copied = cookies.find(({ path }) => path === '/operate');
		if (!copied) throw new Error('there is no cookie');
		await operate.signOut();
		expect(await operate.isSignedIn()).toBe(false);
		expect(await page.context().cookies()).toEqual([]);
		// A copy of the cookie is worth nothing any more.
		await page.context().addCookies([copied]);
		await operate.open();
		expect(await operate.problem()).toMatch(/The session ended at/);
		expect(await operate.isSignedIn()).toBe(false);
		expect(ownComplaints(reader)).toEqual([]);
	});

	test('ends when the key is revoked, with the reason', async () => {
		const key = 'cj_shortlived_abcdefghijklmnopqrstuvwx';
		await insertApiKey(site.server.db, {
			id: 'shortlived',
			secretHash: hashSecret('abcdefghijklmnopqrstuvwx'),
			label: 'revoked below',
			scopes: ['operate'],
		});
		const { page } = await site.read({ javaScriptEnabled: false });
		const operate = operatePage(page);
		await operate.open();
		await operate.signIn(key);
		expect(await operate.isSignedIn()).toBe(true);
		await site.server.db.execute("update api_keys set revoked_at = now() where id = 'shortlived'");
		await operate.open();
		expect(await operate.isSignedIn()).toBe(false);
		expect(await operate.problem()).toContain('revoked');
	});
});

test('a key is made, told once, rotated and revoked, each step confirmed, without any script', async () => {
	const reader = await site.read({
		javaScriptEnabled: false,
		viewport: { width: 390, height: 844 },
	});
	const { page } = reader;
	await page.goto('/operate/keys');
	const operate = operatePage(page);
	await operate.signIn(site.server.key);
	expect(new URL(page.url()).pathname).toBe('/operate/keys');

	await page.getByText('Add an organisation').click();
	await page.getByLabel('Slug').fill('acme');
	await page.getByLabel('Games a month').first().fill('many');
	await press(page.getByRole('button', { name: 'Add the organisation' }));
	expect(await operate.problem()).toBe('Games a month: "many" is not a whole number.');
	expect(await page.getByLabel('Slug').inputValue()).toBe('acme');
	await page.getByLabel('Games a month').first().fill('100');
	await press(page.getByRole('button', { name: 'Add the organisation' }));
	expect(await operate.note()).toBe('The organisation acme is added.');

	await page.getByText('Make a key').first().click();
	await page.locator('select[name=organisation]').selectOption('acme');
	await page.getByLabel('What it is for').fill('nightly job\u202e');
	await press(page.getByRole('button', { name: 'Make the key' }));
	const made = await page.locator('code.key').innerText();
	const whoAmI = (key: string) =>
		fetch(`${site.server.address}/v1/keys/me`, { headers: { authorization: `Bearer ${key}` } });
	expect(await (await whoAmI(made)).json()).toMatchObject({ organisation: { slug: 'acme' } });
	// The same form again, as when the page is read anew.
	await page.reload();
	expect(await page.getByRole('status').innerText()).toContain('sent twice');
	await page.goto('/operate/keys');
	expect(await page.content()).not.toContain(made);
	const card = page.locator('article', { hasText: 'nightly job⟦U+202E⟧' });
	expect(await card.count()).toBe(1);

	await press(card.getByRole('link', { name: /^Rotate …/ }));
	await card.getByLabel('The server accepts the old secret').selectOption('3600');
	await press(card.getByRole('button', { name: 'Rotate the key' }));
	const rotated = await page.locator('code.key').innerText();
	expect([(await whoAmI(made)).status, (await whoAmI(rotated)).status]).toEqual([200, 200]);

	await press(card.getByRole('link', { name: /^Revoke …/ }));
	expect((await whoAmI(rotated)).status).toBe(200);
	expect(await card.locator('.notice p').innerText()).toMatch(
		/^Revoke nightly job⟦U\+202E⟧\? This ends the key and 0 sessions .* their runs continue\.$/,
	);
	await press(card.getByRole('button', { name: 'Revoke the key' }));
	expect(await operate.note()).toMatch(
		/^The key [a-z0-9]+ of acme is revoked: 0 sessions ended\.$/,
	);
	expect((await whoAmI(rotated)).status).toBe(401);

	await press(page.getByRole('link', { name: 'Audit log' }));
	await page.getByLabel('Action').fill('key');
	await press(page.getByRole('button', { name: 'Show' }));
	const rows = await page.locator('ol > li').allInnerTexts();
	expect(rows[0]).toMatch(
		/by operator1 \(CODEJOUST_OPERATOR_KEY, operators\)[^]*state: active → revoked/,
	);
	expect(rows.slice(0, 3).map((row) => /key\.\w+/.exec(row)?.[0])).toEqual([
		'key.revoke',
		'key.rotate',
		'key.create',
	]);
	expect(ownComplaints(reader)).toEqual([]);
});

test('an operator checks a judge with labelled pairs, and everybody reads the numbers on its page', async () => {
	const { client, key } = site.server;
	const rehearsal = 'codejoust-rehearsal-1@1';
	const reader = await site.read();
	const { page } = reader;
	const operate = operatePage(page);
	await page.goto('/operate/checks');
	await operate.signIn(key);
	await page.getByLabel('Files of labelled pairs').setInputFiles(PAIRS);
	await page.getByLabel('Slug').fill('Our pairs');
	await page.getByLabel('Name', { exact: true }).fill('Pairs\u202e of ours');
	const send = () => press(page.getByRole('button', { name: 'Import the pairs' }));
	await send();
	expect(await operate.problem()).toBe('Nothing was done: 1 field needs a change.');
	expect(await page.locator('#importSet-slug-problem').innerText()).toMatch(/^A slug has 1 to 60/);
	expect(await page.locator('form:has(#importSet-slug)').innerText()).toContain(
		'Choose the files again: a browser forgets them.',
	);
	expect(await page.getByLabel('Name', { exact: true }).inputValue()).toContain('Pairs');
	expect(await auditPage(page)).toEqual([]);
	await page.getByLabel('Slug').fill('pairs');
	await page.getByLabel('Files of labelled pairs').setInputFiles(PAIRS);
	await send();
	expect(await operate.note()).toMatch(/^pairs@1 is imported: 12 pairs\./);
	const start = async (dollars: string) => {
		await page.getByLabel('Judge version').selectOption(rehearsal);
		await page.getByLabel('Budget in dollars').fill(dollars);
		await press(page.getByRole('button', { name: 'Start the check' }));
	};
	await start('much');
	expect(await page.locator('#startCheck-dollars-problem').innerText()).toContain('not an amount');
	await start('1.50');
	const question = page.getByRole('form', { name: 'Confirm' });
	expect(await question.innerText()).toMatch(
		/^Start: 24 games, about \$0\.00.*It pauses before it costs more than \$1\.50\./,
	);
	expect((await client.checksOfJudge(rehearsal)).items).toEqual([]);
	await press(page.getByRole('button', { name: 'Start the check' }));
	expect(await operate.note()).toBe(`${rehearsal} is being checked with pairs@1.`);
	await until(
		() => client.checksOfJudge(rehearsal),
		({ items }) => items.length === 1,
	);
	await page.reload();
	const card = page.locator('article');
	expect(await card.locator('.badge').first().innerText()).toBe('done');
	// All pairs, three categories, and three judges that read nothing.
	expect(await card.locator('tbody tr').count()).toBe(7);
	expect(await auditPage(page)).toEqual([]);
	expect(ownComplaints(reader)).toEqual([]);

	const stranger = await site.read();
	await stranger.page.goto(`/j/${rehearsal}`);
	const section = stranger.page.locator('section:has(#checks)');
	expect(await section.locator('h3').innerText()).toContain('Pairs⟦U+202E⟧ of ours');
	const names = await section.locator('tbody th').allInnerTexts();
	expect(names.slice(0, 4)).toEqual(['Overall', 'correctness', 'efficiency', 'security']);
	expect(names.slice(4)).toEqual([
		'Always the first shown',
		'Always the longer',
		'Always the shorter',
	]);
	expect(await section.locator('tbody tr').first().innerText()).toMatch(/^Overall\s+12\s+0\s+\d/);
	expect(await auditPage(stranger.page)).toEqual([]);
});

test('judgments of others are checked, refused with every problem, and imported by a form', async () => {
	const { client, key } = site.server;
	await client.createBenchmark(smallBenchmark('voted'));
	await client.createSubmission(smallSubmission('voted', 'voted-model'));
	const vote = (question: string, winner = 'model_a') =>
		JSON.stringify({
			question_id: question,
			contestant: 'voted-model',
			model_b: 'baseline',
			winner,
		});
	const rows = ['q1', 'q2', 'q3', 'q4'].map((question) => vote(question));
	const reader = await site.read({ viewport: { width: 390, height: 844 } });
	const { page } = reader;
	await page.goto('/operate/judgments');
	await operatePage(page).signIn(key);
	const choose = (...texts: string[]) =>
		page.getByLabel('Files of one format').setInputFiles(
			texts.map((text, at) => ({
				name: `votes-${at + 1}.jsonl`,
				mimeType: 'application/x-ndjson',
				buffer: Buffer.from(text),
			})),
		);
	await page.getByLabel('Benchmark', { exact: true }).selectOption('voted@1');
	await choose(vote('q1'), [vote('q2', 'nobody'), vote('q9')].join('\n'));
	await page.getByLabel('Fields of other names').fill('model_a');
	await page.getByRole('button', { name: 'Check only' }).click();
	expect(await page.locator('#importJudgments-map-problem').innerText()).toContain('OURS=THEIRS');
	await page.getByLabel('Fields of other names').fill('model_a=contestant');
	await page.getByLabel('Who judged, if').fill('people');
	await page.getByRole('button', { name: 'Check only' }).click();
	const problems = page.locator('#importJudgments-judgments-problem');
	await problems.waitFor();
	expect(await problems.innerText()).toMatch(/`winner` must be[^]*no question "q9"/);
	expect(await auditPage(page)).toEqual([]);
	await choose(rows.slice(0, 2).join('\n'), rows.slice(2).join('\n'));
	await page.getByRole('button', { name: 'Check only' }).click();
	const report = page.locator('section[aria-labelledby=brought]');
	await report.getByText('nothing was stored').waitFor();
	expect((await client.judges()).items.filter(({ recorded }) => recorded)).toEqual([]);
	// The files are still chosen.
	await page.getByRole('button', { name: 'Import', exact: true }).click();
	await report.getByRole('heading', { name: 'Imported', exact: true }).waitFor();
	expect(await report.innerText()).toMatch(/votes-2\.jsonl: 2 records[^]*voted-model/);
	const imported = page.locator('section[aria-labelledby=imported]');
	expect(await imported.locator('tbody tr').innerText()).toMatch(/recorded-people@1\s+voted@1/);
	expect(await auditPage(page)).toEqual([]);
	const { rows: ranked } = await until(
		() => client.leaderboard('voted', { judge: 'recorded-people@1' }),
		(board) => board.rows.length > 0,
	);
	expect(ranked).toMatchObject([{ wins: 4 }]);
	await importJudgedPairs(page);
	expect(await auditPage(page)).toEqual([]);
	expect(ownComplaints(reader)).toEqual([]);
});

async function importJudgedPairs(page: Page): Promise<void> {
	const pair = {
		pair_id: 'p1',
		source: 'made-up',
		question: 'Which one?',
		response_A: 'first',
		response_B: 'second',
		label: 'A>B',
		judgments: [{ judgment: { judge_model: 'heron', response: '[[A>B]]' }, decision: 'A>B' }],
	};
	await page.getByLabel('Files of judged pairs').setInputFiles({
		name: 'heron.jsonl',
		mimeType: 'application/x-ndjson',
		buffer: Buffer.from(`${JSON.stringify(pair)}\n`),
	});
	await page.getByLabel('Set of the pairs').fill('Console pairs');
	await page.getByRole('button', { name: 'Check the pairs only' }).click();
	await page.locator('#importPairs-set-problem').waitFor();
	await page.getByLabel('Set of the pairs').fill('console-pairs');
	await page.getByRole('button', { name: 'Import the pairs' }).click();
	const report = page.locator('section[aria-labelledby=brought-pairs]');
	await report.getByRole('heading', { name: 'Imported', exact: true }).waitFor();
	expect(await report.innerText()).toMatch(
		/console-pairs@1 with 1 pair[^]*recorded-heron[^]*one game a pair, 1 game, 1 scored/,
	);
}

test('no other site makes or revokes a key in a signed-in browser', async () => {
	const keys = async () => (await site.server.client.keys({ limit: 200 })).items.length;
	const before = await keys();
	const { origin } = new URL(site.server.address);
	const { token } = await site.server.client.startSession();
	const post = (headers: Readonly<Record<string, string>>) =>
		fetch(`${site.server.address}/operate/keys?/createKey`, {
			method: 'POST',
			headers: { cookie: `codejoust_operator=${token}`, ...headers },
			body: new URLSearchParams({ organisation: 'operators', label: 'forged', scope: 'operate' }),
		});
	for (const headers of [{}, { origin: 'null' }, { origin: 'https://evil.example' }]) {
		const refused = await post(headers);
		expect(await refused.text()).not.toContain('cj_');
		expect(refused.status).toBe(403);
	}
	expect(await keys()).toBe(before);
	expect((await post({ origin })).status).toBe(200);
	expect(await keys()).toBe(before + 1);
});

test.each([
	'/operate/keys',
	'/operate/audit',
	'/operate/rejudging',
	'/operate/models',
	'/operate/spend',
])('%s is sound in every width and theme', async (path) => {
	const { page, complaints } = await site.read();
	await page.goto(path);
	expect(await auditPage(page)).toEqual([]);
	await operatePage(page).signIn(site.server.key);
	for (const summary of await page.locator('summary').all()) await summary.click();
	expect(await auditPage(page)).toEqual([]);
	expect(complaints).toEqual([]);
});

test('a form that another site posts is refused, with and without a proxy’s headers', async () => {
	const post = (headers: Readonly<Record<string, string>>) =>
		fetch(`${site.server.address}/operate?/signIn`, {
			method: 'POST',
			headers: { accept: 'text/html', ...headers },
			body: new URLSearchParams({ key: site.server.key }),
			redirect: 'manual',
		});
	const own = site.server.address;
	const { host } = new URL(own);
	expect((await post({ origin: own })).status).toBe(303);
	expect((await post({})).status).toBe(403);
	for (const origin of ['https://evil.example', 'null', own.replace('http:', 'https:')])
		expect((await post({ origin })).status, origin).toBe(403);
	// The headers by which the server tells its pages their origin are its own to set.
	const forged = { 'x-codejoust-host': 'evil.example', 'x-codejoust-protocol': 'https' };
	expect((await post({ origin: 'https://evil.example', ...forged })).status).toBe(403);
	const proxied = await post({ origin: `https://${host}`, 'x-forwarded-proto': 'https' });
	expect(proxied.status).toBe(303);
	expect(proxied.headers.get('set-cookie')).toMatch(/; HttpOnly.*; Secure; SameSite=Strict/i);
});

test.each([
	['with scripts', true],
	['without any script', false],
])('%s an operator asks unscored games again and sees them all scored', async (name, isOn) => {
	const benchmark = isOn ? 'patchy' : 'patchy-plain';
	const model = `Model ${benchmark}-model`;
	await leaveUnscored(benchmark);
	const reader = await site.read({ javaScriptEnabled: isOn });
	const operate = operatePage(reader.page);
	await operate.open();
	await operate.signIn(site.server.key);
	expect(await operate.stateOf(model), name).toBe('done');
	expect(await operate.runOf(model).innerText()).toContain('4 of 8 games');
	expect(await operate.runOf(model).innerText()).toContain('provider-error');
	await operate.press(model, /^Ask unscored again/);
	expect(await operate.question()).toMatch(/^Ask 4 unscored games of the run of .* again\? /);
	await operate.confirm();
	expect(await operate.note()).toContain('asks its unscored games again');
	await untilShown(async () => {
		if (!isOn) await operate.open();
		return operate.runOf(model).innerText();
	}, /8 of 8 games/);
	expect(await operate.runOf(model).getByRole('button').count()).toBe(0);
	expect(reader.complaints).toEqual([]);
});

test('an operator asks all of a board again', async () => {
	await leaveUnscored('whole-board');
	const { page } = await site.read({ javaScriptEnabled: false });
	const operate = operatePage(page);
	await operate.open();
	await operate.signIn(site.server.key);
	await press(operate.boardOf('whole-board').getByRole('button'));
	expect(await operate.question()).toMatch(
		/^Ask 4 unscored games of 1 run on whole-board@1 by .* again\? /,
	);
	await operate.confirm();
	expect(await operate.note()).toBe('2 battles of 1 run on whole-board@1 are asked again.');
	await untilShown(async () => {
		await operate.open();
		return operate.boardOf('whole-board').innerText();
	}, /none unscored/);
});

test.each([
	['with scripts', true],
	['without any script', false],
])('%s a run is paused, goes on, and is cancelled only when that is confirmed', async (_, isOn) => {
	isSlow.now = true;
	const slug = isOn ? 'tortoise' : 'snail';
	const model = `Model ${slug}`;
	const { id, run } = await startSlow(slug);
	const reader = await site.read({ javaScriptEnabled: isOn });
	const operate = operatePage(reader.page);
	await operate.open();
	await operate.signIn(site.server.key);
	expect(await operate.runOf(model).innerText()).toContain('Waits for the judge');

	await operate.press(model, /^Pause/);
	expect(await operate.note()).toContain(`The run of ${model} on slow@1 is paused`);
	expect(await operate.stateOf(model)).toBe('paused');
	expect(await operate.runOf(model).innerText()).toContain('Paused by an operator');
	// The audit is a script itself.
	if (isOn) expect(await auditPage(reader.page)).toEqual([]);

	await operate.press(model, /^Resume/);
	await untilShown(async () => {
		if (!isOn) await operate.open();
		return operate.stateOf(model);
	}, /judging|queued/);

	await press(operate.runOf(model).getByRole('link', { name: /^Cancel …/ }));
	expect(await operate.runOf(model).innerText()).toContain(`Cancel the run of ${model}?`);
	await press(operate.runOf(model).getByRole('link', { name: 'Keep it' }));
	expect((await site.server.client.run(run)).state).not.toBe('cancelled');
	await press(operate.runOf(model).getByRole('link', { name: /^Cancel …/ }));
	await operate.press(model, 'Cancel the run');
	expect(await operate.stateOf(model)).toBe('cancelled');
	const [stored] = (await site.server.client.submission(id)).runs;
	expect(stored?.state).toBe('cancelled');
	expect(reader.complaints).toEqual([]);
});

test('what the state of a run does not allow is told in the server’s sentence', async () => {
	isSlow.now = true;
	const { run } = await startSlow('hare');
	const { page } = await site.read({ javaScriptEnabled: false });
	const operate = operatePage(page);
	await operate.open();
	await operate.signIn(site.server.key);
	await site.server.client.controlRun(run, 'pause');
	await operate.press('Model hare', /^Pause/);
	expect(await operate.problem()).toContain('only a run that is queued or judging can be paused');
	expect(await operate.stateOf('Model hare')).toBe('paused');
	await site.server.client.controlRun(run, 'cancel');
});

test('the page refreshes itself without taking the focus away, until it is told not to', async () => {
	isSlow.now = true;
	const { run } = await startSlow('fox');
	const { page, complaints } = await site.read();
	await page.clock.install();
	const operate = operatePage(page);
	await operate.open();
	await operate.signIn(site.server.key);
	const pause = operate.runOf('Model fox').getByRole('button', { name: /^Pause/ });
	await pause.focus();
	const clock = () => page.locator('[data-live] time').first().innerText();
	const before = await clock();
	await until(clock, (now) => now !== before);
	expect(await pause.evaluate((button) => button === document.activeElement)).toBe(true);
	await site.server.client.controlRun(run, 'pause');
	await untilShown(() => operate.stateOf('Model fox'), 'paused');

	const toggle = page.getByRole('button', { name: 'Auto-refresh' });
	await toggle.click();
	expect(await toggle.getAttribute('aria-pressed')).toBe('false');
	let asked = 0;
	page.on('request', () => asked++);
	await site.server.client.controlRun(run, 'resume');
	await page.clock.runFor(20_000);
	expect(asked).toBe(0);
	expect(await operate.stateOf('Model fox')).toBe('paused');
	await site.server.client.controlRun(run, 'cancel');
	expect(complaints).toEqual([]);
});

test.each([
	[1440, 'light'],
	[1440, 'dark'],
	[390, 'light'],
	[390, 'dark'],
] as const)('the page is sound at %i px in %s', async (width, colorScheme) => {
	const { page, complaints } = await site.read({
		viewport: { width, height: 900 },
		colorScheme,
	});
	const operate = operatePage(page);
	await operate.open();
	await operate.signIn(site.server.key);
	expect(await operate.isSignedIn()).toBe(true);
	await page.getByRole('button', { name: 'Auto-refresh' }).click();
	expect(await auditPage(page)).toEqual([]);
	expect(complaints).toEqual([]);
});

test('a board is judged again and the new judge promoted by plain forms, on a phone', async () => {
	isBroken = false;
	const { client } = site.server;
	const off = { maximum_longer: null, minimum_kappa: null, minimum_consistency: null };
	await client.setPromotionGates({ ...off, maximum_first_position: null, minimum_accuracy: 0.9 });
	await registerJudge(site.server, 'another-judge');
	await client.createBenchmark(smallBenchmark('again'));
	const { id } = await client.createSubmission(smallSubmission('again', 'again-model'));
	await site.server.untilOnBoard('again', [id]);
	const { page, complaints } = await site.read({ viewport: { width: 390, height: 844 } });
	await page.goto('/operate/rejudging');
	await operatePage(page).signIn(site.server.key);
	await page.selectOption('[name=benchmark]', 'again@1');
	await page.selectOption('#plan [name=judge]', 'another-judge@1');
	await page.fill('[name=budget]', 'much');
	await page.getByRole('button', { name: 'Plan', exact: true }).click();
	expect(await page.getByRole('alert').textContent()).toContain('not an amount');
	await page.fill('[name=budget]', '');
	await page.getByRole('button', { name: 'Plan', exact: true }).click();
	expect(await page.getByRole('status').textContent()).toContain('Planned');
	expect(await page.getByText('8 of 8').count()).toBe(1);
	expect(await auditPage(page)).toEqual([]);
	await page.getByRole('button', { name: /^Start: 8 games, / }).click();
	expect(await page.getByRole('status').textContent()).toContain('Started');
	// The page moves by itself.
	await page.locator('h2 .badge', { hasText: /^reported$/ }).waitFor();
	expect(await auditPage(page)).toEqual([]);
	const changes = page.getByRole('region', { name: 'What a promotion changes' });
	expect(await changes.textContent()).toContain('100.0\u00a0% of 4 battles keep their outcome');
	// One gate was not measured: it blocks, and nothing is promoted by oversight.
	expect(await page.getByText('Not measured, blocks').count()).toBe(1);
	await page.locator('#promote-reason').fill('It is cheaper');
	await page.locator('#promote').click();
	expect((await client.leaderboard('again')).judge.name).toBe('test-judge@1');
	await page.getByRole('checkbox', { name: /^Promote although 1 gate blocks: accuracy/ }).check();
	await page.getByRole('button', { name: 'Promote another-judge@1 over its gates' }).click();
	expect(await page.getByRole('status').textContent()).toMatch(
		/is the live judge of again@1\..* Ranks: none of 1 model changes\./,
	);
	await page.goto('/changelog');
	expect(await page.locator('main').textContent()).toContain('The reason: It is cheaper.');
	expect((await client.leaderboard('again')).judge.name).toBe('another-judge@1');
	await page.goto('/operate/rejudging');
	await page.getByText('Change the live judge of a board').click();
	const live = page.locator('#live');
	await live.getByLabel('Live board').selectOption('again@1');
	await live.getByLabel('Judge to be live').selectOption('test-judge@1');
	await live.getByLabel('Reason').fill('It went wrong');
	await live.getByLabel('Although gates block').check();
	await press(page.getByRole('button', { name: 'Make it live' }));
	const asked = page.getByRole('form', { name: 'Confirm' });
	expect(await asked.locator('p').innerText()).toBe(
		'Make test-judge@1 the live judge of again@1? another-judge@1 is live now.',
	);
	expect(
		(await asked.locator('li').allInnerTexts()).map((point) => point.replace(/:.*/, '')),
	).toEqual(['First place', 'Ranks', 'Judged by both']);
	expect((await client.leaderboard('again')).judge.name).toBe('another-judge@1');
	expect(await auditPage(page)).toEqual([]);
	await press(page.getByRole('button', { name: 'Make it live' }));
	expect(await page.getByRole('status').textContent()).toContain('To roll back');
	expect((await client.leaderboard('again')).judge.name).toBe('test-judge@1');
	await page.goto('/operate');
	expect(await page.getByText('its report is ready').count()).toBe(1);
	expect(complaints.filter((one) => !/status of 4\d\d/.test(one))).toEqual([]);
});

describe('benchmarks and budgets', () => {
	test('are shown to who is signed in, changed by plain forms, and readable on a phone', async () => {
		const { client } = site.server;
		await client.createBenchmark(smallBenchmark('aging'));
		const { page } = await site.read({
			javaScriptEnabled: false,
			viewport: { width: 390, height: 844 },
		});
		await page.goto('/operate/service');
		await operatePage(page).signIn(site.server.key);
		expect(new URL(page.url()).pathname).toBe('/operate/service');
		await page.fill('#service-dollars', 'much');
		await press(
			page.locator('form', { has: page.locator('#service-dollars') }).getByRole('button'),
		);
		expect(await page.getByRole('alert').textContent()).toContain('not an amount');
		await page.fill('#service-dollars', '12.50');
		await press(
			page.locator('form', { has: page.locator('#service-dollars') }).getByRole('button'),
		);
		expect(await page.getByRole('status').textContent()).toContain('is set');
		expect((await client.serviceBudget()).budget_micro_usd).toBe(12_500_000);
		await page.fill('#service-dollars', '');
		await press(
			page.locator('form', { has: page.locator('#service-dollars') }).getByRole('button'),
		);
		expect((await client.serviceBudget()).budget_micro_usd).toBeNull();

		await press(page.locator('[id="retire-aging@1"]'));
		expect((await client.benchmark('aging@1')).retired_at).toBeNull();
		await press(page.locator('[id="confirm-aging@1"]'));
		expect(await page.getByRole('status').textContent()).toContain('aging@1 is public and retired');
		const card = page.locator('[id="version-aging@1"]');
		await card.locator('select').selectOption('private');
		await press(card.getByRole('button', { name: 'Set' }));
		expect(await client.benchmark('aging@1')).toMatchObject({
			visibility: 'private',
			retired_at: expect.any(String),
		});
		const scrolls = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(scrolls).toBeLessThanOrEqual(390);
	});

	test('keep to the rules for everybody’s eyes and hands', async () => {
		const reader = await site.read();
		const operate = operatePage(reader.page);
		await operate.open();
		await operate.signIn(site.server.key);
		await reader.page.goto('/operate/service?retire=slow%401');
		expect(await auditPage(reader.page)).toEqual([]);
		expect(ownComplaints(reader)).toEqual([]);
	});
});

describe('what is published about a model', () => {
	test('is corrected by a plain form, which keeps what was refused, and audited', async () => {
		const { client } = site.server;
		const before = await client.model('sample-strong');
		const { page } = await site.read({
			javaScriptEnabled: false,
			viewport: { width: 390, height: 844 },
		});
		await page.goto('/operate/models');
		await operatePage(page).signIn(site.server.key);
		expect(new URL(page.url()).pathname).toBe('/operate/models');
		const row = page.locator('[id="model-sample-strong"]');
		await press(row.getByRole('link', { name: 'Correct …' }));
		expect(await page.getByLabel('Licence').inputValue()).toBe(before.licence ?? '');
		await page.getByLabel('Organisation').fill(' Example <b>Lab</b> ');
		await page.getByLabel('Licence').fill('');
		await page.getByLabel('Link').fill('ftp://example.org/strong');
		await press(page.getByRole('button', { name: 'Save' }));
		expect(await page.getByRole('alert').textContent()).toContain('link');
		expect(await page.getByLabel('Organisation').inputValue()).toBe('Example <b>Lab</b>');
		expect(await client.model('sample-strong')).toMatchObject({ licence: before.licence });
		await page.getByLabel('Link').fill('https://example.org/strong');
		await press(page.getByRole('button', { name: 'Save' }));
		expect(await page.getByRole('status').textContent()).toContain('is saved');
		expect(await row.textContent()).toMatch(/Example <b>Lab<\/b>\s*—\s*https:\/\/example.org/);
		const after = {
			organisation: 'Example <b>Lab</b>',
			licence: null,
			link: 'https://example.org/strong',
		};
		expect(await client.model('sample-strong')).toMatchObject(after);
		const { items } = await client.audit({ action: 'model', limit: 1 });
		expect(items).toMatchObject([{ action: 'model.change', subject: 'sample-strong', after }]);
		const scrolls = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(scrolls).toBeLessThanOrEqual(390);
		const { organisation, licence, link } = before;
		await client.changeModel('sample-strong', { organisation, licence, link });
	});

	test('keeps to the rules for everybody’s eyes and hands', async () => {
		const reader = await site.read();
		await reader.page.goto('/operate/models?model=sample-strong');
		await operatePage(reader.page).signIn(site.server.key);
		await reader.page.goto('/operate/models?model=sample-strong');
		expect(await auditPage(reader.page)).toEqual([]);
		await reader.page.goto('/operate/models?model=nobody');
		expect(await reader.page.locator('main').textContent()).toContain('no model nobody');
		expect(ownComplaints(reader)).toEqual([]);
	});
});

test('a new version’s page says what it changed, and a withheld text says why', async () => {
	const { client } = site.server;
	await client.createBenchmark({ ...smallBenchmark('shown'), visibility: 'private' });
	await client.createBenchmark({ ...smallBenchmark('shown', 5), version: '2' });
	const { id } = await client.createSubmission(smallSubmission('shown@1', 'shown-model'));
	await site.server.untilOnBoard('shown@1', [id]);
	const { items } = await client.battles({ submission: id });
	const { page } = await site.read();
	await page.goto('/b/shown@2/versions');
	expect(await page.locator('main').textContent()).toMatch(
		/1 question added, 0 removed,\s+0 edited/,
	);
	await page.goto(`/battles/${items[0]?.id}`);
	expect(await page.getByText('shown only to operators').count()).toBeGreaterThanOrEqual(3);
	expect(await page.content()).not.toContain('of shown: reverse');
	await client.changeBenchmark('shown@1', { visibility: 'public' });
	await page.goto(`/operate/redactions?battle=${items[0]?.id}`);
	await operatePage(page).signIn(site.server.key);
	await page.goto(`/operate/redactions?battle=${items[0]?.id}`);
	await page.getByLabel('The model’s answer').check();
	await page.getByLabel('Why, without the text itself').fill('personal');
	await press(page.getByRole('button', { name: 'Remove the texts' }));
	const asked = page.getByRole('form', { name: 'Confirm' });
	expect(await asked.locator('li').allInnerTexts()).toEqual([
		expect.stringMatching(/^Removed: answer, 1 text with \d+ characters\.$/),
		'Shown in: 1 answer and 1 battle of all benchmarks; the text goes from all of them.',
		expect.stringMatching(/^Kept: /),
	]);
	expect(await auditPage(page)).toEqual([]);
	await press(asked.getByRole('button', { name: 'Remove the texts' }));
	expect(await operatePage(page).note()).toMatch(/: removed from 1 answer and 1 battle\.$/);
	// Shared caches may keep a page for some seconds.
	const countRedacted = async () => {
		await page.goto(`/battles/${items[0]?.id}`);
		return page.getByText('Redacted by the operator.').count();
	};
	await until(countRedacted, (count) => count === 1);
	expect(await auditPage(page)).toEqual([]);
});

describe('judges', () => {
	test('are written, compared before they are released, tried, and retired', async () => {
		const { page } = await site.read();
		const operate = operatePage(page);
		await operate.open();
		await operate.signIn(site.server.key);
		const path = new URL('/operate/judges', page.url()).href;
		const card = (name: string) => page.locator('article', { hasText: name });
		await page.goto(path);
		await page.getByRole('link', { name: 'Next version … of test-judge@1' }).click();
		const template = page.getByLabel(/^User template/);
		const whole = await template.inputValue();
		await page.getByLabel('Temperature').fill('9');
		await template.fill(whole.replace('{{question}}', ''));
		await page.getByRole('button', { name: 'Check and show' }).click();
		const errors = await page.locator('main li').allInnerTexts();
		expect(errors.join('\n')).toContain('{{question}} appears 0 times; it must appear once.');
		expect(errors.join('\n')).toContain('definition.sampling.temperature');
		await page.getByLabel('Temperature').fill('');
		await template.fill(`Look closely.\n${whole}`);
		await page.getByRole('button', { name: 'Check and show' }).click();
		expect(await page.locator('#checked').innerText()).toContain('released as test-judge@2');
		const changes = page.locator('section:has(#write)');
		expect(await changes.locator('tbody tr').allInnerTexts()).toEqual([
			expect.stringMatching(/sampling\.temperature\s+0\.2\s+left out/),
		]);
		expect(await changes.locator('pre .added').allInnerTexts()).toEqual([
			expect.stringContaining('+ Look closely.'),
		]);
		expect(await changes.locator('pre .removed').count()).toBe(0);
		expect(await auditPage(page)).toEqual([]);
		await page.getByRole('button', { name: 'Release as test-judge@2' }).click();
		expect(await operate.note()).toContain('test-judge@2 is released.');

		const { client } = site.server;
		await client.createBenchmark(smallBenchmark('twice'));
		const { id } = await client.createSubmission(smallSubmission('twice', 'twice-model'));
		await client.createRun({ submission: id, judge: 'test-judge@2' });
		const judged = { judge: 'test-judge@2' };
		await until(
			() => client.leaderboard('twice', judged),
			({ rows }) => rows.length === 1,
		);
		await page.goto(new URL('/b/twice?judge=test-judge@2', page.url()).href);
		const notice = page.locator('.notice', { hasText: 'not the live board' });
		expect(await notice.innerText()).toContain('test-judge@1');
		expect(await auditPage(page)).toEqual([]);
		await notice.getByRole('link', { name: 'what differs' }).click();
		await page.waitForURL('**/j/test-judge@2?since=test-judge%401#changes');
		expect(await page.locator('pre .added').count()).toBe(1);
		await page.goto(path);

		const battles = await site.server.client.battles({ limit: 1 });
		await card('test-judge@2')
			.getByLabel('Battle')
			.fill(battles.items[0]?.id ?? '');
		await card('test-judge@2').getByRole('button', { name: 'Try' }).click();
		const trial = await page.locator('section:has(#trial)').innerText();
		expect(trial).toMatch(/Baseline first: \[\[[AB<>=]+\]\]/);
		expect(trial).toContain('nothing was stored');
		expect(await auditPage(page)).toEqual([]);

		await card('test-judge@2').getByRole('link', { name: 'Retire' }).click();
		await page.getByRole('button', { name: 'Retire it' }).click();
		expect(await operate.note()).toContain('test-judge@2 is retired');
		await page.goto(new URL('/j/test-judge@2', page.url()).href);
		expect(await page.locator('pre .added').allInnerTexts()).toEqual([
			expect.stringContaining('+ Look closely.'),
		]);
		expect(await page.getByText('it starts no runs any more').count()).toBe(1);
		expect(await auditPage(page)).toEqual([]);
	});

	test('are written under a criterion: a shipped one by its name, with the default prompts', async () => {
		const { page } = await site.read();
		const operate = operatePage(page);
		await operate.open();
		await operate.signIn(site.server.key);
		await page.goto(new URL('/operate/judges', page.url()).href);
		await page.getByRole('link', { name: 'Next version … of test-judge@1' }).click();
		await page.getByLabel('Judge', { exact: true }).fill('quick');
		await page.getByLabel('Criterion', { exact: true }).fill('eficiency');
		const check = page.getByRole('button', { name: 'Check and show' });
		await check.click();
		const errors = (await page.locator('main li').allInnerTexts()).join('\n');
		expect(errors).toContain('the nearest name is efficiency');
		expect(errors).toContain('{{criterion}} appears 0 times');
		await page.getByLabel('Criterion', { exact: true }).fill('efficiency');
		await page.getByLabel('System prompt').fill('');
		await page.getByLabel(/^User template/).fill('');
		await check.click();
		expect(await page.locator('#checked').innerText()).toContain('released as quick@1');
		expect(await page.locator('section:has(#write) tbody tr').allInnerTexts()).toEqual([
			expect.stringMatching(/criterion\.name\s+left out\s+efficiency/),
			expect.stringMatching(/criterion\.text\s+left out\s+Efficiency: /),
		]);
		expect(await auditPage(page)).toEqual([]);
		await page.getByRole('button', { name: 'Release as quick@1' }).click();
		expect(await operate.note()).toContain('quick@1 is released.');

		const { client } = site.server;
		await client.createBenchmark(smallBenchmark('narrow'));
		const { id } = await client.createSubmission(smallSubmission('narrow', 'narrow-model'));
		await client.createRun({ submission: id, judge: 'quick@1' });
		await until(
			() => client.leaderboard('narrow', { judge: 'quick@1' }),
			({ rows }) => rows.length === 1,
		);
		for (const path of ['/b/narrow?judge=quick@1', '/j/quick@1']) {
			await page.goto(new URL(path, page.url()).href);
			const head = await page.locator('main header').first().innerText();
			expect(head).toContain('under the criterion: efficiency');
			expect(await auditPage(page)).toEqual([]);
		}
		const pinned = await page.locator('section:has(#pinned)').innerText();
		expect(pinned).toContain('criterion.text');
		expect(pinned).toContain('Shorter source code is not faster code.');
	});
});
