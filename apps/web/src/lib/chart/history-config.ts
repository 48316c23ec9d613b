import type { ChartConfiguration, Plugin } from 'chart.js';
import type { ChartLook } from './chart-look.ts';
import type { SpecOf } from './chart-spec.ts';
import { errorBars } from './error-bars.ts';
import { describeMeasured, evenLine, scoreAxis, scoreDomain } from './score-axis.ts';
import { seriesMark } from './series-mark.ts';
import { timeAxis } from './time-ticks.ts';

type HistoryChart = ChartConfiguration<'line', { x: number; y: number }[], string>;

const MINUTE = new Intl.DateTimeFormat('en-GB', {
	dateStyle: 'medium',
	timeStyle: 'short',
	timeZone: 'UTC',
});
const NUMBER_PX = 14;
/** Narrower than this, an axis has room for three dates. */
const NARROW_PX = 520;

/** A line for each model through the snapshots of each segment; where another judge or benchmark version begins, a break that no line crosses. */
export function historyConfig(
	{ segments, models }: SpecOf<'history'>,
	look: ChartLook,
): HistoryChart {
	const lines = segments.flatMap((segment) =>
		segment.lines.map((points, model) => ({ segment: segment.name, model, points })),
	);
	const points = lines.flatMap((line) => line.points);
	const times = points.map(({ at }) => at);
	const colours = lines.map(({ model }) => look.series[seriesMark(model).tone] ?? '');
	const axis = timeAxis(times);
	return {
		type: 'line',
		data: {
			datasets: lines.map(({ model, points: own }, place) => {
				const { shape, dash } = seriesMark(model);
				return {
					label: models[model] ?? '',
					data: own.map(({ at, value }) => ({ x: at, y: value })),
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
						label: ({ datasetIndex, dataIndex, dataset }) => {
							const line = lines[datasetIndex];
							const point = line?.points[dataIndex];
							return line && point
								? `${dataset.label ?? ''}: ${describeMeasured(point)}, ${line.segment}`
								: '';
						},
					},
				},
			},
			scales: {
				x: {
					type: 'linear',
					min: axis.min,
					max: axis.max,
					title: { display: true, text: 'Date of the snapshot, UTC', color: look.muted },
					grid: { color: look.line },
					ticks: {
						color: look.muted,
						maxRotation: 0,
						callback: (value) => axis.format.format(Number(value)),
					},
					afterBuildTicks: (scale) => {
						const most = scale.chart.width < NARROW_PX ? 3 : undefined;
						scale.ticks = timeAxis(times, most).ticks.map((value) => ({ value }));
					},
				},
				y: scoreAxis(look, scoreDomain(points)),
			},
		},
		plugins: [
			evenLine('y', look),
			breaks(segments, look),
			errorBars(
				lines.map((line) => line.points),
				{ axis: 'y', colours },
			),
		],
	};
}

/** Numbers each segment where it begins, and draws a dashed line there unless it is the first. */
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
			// A number that has no room beside the one before stands below it.
			let last = { right: Number.NEGATIVE_INFINITY, row: 0 };
			for (const [place, { lines }] of segments.entries()) {
				const begins = Math.min(...lines.flat().map(({ at }) => at));
				if (!x || segments.length === 1 || !Number.isFinite(begins)) continue;
				const left = x.getPixelForValue(begins) - 9;
				const number = String(place + 1);
				const row = left < last.right ? last.row + 1 : 0;
				ctx.fillText(number, left + 4, top + 2 + row * NUMBER_PX);
				last = { right: left + 4 + ctx.measureText(number).width, row };
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
