import { chartConfig } from './chart-config.ts';
import { Chart } from './chart-js.ts';
import { readLook } from './chart-look.ts';
import type { ChartSpec } from './chart-spec.ts';

/** Draws a chart, and again when the theme changes or the page is printed. Returns how to take it away. */
export function drawChart(canvas: HTMLCanvasElement, spec: ChartSpec): () => void {
	const create = () => new Chart(canvas, chartConfig(spec, readLook(canvas)));
	let chart = create();
	const redraw = () => {
		chart.destroy();
		chart = create();
	};
	const theme = new MutationObserver(redraw);
	theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
	const media = ['(prefers-color-scheme: dark)', 'print'].map((query) => matchMedia(query));
	for (const list of media) list.addEventListener('change', redraw);
	return () => {
		theme.disconnect();
		for (const list of media) list.removeEventListener('change', redraw);
		chart.destroy();
	};
}
