import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { insertApiKey } from '@codejoust/db/queries/keys/api-keys';
import { hashSecret } from '../../apps/api/src/api-key.ts';
import { until } from '../support/codejoust-server.ts';
import { COMPILE_CACHE, runCli } from '../support/run-cli.ts';
import { auditPage } from './audit-page.ts';
import { follow, press } from './follow.ts';
import { openSite, type Site } from './site.ts';
import { submitPage } from './submit-page.ts';

const KEY = 'cj_submitter_abcdefghijklmnopqrstuvwx';
const ANSWERS = readFileSync(
	new URL('../../sample/responses-sample-close.jsonl', import.meta.url),
	'utf8',
);
const PHONE = { width: 390, height: 844 };

let site: Site;
beforeAll(async () => {
	site = await openSite({
		config: { keyHelp: 'Write to team@example.org, or ask on https://example.org/keys.' },
	});
	await insertApiKey(site.server.db, {
		id: 'submitter',
		secretHash: hashSecret('abcdefghijklmnopqrstuvwx'),
		label: 'submits only',
		scopes: ['submit'],
	});
});
afterEach(() => site.putAway());
afterAll(() => site.close());

/** Refused forms are answered with their own status, which the browser writes to its console. */
const ownComplaints = (complaints: readonly string[]) =>
	complaints.filter((one) => !/status of 4\d\d/.test(one));

describe('on a phone', () => {
	test('a file is checked before it is sent, judged, shared by its link and published', async () => {
		const { page, complaints } = await site.read({ viewport: PHONE });
		const submit = submitPage(page);
		await submit.open();
		await submit.signIn(KEY);
		await submit.fill({ slug: 'pocket', name: 'Pocket' });

		const cut = ANSWERS.split('\n').slice(0, 40);
		await submit.choose([...cut, '{"question_id": "nobody", "response": "x"}'].join('\n'));
		const report = submit.report();
		await report.getByText('Row 41', { exact: false }).waitFor();
		expect(await report.innerText()).toContain('questions have no answer');
		expect(await submit.submit.isDisabled()).toBe(true);
		expect(await auditPage(page)).toEqual([]);

		await submit.choose(ANSWERS);
		await report.getByText('The file can be submitted').waitFor();
		expect(await report.innerText()).toMatch(/Games\s+84/);
		// The number that the board shows for all of its questions.
		const [sentence = ''] =
			/With 42 questions this board finds differences of about \d+ points\./.exec(
				await report.innerText(),
			) ?? [];
		expect(sentence).not.toBe('');
		const board = await (await page.request.get('/b/sample')).text();
		expect(board.replace(/\s+/g, ' ')).toContain(sentence);
		await submit.submit.click();
		await page.waitForURL(/\/submit\/sub_/);
		await until(
			() => submit.badge.innerText(),
			(state) => state === 'judged',
		);
		expect(await page.locator('#state').innerText()).toContain('Private result');
		expect(await page.locator('[data-refresh-toggle]:visible').count()).toBe(0);
		const place = await page.locator('.place').innerText();
		expect(place).toMatch(/^It would be \d(–\d)? of 4 on sample@\d/);
		expect(await auditPage(page)).toEqual([]);
		const fits = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
		expect(fits).toBe(true);

		const own = page.url();
		const id = own.split('/').at(-1) ?? '';
		const link = await submit.makeLink('Ada');
		expect(await auditPage(page)).toEqual([]);
		const guest = await site.read();
		expect((await guest.page.goto(own))?.status()).toBe(404);
		const opened = await guest.page.goto(link);
		expect([opened?.status(), opened?.headers()['cache-control']]).toEqual([
			200,
			'private, no-store',
		]);
		expect(opened?.headers()).toMatchObject({
			'referrer-policy': 'no-referrer',
			'x-robots-tag': 'noindex, nofollow',
		});
		expect(await guest.page.locator('h1').innerText()).toBe('Pocket');
		expect(await guest.page.locator('.place').innerText()).toBe(place);
		expect(await guest.page.getByText('Yours alone').count()).toBe(0);
		const told = await runCli(['result', link]);
		expect(told).toMatchObject({ code: 0, stdout: expect.stringContaining(place) });

		// The words of the judge, and any model of the board beside it, on the same link.
		await follow(guest.page.getByRole('link', { name: 'All battles' }));
		await follow(guest.page.locator('tbody th a').first());
		expect(await guest.page.locator('#games').count()).toBe(1);
		expect(await auditPage(guest.page)).toEqual([]);
		await follow(guest.page.getByRole('link', { name: 'Its result' }));
		await follow(guest.page.getByRole('link', { name: 'compare it with another' }));
		expect(await guest.page.locator('#answer').innerText()).toContain('Pocket');
		expect(await auditPage(guest.page)).toEqual([]);

		// Without any referrer a browser would post the forms with the origin `null`.
		expect((await page.goto(own))?.headers()['referrer-policy']).toBe('same-origin');
		await page.getByText('State what the answers cost').click();
		await page.getByLabel('$ for a million input').fill('2,5');
		await submit.press('State the price');
		await page.locator('#price .problem').first().waitFor();
		expect(await auditPage(page)).toEqual([]);
		await page.goto(own);
		await follow(page.getByRole('link', { name: 'Publish …' }).first());
		expect(await page.locator('.look').innerText()).toContain('the words of the judge');
		expect(await auditPage(page)).toEqual([]);
		await submit.press('Publish it');
		await page.getByRole('status').waitFor();
		expect(await submit.badge.innerText()).toBe('published');
		await site.server.untilOnBoard('sample', [id]);
		await page.goto('/m/pocket');
		const [, rank = ''] = /be (\S+) of/.exec(place) ?? [];
		expect(await page.locator('section').first().innerText()).toContain(`Rank ${rank} of 4 models`);

		await page.goto(own);
		await follow(page.getByRole('link', { name: /^Revoke …/ }));
		expect(await page.locator('section:has(#links) td p').innerText()).toBe(
			'Revoke this link? Nobody can open the result by it any more. 0 other links to it stay open.',
		);
		await press(page.getByRole('button', { name: 'Revoke the link' }));
		const revoked = await guest.page.goto(link);
		expect(revoked?.status()).toBe(404);
		expect(await guest.page.locator('main').innerText()).toMatch(
			/This link was revoked on \d{4}-\d\d-\d\d\. Ask for a new one where you got it\./,
		);
		expect(revoked?.headers()['cache-control']).toContain('no-store');
		expect(ownComplaints(complaints)).toEqual([]);
		expect(ownComplaints(guest.complaints)).toEqual([]);
	});
});

