import type { Locator } from 'playwright-core';

/** Clicks what leads to another page, and waits until that page is all there. */
export async function follow(link: Locator): Promise<void> {
	const page = link.page();
	const left = page.url();
	await link.click();
	await page.waitForURL((url) => url.href !== left);
}

/** Sends a form, or follows a link that may lead to the same address, and waits until the answer is all there. */
export async function press(control: Locator): Promise<void> {
	await Promise.all([control.page().waitForEvent('load'), control.click()]);
}
