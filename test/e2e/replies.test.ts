import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { auditPage } from './audit-page.ts';
import { battlePage } from './battle-page.ts';
import { operatePage } from './operate-page.ts';
import { openSite, type Site } from './site.ts';

const BROKEN = { message: { content: 'At first I thought [[A>>B]], but' }, finish_reason: 'error' };
const GONE = { error: { code: 502, message: 'Upstream provider disconnected' } };

let judge: JudgeServer;
let site: Site;
let battle: string;

beforeAll(async () => {
	judge = await startJudgeServer({
		reply: () => '<think>\nPerhaps [[A>>B]]; no.\n</think>\n\nBoth work.\n\n[[A=B]]',
		// The first reply of all breaks off.
		body: (index, body) => (index > 0 ? body : { ...body, choices: [{ ...BROKEN, ...GONE }] }),
	});
	site = await openSite({ judgeBaseUrl: judge.baseUrl });
	const { client } = site.server;
	await client.createBenchmark(smallBenchmark('odd', 1));
	const { id } = await client.createSubmission(smallSubmission('odd', 'm', 1));
	await site.server.untilJudged(id);
	await site.server.untilOnBoard('odd', [id]);
	battle = (await client.battles({ submission: id })).items[0]?.id ?? '';
});
afterAll(async () => {
	await site.close();
	await judge.close();
});

test.each(['light', 'dark'] as const)(
	'in %s a battle shows the thinking folded, and the reply that broke off with its reason',
	async (colorScheme) => {
		for (const width of [1440, 390]) {
			const { page, complaints } = await site.read({
				colorScheme,
				viewport: { width, height: 900 },
			});
			await battlePage(page).open(battle);
			const games = battlePage(page).games();
			const words = 'Perhaps [[A>>B]]; no.';
			expect(await games.getByText(words).first().isVisible()).toBe(false);
			await games.getByText('What the judge thought first').first().click();
			expect(await games.getByText(words).first().isVisible()).toBe(true);
			await games.getByText('1 earlier attempt').click();
			const broken = games.filter({ hasText: 'Upstream provider disconnected' });
			expect(await broken.innerText()).toContain('the judge’s provider failed (broken-off)');
			expect(await broken.getByText('At first I thought [[A>>B]], but').isVisible()).toBe(true);
			expect(await auditPage(page)).toEqual([]);
			expect(complaints).toEqual([]);
		}
	},
);

test('the console shows what was not read in a run, and nobody else sees it', async () => {
	const { page, complaints } = await site.read();
	const operate = operatePage(page);
	await operate.open();
	await operate.signIn(site.server.key);
	const run = operate.runOf('Model m');
	await run.getByText('Replies without a verdict').click();
	const said = await run.innerText();
	expect(said).toContain('the judge’s provider failed (broken-off): 1 attempt');
	expect(said).toContain('Upstream provider disconnected');
	expect(said).toContain('At first I thought [[A>>B]], but');
	expect(await auditPage(page)).toEqual([]);
	expect(complaints).toEqual([]);
	const response = await fetch(`${site.server.address}/v1/runs`);
	expect(await response.json()).not.toMatchObject({ items: [{ troubles: [{}] }] });
});
