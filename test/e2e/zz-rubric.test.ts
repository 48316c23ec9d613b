import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, test } from 'vitest';
import { openSite, type Site } from './site.ts';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { send } from '../support/small-benchmark.ts';
import { until } from '../support/codejoust-server.ts';
let site: Site;
beforeAll(async () => { site = await openSite(); }, 60000);
afterAll(async () => { await site.close(); });
test('shots', { timeout: 120000 }, async () => {
	const { client } = site.server;
	await client.createJudge({ slug: 'rates', definition: { kind: 'rubric', model: 'codejoust-rehearsal-1' } });
	const board = await client.leaderboard('sample');
	for (const row of board.rows) await client.createRun({ submission: row.submission_id, judge: 'rates@1' });
	await until(() => client.leaderboard('sample', { judge: 'rates@1' }).catch(() => ({ rows: [] })), ({ rows }: any) => rows.length === 3);
	await site.server.untilAtRest();
	const rated = await client.leaderboard('sample', { judge: 'rates@1' });
	await writeFile('/tmp/rub-board.json', JSON.stringify(rated, null, 1));
	const id = rated.snapshot!.id;
	const bundle = await send(site.server, `/v1/snapshots/${id}/bundle`);
	async function* bytes() { yield Buffer.from(bundle.text); }
	try { console.log('BUNDLE', JSON.stringify(await (recomputeBundle as any)(bytes())).slice(0, 400)); } catch (e) { console.log('BUNDLE ERR', String(e)); }
	const { items } = await client.battles({ benchmark: 'sample', judge: 'rates@1', limit: 3 });
	await writeFile('/tmp/rub-battle.json', JSON.stringify(await client.battle(items[0]!.id), null, 1));
	for (const scheme of ['light', 'dark'] as const) for (const width of [1440, 390]) {
		const { page, complaints } = await site.read({ colorScheme: scheme, viewport: { width, height: 900 } });
		for (const [name, path] of [['board', '/b/sample?judge=rates@1'], ['battle', `/battles/${items[0]!.id}`], ['judge', '/j/rates@1'], ['radar', '/b/sample/chart/criteria?judge=rates@1'], ['judges', '/b/sample/judges?from=' + board.judge.name + '&to=rates@1']] as const) {
			await page.goto(path); await page.waitForTimeout(name === 'radar' ? 1200 : 200);
			await page.screenshot({ path: `/tmp/rub-${name}-${width}-${scheme}.png`, fullPage: true });
		}
		if (complaints.length) console.log('COMPLAINTS', complaints);
		await site.putAway();
	}
});
