import type { ChartConfiguration } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { rowBands } from './row-bands.ts';
import { describeMeasured, evenLine, scoreAxis, scoreDomain } from './score-axis.ts';
import { shortenLabel } from './shorten-label.ts';
import { wrapLabel } from './wrap-label.ts';

/** From here on a row has room for one line. */
const MANY = 40;
/** From here on the axis below is far from the one above. */
const TALL = 15;
const LONGEST = 28;

type ForestChart = ChartConfiguration<'line', number[], string[]>;

/** A row for every model, its score and the interval through it, under an axis that names the baseline. */
export function forestConfig({ points, baseline }: SpecOf<'forest'>, look: ChartLook): ForestChart {
	const colour = look.series[0] ?? '';
	const domain = scoreDomain(points);
	// On a phone one line has no room for both.
	const title = [`Score against ${shortenLabel(baseline, LONGEST)}`, '%, with its 95 % interval'];
	const axis = scoreAxis(look, domain, title);
	return {
		type: 'line',
		data: {
			labels: points.map(({ label, isBaseline }) =>
				labelRow(isBaseline ? `${label}: baseline` : label, points.length),
			),
			datasets: [
				{
					data: points.map(({ value }) => value),
					showLine: false,
					clip: false,
					xAxisID: 'x',
					pointRadius: points.map(({ isBaseline }) => (isBaseline ? 6 : 4)),
					pointStyle: points.map(({ isBaseline }) => (isBaseline ? 'rectRot' : 'circle')),
					pointBackgroundColor: points.map(({ isBaseline }) => (isBaseline ? look.card : colour)),
					pointBorderColor: points.map(({ isBaseline }) => (isBaseline ? look.ink : colour)),
				},
			],
		},
		options: {
			indexAxis: 'y',
			layout: { padding: { right: 12 } },
			plugins: {
				tooltip: {
					callbacks: {
						label: ({ dataIndex }) => {
							const point = points[dataIndex];
							return point ? describeMeasured(point) : '';
						},
					},
				},
			},
			scales: {
				x: { ...axis, position: 'top' },
				...(points.length > TALL && {
					below: { ...axis, axis: 'x', position: 'bottom', grid: { display: false } },
				}),
				y: {
					type: 'category',
					offset: true,
					grid: { display: false },
					ticks: { color: look.ink, autoSkip: false },
				},
			},
		},
		plugins: [
			rowBands(points.length, look),
			evenLine('x', look),
			errorBars([points], { axis: 'x', colours: [colour] }),
		],
	};
}

function labelRow(label: string, rows: number): string[] {
	return rows > MANY ? [shortenLabel(label, LONGEST)] : wrapLabel(label);
}
