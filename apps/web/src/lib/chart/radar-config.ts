import type { ChartConfiguration, Scale } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { seriesMark } from './series-mark.ts';
import { wrapLabel } from './wrap-label.ts';

type RadarChart = ChartConfiguration<'radar', (number | null)[], string>;

/** Narrower than this, the names around a radar would leave no room for it. */
const NARROW_PX = 520;

/** A spoke for every category, a line with its own mark, dash and colour for every model, 0 to 100 % from the middle. */
export function radarConfig({ categories, series }: SpecOf<'radar'>, look: ChartLook): RadarChart {
	return {
		type: 'radar',
		data: {
			labels: [...categories],
			datasets: series.map(({ name, values }, place) => {
				const { shape, dash, tone } = seriesMark(place);
				const colour = look.series[tone] ?? '';
				return {
					label: name,
					data: [...values],
					borderColor: colour,
					borderWidth: 2,
					borderDash: [...dash],
					pointStyle: shape,
					pointRadius: shape === 'triangle' ? 6 : 5,
					pointBackgroundColor: colour,
					pointBorderWidth: 0,
				};
			}),
		},
		options: {
			// The labels are a little wider than the scale reckons.
			layout: { padding: { left: 18, right: 18 } },
			plugins: {
				tooltip: {
					callbacks: {
						label: ({ dataset, parsed: { r } }) => `${dataset.label ?? ''}: ${r.toFixed(1)}%`,
					},
				},
			},
			scales: {
				r: {
					min: 0,
					max: 100,
					angleLines: { color: look.line },
					grid: { color: ({ tick }) => (tick.value === 50 ? look.muted : look.line) },
					pointLabels: {
						color: look.ink,
						font: { size: 12 },
						callback(this: Scale, category, place) {
							return labelSpoke({ category, place, width: this.chart.width });
						},
					},
					ticks: { color: look.muted, stepSize: 25, backdropColor: look.card },
				},
			},
		},
	};
}

/** A category's number, as the table has it, and its name where there is room. */
export function labelSpoke(spoke: {
	readonly category: string;
	readonly place: number;
	readonly width: number;
}): string[] {
	const number = String(spoke.place + 1);
	return spoke.width < NARROW_PX ? [number] : wrapLabel(`${number} ${spoke.category}`, 18);
}
