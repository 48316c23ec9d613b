import { escapeXml } from '../../text/escape-xml.ts';
import type { ChartLook } from '../chart-look.ts';
import { seriesMark } from '../series-mark.ts';
import { round } from './round.ts';
import { textWidth } from './text-width.ts';

const SIZE = 12;
const MARK = 34;
const GAP = 22;
const LINE = 20;

/** Which mark is whose, in rows: the elements of an SVG file, and how high they are. */
export function writeKey(
	names: readonly string[],
	{ look, left, top, width }: { look: ChartLook; left: number; top: number; width: number },
): { readonly svg: string; readonly height: number } {
	let [x, y] = [left, top];
	const items = names.map((name, place) => {
		const room = MARK + 8 + textWidth(name, SIZE) + GAP;
		if (x > left && x + room > left + width) [x, y] = [left, y + LINE];
		const item = writeItem(name, place, { look, x, y });
		x += room;
		return item;
	});
	return { svg: items.join('\n'), height: names.length === 0 ? 0 : y - top + LINE };
}

function writeItem(
	name: string,
	place: number,
	{ look, x, y }: { look: ChartLook; x: number; y: number },
): string {
	const { shape, dash, tone } = seriesMark(place);
	const colour = look.series[tone] ?? look.ink;
	const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '';
	const middle = { x: x + MARK / 2, y: y + 7 };
	const marks = {
		circle: `<circle cx="${middle.x}" cy="${middle.y}" r="5"/>`,
		rect: `<path d="M${middle.x - 4.5} ${middle.y - 4.5}h9v9h-9z"/>`,
		rectRot: `<path d="M${middle.x} ${middle.y - 6}l6 6l-6 6l-6 -6z"/>`,
		triangle: `<path d="M${middle.x} ${middle.y - 6}l5.5 10h-11z"/>`,
	} as const;
	return `<g fill="${colour}" stroke="${colour}" stroke-width="2"><path d="M${round(x)} ${middle.y}h${MARK}"${dashes}/>${marks[shape]}</g><text x="${round(x + MARK + 8)}" y="${y + 11}" font-size="${SIZE}" fill="${look.ink}">${escapeXml(name)}</text>`;
}
