import type { ChartConfiguration, Plugin } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { describeMeasured, evenLine, scoreAxis, scoreDomain } from './score-axis.ts';
import { seriesMark } from './series-mark.ts';

type HistoryChart = ChartConfiguration<'line', { x: number; y: number }[], string>;

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const SECOND = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });
const MINUTE = new Intl.DateTimeFormat('en-GB', {
	dateStyle: 'short',
	timeStyle: 'short',
	timeZone: 'UTC',
});

/** A line through the snapshots of each segment; where another judge or benchmark version begins, a break that no line crosses. */
export function historyConfig({ segments }: SpecOf<'history'>, look: ChartLook): HistoryChart {
	const points = segments.flatMap((segment) => segment.points);
	const colours = segments.map((_, place) => look.series[seriesMark(place).tone] ?? '');
	const format = tickFormat(points.map(({ at }) => at));
	return {
		type: 'line',
		data: {
			datasets: segments.map((segment, place) => {
				const { shape, dash } = seriesMark(place);
				return {
					label: segment.name,
					data: segment.points.map(({ at, value }) => ({ x: at, y: value })),
					borderColor: colours[place] ?? '',
					borderWidth: 2,
					borderDash: [...dash],
					pointStyle: shape,
					pointRadius: shape === 'triangle' ? 6 : 5,
					pointBackgroundColor: colours[place] ?? '',
					pointBorderWidth: 0,
				};
			}),
		},
		options: {
			plugins: {
				tooltip: {
					callbacks: {
						title: ([item]) => (item ? `${MINUTE.format(item.parsed.x ?? 0)} UTC` : ''),
						label: ({ datasetIndex, dataIndex }) => {
							const segment = segments[datasetIndex];
							const point = segment?.points[dataIndex];
							return segment && point ? `${describeMeasured(point)}, ${segment.name}` : '';
						},
					},
				},
			},
			scales: {
				x: {
					type: 'linear',
					grace: '6%',
					grid: { color: look.line },
					ticks: {
						color: look.muted,
						maxTicksLimit: 5,
						maxRotation: 0,
						callback: (value) => format.format(Number(value)),
					},
				},
				y: scoreAxis(look, scoreDomain(points)),
			},
		},
		plugins: [
			evenLine('y', look),
			breaks(segments, look),
			errorBars(
				segments.map((segment) => segment.points),
				{ axis: 'y', colours },
			),
		],
	};
}

/** As fine as it takes to tell a handful of ticks apart. */
export function tickFormat(times: readonly number[]): Intl.DateTimeFormat {
	const hours = (Math.max(...times) - Math.min(...times)) / 3_600_000;
	if (hours > 72) return DAY;
	return hours > 0.25 ? MINUTE : SECOND;
}

/** Names each segment where it begins, and draws a dashed line there unless it is the first. */
function breaks(segments: SpecOf<'history'>['segments'], look: ChartLook): Plugin<'line'> {
	return {
		id: 'breaks',
		beforeDatasetsDraw: ({ ctx, chartArea: { top, bottom }, scales: { x } }) => {
			ctx.save();
			ctx.font = `12px ${look.font}`;
			ctx.textBaseline = 'top';
			ctx.strokeStyle = look.muted;
			ctx.fillStyle = look.ink;
			ctx.setLineDash([4, 4]);
			for (const [place, { points }] of segments.entries()) {
				const first = points[0];
				if (!x || !first) continue;
				const left = x.getPixelForValue(first.at) - 9;
				ctx.fillText(String(place + 1), left + 4, top + 2);
				if (place === 0) continue;
				ctx.beginPath();
				ctx.moveTo(left, top);
				ctx.lineTo(left, bottom);
				ctx.stroke();
			}
			ctx.restore();
		},
	};
}
