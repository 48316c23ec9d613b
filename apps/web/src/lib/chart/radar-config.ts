import type { ChartConfiguration, Scale } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { seriesMark } from './series-mark.ts';
import { wrapLabel } from './wrap-label.ts';

type RadarChart = ChartConfiguration<'radar', (number | null)[], string>;

const SCORES = {
	min: 0,
	max: 100,
	mark: 50,
	step: 25,
	write: (value: number) => `${value.toFixed(1)} %`,
};
const RATINGS = { min: 1, max: 10, mark: NaN, step: 3, write: (value: number) => value.toFixed(2) };

/** Narrower than this, the names around a radar would leave no room for it. */
const NARROW_PX = 520;

/** A spoke for every category or criterion, a line with its own mark, dash and colour for every model, over the whole scale. */
export function radarConfig(
	{ categories, series, of }: SpecOf<'radar'>,
	look: ChartLook,
): RadarChart {
	const scale = of === 'ratings' ? RATINGS : SCORES;
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
						label: ({ dataset, parsed: { r } }) => `${dataset.label ?? ''}: ${scale.write(r)}`,
					},
				},
			},
			scales: {
				r: {
					min: scale.min,
					max: scale.max,
					angleLines: { color: look.line },
					grid: { color: ({ tick }) => (tick.value === scale.mark ? look.muted : look.line) },
					pointLabels: {
						color: look.ink,
						font: { size: 12 },
						callback(this: Scale, category, place) {
							return labelSpoke({ category, place, width: this.chart.width });
						},
					},
					ticks: { color: look.muted, stepSize: scale.step, backdropColor: look.card },
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
