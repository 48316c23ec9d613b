import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** A chart of a board with its table as a reader meets it. */
export function chartPage(page: Page) {
	const frame = page.locator('[data-chart]');
	return {
		open: (path: string) => page.goto(`/b/sample/chart${path}`),
		goTo: (name: string) =>
			page
				.getByRole('navigation', { name: 'Charts' })
				.getByRole('link', { name, exact: true })
				.click(),
		frame,
		/** The sentence under the chart. */
		description: () => page.locator('figcaption span').first().innerText(),
		/** The texts of the table's cells, row by row. */
		rows: async () => {
			const rows = await page.locator('main table tbody tr').all();
			return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
		},
		/** Waits until the chart has been drawn, and says which share of it is not empty. */
		inkShare: async () => {
			await frame.locator('p').waitFor({ state: 'hidden' });
			return frame.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
				const context = canvas.getContext('2d');
				if (!context) return 0;
				const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
				let inked = 0;
				for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 0) inked++;
				return inked / (data.length / 4);
			});
		},
	};
}

/** Adds up the scripts that a page asks for from now on, in bytes as gzip makes them. */
export function weighScripts(page: Page): () => Promise<number> {
	const asked = new Set<string>();
	page.on('request', (request) => {
		if (request.resourceType() === 'script') asked.add(request.url());
	});
	return async () => {
		const weights = [...asked].map(async (url) => {
			const response = await fetch(url);
			return gzipSync(await response.bytes()).length;
		});
		return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
	};
}
