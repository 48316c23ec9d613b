import type { Page } from 'playwright-core';
import { press } from './follow.ts';

/** The submit page as somebody meets it who has answers to send. */
export function submitPage(page: Page) {
	return {
		open: () => page.goto('/submit'),
		signIn: async (key: string) => {
			await page.getByLabel('Key', { exact: true }).fill(key);
			await press(page.getByRole('button', { name: 'Sign in' }));
		},
		fill: async (model: { readonly slug: string; readonly name: string }) => {
			await page.getByLabel('Model', { exact: true }).fill(model.slug);
			await page.getByText('A new model', { exact: true }).click();
			await page.getByLabel('Display name').fill(model.name);
		},
		choose: (file: string) =>
			page.locator('input[type=file]').setInputFiles({
				name: 'answers.jsonl',
				mimeType: 'application/x-ndjson',
				buffer: Buffer.from(file),
			}),
		report: () => page.locator('section[aria-labelledby=report]'),
		submit: page.getByRole('button', { name: 'Submit', exact: true }),
		badge: page.locator('[data-live] .badge').first(),
		press: (name: string) => page.getByRole('button', { name }).click(),
		/** Makes a link to the submission of the page, and returns its address. */
		makeLink: async (note: string) => {
			await page.getByLabel('For, optional').fill(note);
			await press(page.getByRole('button', { name: 'Make a link' }));
			return page.getByLabel('It is shown only once').inputValue();
		},
	};
}
