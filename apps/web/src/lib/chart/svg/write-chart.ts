import { escapeXml } from '../../text/escape-xml.ts';
import type { ChartCaption } from '../chart-caption.ts';
import type { ChartLook } from '../chart-look.ts';
import type { ChartPicture } from '../chart-picture.ts';
import { drawSpec } from './draw-spec.ts';
import { textWidth } from './text-width.ts';
import { wrapParts } from './wrap-words.ts';
import { writeKey } from './write-key.ts';

const WIDTH = 960;
const EDGE = 24;
const INNER = WIDTH - 2 * EDGE;
const TITLE = 19;
const TEXT = 12;
const LINE = 17;

/**
 * A chart as an SVG file of 960 px width that says what it is of: its title above, its caption below. It has no script, no
 * font and no address in it.
 */
export function writeChart(
	{ spec, height, isSquare, key = [], description, label }: ChartPicture,
	{
		title,
		caption,
		look,
		mostPixels,
	}: {
		readonly title: string;
		readonly caption: ChartCaption;
		readonly look: ChartLook;
		/** Of an image that is made of it: it is twice as wide then, or as wide as they allow. */
		readonly mostPixels?: number;
	},
): string {
	const titles = wrapParts([title], { size: TITLE, width: INNER });
	const keyTop = EDGE + titles.length * (TITLE + 6) + 10;
	const named = writeKey(key, { look, left: EDGE, top: keyTop, width: INNER });
	const top = keyTop + named.height + (key.length > 0 ? 8 : 0);
	const drawnHeight = isSquare ? Math.min(height, INNER) : height;
	const lines = wrapParts(caption.parts, { size: TEXT, width: INNER });
	const below = top + drawnHeight + 24;
	const warned = caption.warning === undefined ? 0 : LINE + 4;
	const all = below + warned + lines.length * LINE + EDGE / 2;
	const scale = mostPixels === undefined ? 1 : Math.min(2, Math.sqrt(mostPixels / (WIDTH * all)));
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${Math.round(WIDTH * scale)}" height="${Math.round(all * scale)}" viewBox="0 0 ${WIDTH} ${all}" role="img" font-family="DejaVu Sans,Verdana,sans-serif">`,
		`<title>${escapeXml(`${title}: ${label}`)}</title>`,
		`<desc>${escapeXml(`${description} ${caption.parts.join(' · ')} ${caption.warning ?? ''}`)}</desc>`,
		`<rect width="${WIDTH}" height="${all}" fill="${look.card}"/>`,
		...titles.map((text, at) =>
			line(text, { y: EDGE + TITLE * (at + 1), size: TITLE, fill: look.ink, isBold: true }),
		),
		named.svg,
		`<g transform="translate(${EDGE} ${top})">${drawSpec(spec, look, { width: INNER, height: drawnHeight })}</g>`,
		caption.warning === undefined ? '' : writeWarning(caption.warning, below, look),
		...lines.map((text, at) =>
			line(text, { y: below + warned + at * LINE, size: TEXT, fill: look.muted }),
		),
		'</svg>\n',
	].join('\n');
}

function writeWarning(text: string, y: number, look: ChartLook): string {
	const width = Math.ceil(textWidth(text, TEXT)) + 16;
	const box = `<rect x="${EDGE}" y="${y - 14}" width="${width}" height="20" rx="3" fill="#fdf3da" stroke="#5e4300"/>`;
	return `${box}${line(text, { x: EDGE + 8, y, size: TEXT, fill: look.ink })}`;
}

type Line = {
	readonly x?: number;
	readonly y: number;
	readonly size: number;
	readonly fill: string;
	readonly isBold?: boolean;
};

function line(text: string, { x = EDGE, y, size, fill, isBold = false }: Line): string {
	return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${isBold ? ' font-weight="bold"' : ''}>${escapeXml(text)}</text>`;
}
