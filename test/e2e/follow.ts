import type { Locator } from 'playwright-core';

/** Clicks what leads to another page, and waits until that page is all there. */
export async function follow(link: Locator): Promise<void> {
	const page = link.page();
	const left = page.url();
	await link.click();
	await page.waitForURL((url) => url.href !== left);
}
