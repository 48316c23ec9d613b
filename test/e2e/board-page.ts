import type { Page } from 'playwright-core';

/** The board of a benchmark as a reader meets it. */
export function boardPage(page: Page) {
	const table = page.locator('table').first();
	const matrix = page.locator('section:has(#categories)');
	return {
		open: (benchmark: string, query = '') => page.goto(`/b/${benchmark}${query}`),
		/** The names in the order of the rows, the baseline among them. */
		models: () => table.locator('tbody th[scope="row"] a').allTextContents(),
		rowOf: (model: string) => table.locator('tbody tr', { hasText: model }).first(),
		sortBy: (column: string) => table.getByRole('link', { name: column }).click(),
		sortOf: (column: string) =>
			table.getByRole('columnheader', { name: column }).first().getAttribute('aria-sort'),
		/** Sets the filters and sends the form as a reader does. */
		filter: async (choices: Readonly<Record<string, string>>) => {
			for (const [name, value] of Object.entries(choices))
				await page.selectOption(`select[name="${name}"]`, value);
			await page.getByRole('button', { name: 'Show' }).click();
		},
		chosen: (name: string) => page.locator(`select[name="${name}"]`).inputValue(),
		/** The value of a fact in the header strip. */
		fact: (term: string) => page.locator('header dl > div', { hasText: term }).locator('dd'),
		/** The cells of a model in the table by category. */
		cells: (model: string) => matrix.locator('tbody tr', { hasText: model }).locator('td'),
	};
}
