import type { Page } from 'playwright-core';

/** How far an open page has moved by itself since it was opened (cumulative layout shift). */
export function readLayoutShift(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const entries: PerformanceEntry[] = [];
		const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
		observer.observe({ type: 'layout-shift', buffered: true });
		await new Promise((resolve) =>
			requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))),
		);
		entries.push(...observer.takeRecords());
		return entries.reduce((sum, entry) => sum + ('value' in entry ? Number(entry.value) : 0), 0);
	});
}

/** When the largest part of an open page was painted, in milliseconds after its address was asked for. */
export function readLargestPaint(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				new PerformanceObserver((list) => {
					const last = list.getEntries().at(-1);
					if (last) resolve(last.startTime);
				}).observe({ type: 'largest-contentful-paint', buffered: true });
			}),
	);
}
