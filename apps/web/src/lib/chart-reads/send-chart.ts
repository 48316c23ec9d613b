import { error, redirect } from '@sveltejs/kit';
import { readSlice } from '../board/slice.ts';
import { boardPath, previewPath } from '../link.ts';
import { chartCsv } from '../chart/chart-table.ts';
import { CHARTS } from '../chart/charts.ts';
import { LIGHT_LOOK } from '../chart/svg/paper-look.ts';
import { showHidden } from '../text/visible-text.ts';
import { writeChartCard } from '../chart/svg/write-chart-card.ts';
import { PREVIEW_SIZE } from '../preview/preview-card.ts';
import { replaceUndrawable } from '../preview/drawable-text.ts';
import { sendPreview } from '../server/send-preview.ts';
import { takeTurn } from '../server/take-turn.ts';
import { CHART_LOADERS } from './chart-loaders.ts';
import type { ChartEvent, LoadedChart } from './loaded-chart.ts';

type FileEvent = ChartEvent & {
	readonly params: { readonly chart: string; readonly format: string };
};

const TYPES = {
	png: 'image/png',
	svg: 'image/svg+xml; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
} as const;
const FORMATS = ['png', 'svg', 'csv'] as const;
/** An image of 5 million pixels takes 20 MB while it is drawn. */
const MOST_PIXELS = 5_000_000;

/** A chart of a board as a file: the picture with its title and its caption, or its numbers. */
export async function sendChart(event: FileEvent): Promise<Response> {
	const { chart, format } = event.params;
	const known = CHARTS.find(({ key }) => key === chart);
	const kind = FORMATS.find((one) => one === format);
	if (!known || !kind)
		error(404, 'Not found', {
			detail: `There is no file "${showHidden(`${chart}.${format}`)}". Charts are ${CHARTS.map(({ key }) => key).join(', ')}; a file ends with .png, .svg or .csv.`,
		});
	const loaded = await CHART_LOADERS[known.key](event);
	event.setHeaders({
		'content-type': TYPES[kind],
		'content-disposition': `inline; filename="${loaded.head.caption.file}.${kind}"`,
		'content-security-policy': "default-src 'none'; sandbox",
		'cross-origin-resource-policy': 'cross-origin',
	});
	if (kind === 'csv') return new Response(chartCsv(loaded.table, loaded.head.frame.board));
	if (kind === 'svg') return new Response(await writeSvg(loaded));
	return new Response(await drawPng(loaded));
}

/** The image that sites show beside a link to a chart’s page: the chart, or its board where the chart is too high for it. */
export async function sendChartPreview(event: ChartEvent): Promise<Response> {
	const asked = event.url.searchParams.get('of');
	const known = CHARTS.find(({ key }) => key === asked) ?? CHARTS[0];
	const loaded = await CHART_LOADERS[known.key](event);
	const { board } = loaded.head.frame;
	const drawn = loaded.picture && writeChartCard(await writeSvg(loaded), PREVIEW_SIZE);
	if (!drawn)
		redirect(
			302,
			previewPath(boardPath(event.params.benchmark), readSlice(event.url.searchParams)),
		);
	const svg = replaceUndrawable(drawn);
	return sendPreview(event, { svg, snapshot: board.snapshot?.id ?? '' });
}

/** Twice as wide as the SVG, as far as the pixels reach. A character that the fonts have not is drawn as U+FFFD. */
async function drawPng(loaded: LoadedChart): Promise<Uint8Array<ArrayBuffer>> {
	const svg = replaceUndrawable(await writeSvg(loaded, MOST_PIXELS));
	const { drawPreview } = await import('../server/draw-preview.ts');
	const { png } = await drawPreview(svg, loaded.head.frame.board.snapshot?.id ?? '');
	return png;
}

/** Chart.js is loaded for the first image alone. One image is drawn at a time, for all readers. */
async function writeSvg(
	{ picture, title, head }: LoadedChart,
	mostPixels?: number,
): Promise<string> {
	if (!picture) error(404, 'Not found', { detail: 'There is nothing to draw: see the table.' });
	const { writeChart } = await import('../chart/svg/write-chart.ts');
	await takeTurn();
	return writeChart(picture, {
		title,
		caption: head.caption,
		look: LIGHT_LOOK,
		...(mostPixels === undefined ? {} : { mostPixels }),
	});
}
