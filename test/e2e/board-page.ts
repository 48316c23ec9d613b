import type { Page } from 'playwright-core';
import { follow } from './follow.ts';

/** The board of a benchmark as a reader meets it. */
export function boardPage(page: Page) {
	const table = page.locator('table.board');
	const matrix = page.locator('table.heat');
	const rows = table.locator('tbody tr:has(th[scope="row"])');
	return {
		open: (benchmark: string, query = '') => page.goto(`/b/${benchmark}${query}`),
		openCategories: () =>
			follow(
				page
					.getByRole('navigation', { name: 'Views of the board' })
					.getByRole('link', { name: 'Categories' }),
			),
		/** The names in the order of the rows, the baseline among them. */
		models: () => rows.locator('th a').allTextContents(),
		rowOf: (model: string) => rows.filter({ hasText: model }).first(),
		/** What is said of models that cannot be told apart. */
		columns: () =>
			table
				.locator('thead th')
				.evaluateAll((heads) =>
					heads.map((head) => head.firstElementChild?.textContent ?? head.textContent),
				),
		sortBy: (column: string) => follow(table.getByRole('link', { name: column, exact: true })),
		sortOf: (column: string) =>
			table
				.locator('thead th', { has: page.getByRole('link', { name: column, exact: true }) })
				.getAttribute('aria-sort'),
		/** Sets the filters and sends the form as a reader does. */
		filter: async (choices: Readonly<Record<string, string>>) => {
			for (const [name, value] of Object.entries(choices))
				await page.selectOption(`select[name="${name}"]`, value);
			await follow(page.getByRole('button', { name: 'Show' }).first());
		},
		/** Opens what is folded, ticks and unticks columns, and sends the form. */
		pick: async (columns: Readonly<Record<string, boolean>>) => {
			await page.getByText('More filters and columns').click();
			for (const [name, isPicked] of Object.entries(columns))
				await page.getByLabel(name, { exact: true }).setChecked(isPicked);
			await follow(page.getByRole('button', { name: 'Show' }).last());
		},
		search: async (words: string) => {
			await page.getByRole('searchbox').fill(words);
			const query = new URLSearchParams({ q: words }).toString();
			await Promise.all([page.waitForURL(`**?${query}`), page.keyboard.press('Enter')]);
		},
		chosen: (name: string) => page.locator(`select[name="${name}"]`).inputValue(),
		/** Opens the facts that do not stand in the first line. */
		openFacts: () => page.getByText('More facts').click(),
		/** The value of a fact of the header. */
		fact: (term: string) => page.locator('header dl > div', { hasText: term }).locator('dd'),
		/** The cells of a model in the table by category. */
		cells: (model: string) => matrix.locator('tbody tr', { hasText: model }).locator('td'),
	};
}
