import { BasicPlatform } from 'chart.js';
import { chartConfig } from '../chart-config.ts';
import { Chart } from '../chart-js.ts';
import type { ChartLook } from '../chart-look.ts';
import type { ChartSpec } from '../chart-spec.ts';
import { svgContext } from './svg-context.ts';

type Size = { readonly width: number; readonly height: number };

/** A chart as the elements of an SVG file, drawn by Chart.js as in the page, without a browser. */
export function drawSpec(spec: ChartSpec, look: ChartLook, size: Size): string {
	const context = svgContext(size);
	const canvas = { ...size, style: {}, getContext: () => context };
	context.canvas = canvas;
	const config = chartConfig(spec, look);
	// Chart.js asks of a canvas what `canvas` has, where its platform is not the page's.
	const chart = new Chart(canvas as unknown as HTMLCanvasElement, {
		...config,
		platform: BasicPlatform,
		options: { ...config.options, responsive: false, devicePixelRatio: 1, events: [] },
	});
	chart.destroy();
	return context.write();
}
