import type { ChartConfiguration } from 'chart.js';
import type { ChartPoint } from './chart-data.ts';
import { wrapLabel } from './wrap-label.ts';

export type ChartLook = {
	readonly ink: string;
	readonly muted: string;
	readonly line: string;
	readonly accent: string;
	readonly font: string;
};
export type ScoreChart = ChartConfiguration<'bar', [number, number][], string[]>;

/** A point and its interval per label, on an axis of scores from 0 to 100 %. */
export function scoreChartConfig(points: readonly ChartPoint[], look: ChartLook): ScoreChart {
	return {
		type: 'bar',
		data: {
			labels: points.map(({ label }) => wrapLabel(label)),
			datasets: [
				{
					data: points.map(({ low, high }): [number, number] => [low, high]),
					backgroundColor: `color-mix(in srgb, ${look.accent} 35%, transparent)`,
					barThickness: 6,
					borderSkipped: false,
					borderRadius: 3,
				},
			],
		},
		options: {
			indexAxis: 'y',
			animation: false,
			responsive: true,
			maintainAspectRatio: false,
			font: { family: look.font },
			plugins: {
				legend: { display: false },
				tooltip: { callbacks: { label: ({ dataIndex }) => describe(points[dataIndex]) } },
			},
			scales: {
				x: {
					min: 0,
					max: 100,
					title: { display: true, text: 'Score, % (95 % interval)', color: look.muted },
					grid: { color: ({ tick }) => (tick.value === 50 ? look.muted : look.line) },
					ticks: { color: look.muted, stepSize: 10, maxRotation: 0 },
				},
				y: { grid: { display: false }, ticks: { color: look.ink, autoSkip: false } },
			},
		},
		plugins: [
			{
				id: 'points',
				afterDatasetsDraw: ({ ctx, scales: { x, y } }) => {
					ctx.fillStyle = look.accent;
					for (const [index, { value }] of points.entries()) {
						ctx.beginPath();
						ctx.arc(
							x?.getPixelForValue(value) ?? 0,
							y?.getPixelForValue(index) ?? 0,
							4,
							0,
							2 * Math.PI,
						);
						ctx.fill();
					}
				},
			},
		],
	};
}

function describe(point: ChartPoint | undefined): string {
	if (!point) return '';
	const { value, low, high, note } = point;
	return `${value.toFixed(1)}% (${low.toFixed(1)}–${high.toFixed(1)}), ${note}`;
}
