import { error } from '@sveltejs/kit';
import { chartCsv } from '../chart/chart-table.ts';
import { CHARTS } from '../chart/charts.ts';
import { LIGHT_LOOK } from '../chart/svg/paper-look.ts';
import { showHidden } from '../text/visible-text.ts';
import { takeTurn } from '../server/take-turn.ts';
import { CHART_LOADERS } from './chart-loaders.ts';
import type { ChartEvent, LoadedChart } from './loaded-chart.ts';

type FileEvent = ChartEvent & {
	readonly params: { readonly chart: string; readonly format: string };
};

const TYPES = {
	svg: 'image/svg+xml; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
} as const;

/** A chart of a board as a file: the picture with its title and its caption, or its numbers. */
export async function sendChart(event: FileEvent): Promise<Response> {
	const { chart, format } = event.params;
	const known = CHARTS.find(({ key }) => key === chart);
	if (!known || !(format in TYPES))
		error(404, 'Not found', {
			detail: `There is no file "${showHidden(`${chart}.${format}`)}". Charts are ${CHARTS.map(({ key }) => key).join(', ')}; a file ends with .svg or .csv.`,
		});
	const loaded = await CHART_LOADERS[known.key](event);
	const type = format === 'csv' ? TYPES.csv : TYPES.svg;
	event.setHeaders({
		'content-type': type,
		'content-disposition': `inline; filename="${loaded.head.caption.file}.${format}"`,
		'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
		'cross-origin-resource-policy': 'cross-origin',
	});
	return new Response(
		format === 'csv' ? chartCsv(loaded.table, loaded.head.frame.board) : await writeSvg(loaded),
	);
}

/** Chart.js is loaded for the first image alone. One image is drawn at a time, for all readers. */
async function writeSvg({ picture, title, head }: LoadedChart): Promise<string> {
	if (!picture) error(404, 'Not found', { detail: 'There is nothing to draw: see the table.' });
	const { writeChart } = await import('../chart/svg/write-chart.ts');
	await takeTurn();
	return writeChart(picture, { title, caption: head.caption, look: LIGHT_LOOK });
}