test('a draft is filled by two files, one of them a table with other names, and submitted', async () => {
	const rows = ANSWERS.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as { readonly question_id: string; readonly response: string });
	const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
	const table = rows.slice(0, 30).map((row) => `${row.question_id},${cell(row.response)}`);
	const { page, complaints } = await site.read({ viewport: PHONE });
	const submit = submitPage(page);
	await submit.open();
	expect(await page.locator('main').innerText()).toContain('Write to team@example.org');
	expect(await page.getByRole('link', { name: 'https://example.org/keys' }).count()).toBe(1);
	await submit.signIn(KEY);
	await page.getByLabel('Model', { exact: true }).fill('通义千问');
	await page.keyboard.press('Tab');
	await page.getByText('has no letter of a–z and no digit').waitFor();
	await page.getByLabel('Model', { exact: true }).fill('Pouch 7B (draft)');
	await page.keyboard.press('Tab');
	expect(await page.getByLabel('Model', { exact: true }).inputValue()).toBe('pouch-7b-draft');
	expect(await page.getByLabel('Display name').inputValue()).toBe('Pouch 7B (draft)');
	await page.getByText('No answers yet?').click();
	expect(await page.locator('pre').allInnerTexts()).toContainEqual(
		expect.stringContaining('evaluate --benchmark sample@1'),
	);
	await page.getByLabel('A draft:').check();
	await submit.choose(['task,completion', ...table].join('\n'));
	await page.getByText('The file has other names').click();
	await page.getByLabel('Fields of other names').fill('response=completion');
	await page.keyboard.press('Tab');
	await page.getByRole('button', { name: 'Check it at the server' }).click();
	expect(await submit.report().innerText()).toContain('problem');
	await page.getByLabel('Fields of other names').fill('response=completion, question_id=task');
	await page.keyboard.press('Tab');
	await page.getByRole('button', { name: 'Check it at the server' }).click();
	await page.getByText('The answers can be stored').waitFor();
	expect(await submit.report().innerText()).toContain('30 answers of 42 questions, 12 missing');
	await page.getByRole('button', { name: 'Store the draft' }).click();
	await page.waitForURL(/\/answers$/);
	const add = async (from: number) => {
		await submit.choose(
			rows
				.slice(from)
				.map((row) => JSON.stringify(row))
				.join('\n'),
		);
		await page.getByText('The answers can be stored').waitFor();
		await page.getByRole('button', { name: 'Add the answers' }).click();
	};
	await add(29);
	await page.getByText('has an answer to question').waitFor();
	expect(await auditPage(page)).toEqual([]);
	await add(30);
	await page.getByText('42 of 42 questions have an answer.').first().waitFor();
	await submit.submit.click();
	await page.waitForURL(/\/submit\/sub_[a-z0-9]+$/);
	expect(ownComplaints(complaints)).toEqual([]);
	const ids = await (await page.request.get('/b/sample/ids.txt')).text();
	expect(ids.trim().split('\n')).toEqual(rows.map(({ question_id: id }) => id));
});

