import type { Page } from 'playwright-core';
import { press } from './follow.ts';

/** The operate page as an operator meets it. */
export function operatePage(page: Page) {
	const runOf = (model: string) => page.locator('article', { hasText: model });
	return {
		open: () => page.goto('/operate'),
		signIn: async (key: string) => {
			await page.getByLabel('Operator key').fill(key);
			await press(page.getByRole('button', { name: 'Sign in' }));
		},
		signOut: () => press(page.getByRole('button', { name: 'Sign out' })),
		isSignedIn: async () => (await page.getByRole('button', { name: 'Sign out' }).count()) > 0,
		problem: () => page.getByRole('alert').innerText(),
		note: () => page.getByRole('status').innerText(),
		runOf,
		/** queued, judging, paused, done or cancelled. */
		stateOf: (model: string) => runOf(model).locator('.badge').first().innerText(),
		press: (model: string, name: string | RegExp) =>
			press(runOf(model).getByRole('button', { name })),
		/** What is asked before an act, and its confirmation. */
		question: () => page.getByRole('form', { name: 'Confirm' }).locator('p').innerText(),
		confirm: () => press(page.getByRole('form', { name: 'Confirm' }).getByRole('button')),
		boardOf: (benchmark: string) =>
			page.locator('section:has(#boards) tbody tr', { hasText: benchmark }),
	};
}
