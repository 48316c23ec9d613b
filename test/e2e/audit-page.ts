import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

/**
 * What is wrong with an open page: accessibility, inline styles, overflow. Whole in a narrow window
 * and the light theme, then what a wide window and the dark theme can change.
 */
export async function auditPage(page: Page): Promise<readonly string[]> {
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize(NARROW);
	const narrow = [
		...(await violations(page, (axe) => axe.withTags(STANDARDS))),
		...(await findOverflow(page)),
	];
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.setViewportSize(WIDE);
	const dark = [
		...(await violations(page, (axe) => axe.withRules(['color-contrast', 'target-size']))),
		...(await findOverflow(page)),
	];
	// Chart.js sizes its canvas by a script, which the policy allows.
	const styled = await page.evaluate(
		() => document.querySelectorAll('main [style]:not(canvas)').length,
	);
	return [
		...narrow.map((fault) => `narrow and light: ${fault}`),
		...dark.map((fault) => `wide and dark: ${fault}`),
		...(styled > 0 ? [`${styled} elements carry a style attribute`] : []),
	];
}

async function violations(
	page: Page,
	choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<readonly string[]> {
	// Legacy mode runs in the page alone; the other one is for frames, which no page of ours has.
	// What passes is not described: it was most of the answer.
	const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
	const { violations: found } = await choose(axe).analyze();
	return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** How much wider than its window the page is, when it is. */
export async function findOverflow(page: Page): Promise<readonly string[]> {
	const pixels = await page.evaluate(
		() => document.documentElement.scrollWidth - window.innerWidth,
	);
	return pixels > 0 ? [`${pixels} px wider than its window`] : [];
}