test.skipIf(process.platform === 'win32')(
	'every command of docs/submit.md does what it is there for',
	async () => {
		const { code, said } = await runDocument('docs/submit.md');
		expect({ code, said }).toMatchObject({ code: 0 });
		for (const word of ['can be submitted', 'judged, private', 'published, public', 'withdrawn'])
			expect(said).toContain(word);
		const { items } = await site.server.client.submissions({ model: 'pike-7b' });
		expect(items.map(({ responses }) => responses)).toEqual([42]);
		const { name, organisation } = await site.server.client.model('carp-3b');
		expect([name, organisation]).toEqual(['Carp 3B', 'Acme']);
	},
);

/** The document's shell blocks as one script, with this server in place of the example's. */
async function runDocument(path: string) {
	const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
	const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block);
	const script = blocks.join('\n').replaceAll(/^export .*$/gm, '');
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-document-'));
	const npx = 'npx() { shift; "$NODE" apps/cli/src/main.ts "$@"; }';
	const child = spawn('bash', ['-euo', 'pipefail', '-c', `${npx}\n${script}`], {
		cwd: fileURLToPath(new URL('../../', import.meta.url)),
		env: {
			PATH: process.env['PATH'],
			NODE: process.execPath,
			TMPDIR: folder,
			XDG_CONFIG_HOME: folder,
			NODE_COMPILE_CACHE: COMPILE_CACHE,
			CODEJOUST_SERVER: site.server.address,
			CODEJOUST_KEY: KEY,
		},
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
	const [code] = await once(child, 'close');
	await rm(folder, { recursive: true });
	return { code, said };
}

describe('without scripts', () => {
	test('a form says every problem with its line, and submits what is right', async () => {
		const { page } = await site.read({ javaScriptEnabled: false });
		const submit = submitPage(page);
		await submit.open();
		await submit.signIn(KEY);
		await submit.fill({ slug: 'plain', name: 'Plain' });
		await submit.choose(`${ANSWERS.split('\n').slice(0, 41).join('\n')}\nnonsense`);
		await submit.submit.click();
		const alert = await page.getByRole('alert').innerText();
		expect(alert).toContain('Row 42');
		expect(alert).toContain('nothing was stored');

		await submit.fill({ slug: 'plain', name: 'Plain' });
		await page.getByText('What the answers cost').click();
		await page.getByLabel('$ for a million output tokens').fill('2.50');
		await submit.choose(ANSWERS);
		await submit.submit.click();
		expect(await page.getByRole('alert').innerText()).toContain(
			'$ for a million input tokens: It is missing',
		);

		await submit.fill({ slug: 'plain', name: 'Plain' });
		await submit.choose(ANSWERS);
		await submit.submit.click();
		expect(page.url()).toMatch(/\/submit\/sub_/);
		expect(await page.locator('h1').innerText()).toBe('Plain');

		await page.getByText('State what the answers cost').click();
		const [input, output, total] = ['$ for a million input', '$ for a million output', 'Or $'].map(
			(label) => page.getByLabel(label),
		);
		await input?.fill('2,5');
		await total?.fill('3');
		await submit.press('State the price');
		expect(await page.locator('#price [role=alert]').innerText()).toContain('3 fields need');
		expect(new URL(page.url()).hash).toBe('#price');
		expect([await input?.inputValue(), await total?.inputValue()]).toEqual(['2,5', '3']);
		expect(await page.locator('#price .problem').allInnerTexts()).toEqual([
			'"2,5" is not an amount: write dollars such as 2.50.',
			expect.stringContaining('It is missing'),
			expect.stringContaining('not both'),
		]);
		await input?.fill('2.5');
		await output?.fill('10');
		await total?.fill('');
		await submit.press('State the price');
		await page.getByText('$2.50 for a million input tokens, $10.00').waitFor();
	});

	test('a key that opens nothing is told so, and nobody sees another’s submission', async () => {
		const { page } = await site.read({ javaScriptEnabled: false });
		const submit = submitPage(page);
		await submit.open();
		await submit.signIn('cj_nobody_abcdefghijklmnopqrstuvwx');
		expect(await page.getByRole('alert').innerText()).toContain('unknown');
		expect((await page.goto('/submit/sub_nobody'))?.status()).toBe(404);
	});
});
