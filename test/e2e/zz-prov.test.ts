import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, type Site } from './site.ts';
import { auditPage } from './audit-page.ts';
let site: Site;
beforeAll(async () => {
	site = await openSite();
	const { client } = site.server;
	const answers = async (n: number) => {
		const { items } = await client.questions('sample', { limit: 100 } as never);
		return items.map(({ question_id }, at) => ({ question_id, response: `Use \`items[::-1]\` ${'and explain it. '.repeat((at * 7) % (n / 500))}\n\n\`\`\`python\nprint(${at})\n\`\`\``, provenance: { made_by: 'codejoust 0.2.0', model_reported: 'lancer', sampling: { temperature: 0.2 }, date: '2026-11-30T10:00:00Z' } }));
	};
	const ids = [];
	for (const n of [1000, 4000, 12000, 40000]) {
		const { id } = await client.createSubmission({ benchmark: 'sample', model: { slug: `lancer-s${n}`, name: `Lancer, step ${n}` }, responses: await answers(n), checkpoint: { of: 'lancer', step: n } });
		ids.push(id);
	}
	for (const id of ids) await site.server.untilJudged(id);
	await site.server.untilOnBoard('sample', ids);
	await client.markRerun(ids[3]!, { is_rerun: true, reason: 'same weights' });
});
afterAll(() => site.close());
test('look', async () => {
	for (const colorScheme of ['light', 'dark'] as const)
		for (const width of [1440, 390]) {
			for (const [name, path] of [['board', '/b/sample'], ['model', '/m/lancer-s12000']] as const) {
				const { page, complaints } = await site.read({ colorScheme, viewport: { width, height: 900 } });
				await page.goto(path);
				if (name === 'model') { await page.locator('[data-chart]').scrollIntoViewIfNeeded(); await page.waitForTimeout(1500); }
				expect(complaints).toEqual([]);
				await page.screenshot({ path: `/tmp/pack-${name}-${colorScheme}-${width}.png`, fullPage: true });
				if (width === 1440) expect(await auditPage(page)).toEqual([]);
			}
		}
	const { page } = await site.read({ viewport: { width: 1440, height: 900 } });
	await page.goto('/operate/models?model=lancer-s12000');
	const field = page.locator('input[type=password], input[name=key]').first();
	await field.fill(site.server.key);
	await field.press('Enter');
	await page.waitForLoadState('networkidle');
	await page.goto('/operate/models?model=lancer-s12000');
	await page.screenshot({ path: `/tmp/pack-operate.png` });
	await page.locator('input[name=reason]').fill('the published weights');
	await page.getByRole('button', { name: /Mark as re-run/ }).click();
	await page.waitForLoadState('networkidle');
	await page.screenshot({ path: `/tmp/pack-operate-2.png` });
	expect(await auditPage(page)).toEqual([]);
});
