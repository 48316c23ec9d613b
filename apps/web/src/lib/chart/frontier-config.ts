import { formatDollars, formatPrices } from '@codejoust/contract/dollars';
import type { ChartConfiguration } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { FrontierPoint, SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { nameLabels } from './name-labels.ts';
import { describeMeasured, evenLine, scoreAxis, scoreDomain } from './score-axis.ts';

type FrontierChart = ChartConfiguration<'scatter', { x: number; y: number }[], string>;

const AXES = {
	length: {
		title: 'Median answer length, characters (less is better)',
		format: (value: number) => value.toLocaleString('en'),
		formatTicks: (values: readonly number[]) => values.map((value) => value.toLocaleString('en')),
	},
	price: {
		title: 'Price of all answers, as stated, $ (less is better)',
		format: (usd: number) => formatDollars(usd * 1e6),
		formatTicks: (usd: readonly number[]) =>
			formatPrices(...usd.map((value) => Math.round(value * 1e6))),
	},
} as const;
/** From this spread on, equal ratios take equal room. */
const LOG_FROM = 30;
/** With more models only the frontier keeps its intervals. */
const MOST_INTERVALS = 30;
const MOST_NAMES = 12;

/** Scores against what they take, less being better, with the frontier as a stair through its models. */
export function frontierConfig(
	{ points, of = 'length' }: SpecOf<'frontier'>,
	look: ChartLook,
): FrontierChart {
	const { title, format, formatTicks } = AXES[of];
	const frontier = points.filter(({ isOnFrontier }) => isOnFrontier).sort((a, b) => a.x - b.x);
	const others = points.filter(({ isOnFrontier }) => !isOnFrontier);
	const colour = look.series[0] ?? '';
	const rows = [frontier, others];
	const bars = [frontier, points.length > MOST_INTERVALS ? [] : others];
	return {
		type: 'scatter',
		data: {
			datasets: [
				{
					data: frontier.map(asPlace),
					clip: false,
					showLine: true,
					stepped: 'before',
					borderColor: colour,
					borderWidth: 1.5,
					borderDash: [5, 4],
					pointRadius: 6,
					pointStyle: frontier.map(markOf),
					pointBackgroundColor: colour,
					pointBorderColor: look.card,
				},
				{
					data: others.map(asPlace),
					clip: false,
					pointRadius: 4.5,
					pointStyle: others.map(markOf),
					pointBackgroundColor: look.card,
					pointBorderColor: look.muted,
					pointBorderWidth: 1.5,
				},
			],
		},
		options: {
			layout: { padding: { right: 8 } },
			plugins: {
				tooltip: {
					callbacks: {
						label: ({ datasetIndex, dataIndex }) => {
							const point = rows[datasetIndex]?.[dataIndex];
							return point ? `${point.label}: ${describeMeasured(point)}, ${format(point.x)}` : '';
						},
					},
				},
			},
			scales: {
				x: {
					type: isWide(points) ? 'logarithmic' : 'linear',
					...(isWide(points) ? {} : { grace: '8%' }),
					title: {
						display: true,
						text: isWide(points) ? `${title}, logarithmic` : title,
						color: look.muted,
					},
					grid: { color: look.line },
					ticks: {
						color: look.muted,
						maxRotation: 0,
						maxTicksLimit: 6,
						callback: (_, at, ticks) => formatTicks(ticks.map(({ value }) => value))[at],
					},
				},
				y: scoreAxis(look, scoreDomain(points)),
			},
		},
		plugins: [
			evenLine('y', look),
			errorBars(bars, { axis: 'y', colours: [colour, look.muted] }),
			nameLabels(
				// Few models have all their names, many those of the frontier.
				(points.length > MOST_NAMES ? [frontier] : rows).map((row) =>
					row.map(({ label }) => label),
				),
				look,
				bars,
			),
		],
	};
}

const asPlace = ({ x, value }: FrontierPoint) => ({ x, y: value });
const markOf = ({ isBaseline }: FrontierPoint) => (isBaseline ? 'rectRot' : 'circle');

function isWide(points: readonly FrontierPoint[]): boolean {
	const xs = points.map(({ x }) => x);
	return Math.min(...xs) > 0 && Math.max(...xs) / Math.min(...xs) > LOG_FROM;
}
