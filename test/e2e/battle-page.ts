import type { Page } from 'playwright-core';
import { follow } from './follow.ts';

/** One battle as a reader meets it. */
export function battlePage(page: Page) {
	return {
		open: (id: string) => page.goto(`/battles/${encodeURIComponent(id)}`),
		outcome: () => page.locator('header .outcome').first().innerText(),
		question: () => page.locator('section:has(#question)'),
		answer: () => page.locator('section:has(#model-answer)'),
		baselineAnswer: () => page.locator('section:has(#baseline-answer)'),
		games: () => page.locator('article'),
		/** Where the sticky switch leads on a narrow page. */
		jump: (name: string) =>
			follow(page.getByRole('navigation', { name: 'Jump to' }).getByRole('link', { name })),
		next: () => page.getByRole('link', { name: 'Next' }),
		previous: () => page.getByRole('link', { name: 'Previous' }),
		/** Presses a key once the page listens, and waits for the battle that it leads to. */
		press: async (key: 'j' | 'k') => {
			await page.getByRole('button', { name: 'Keys J and K' }).waitFor();
			const left = page.url();
			await page.keyboard.press(key);
			await page.waitForURL((url) => url.href !== left);
		},
	};
}
