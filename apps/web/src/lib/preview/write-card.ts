import { type IntervalRange, placeOn, rangeOf } from '../board/interval-range.ts';
import { formatPercent, formatRange } from '../format/percent.ts';
import { formatUnits } from '../format/quantity.ts';
import { escapeXml } from '../text/escape-xml.ts';
import { cutText, wrapText } from './drawable-text.ts';
import { PREVIEW_SIZE, type PreviewCard, type PreviewRow } from './preview-card.ts';

const LEFT = 64;
const RIGHT = PREVIEW_SIZE.width - LEFT;
const WIDTH = RIGHT - LEFT;
const TITLE = { px: 50, isBold: true };
const FACTS = { px: 25 };
/** Few lines are larger than many. */
const LARGE = { px: 31, height: 70, most: 4 };
const SMALL = { px: 27, height: 50 };
const BOTTOM = 566;
/** Beyond the place, which not all rows have. */
const PLACE_WIDTH = 132;
const NOTE = { px: 18, below: 23 };
const NAME_END = 600;
const BAR = { x: 630, width: 280 };
const INK = '#1a1e26';
const MUTED = '#565e6d';
const LINE = '#868c97';
const ACCENT = '#20469b';

type WrittenCard = {
	readonly svg: string;
	/** Of the board that it shows; empty where it shows none, or several. */
	readonly snapshot: string;
};

/** The image as SVG: fonts by name, no script, no address, nothing that is drawn over something else. */
export function writeCard(card: PreviewCard): WrittenCard {
	const title = wrapText(card.title, WIDTH, TITLE, 2);
	const factsAt = 160 + (title.length - 1) * 58 + 46;
	const top = factsAt + 80;
	const rows = chooseRows(card, top);
	const more = (card.total ?? rows.length) - rows.length;
	const foot = more > 0 ? [...card.foot, formatUnits(more, 'more model')] : card.foot;
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PREVIEW_SIZE.width}" height="${PREVIEW_SIZE.height}" viewBox="0 0 ${PREVIEW_SIZE.width} ${PREVIEW_SIZE.height}" font-family="DejaVu Sans">
<rect width="${PREVIEW_SIZE.width}" height="${PREVIEW_SIZE.height}" fill="#fafaf8"/>
${drawHead(card.isRehearsal)}
${title.map((line, at) => write(line, LEFT, 160 + at * 58, { ...TITLE, fill: INK })).join('')}
${write(cutText(card.facts, WIDTH, FACTS), LEFT, factsAt, { ...FACTS, fill: MUTED })}
${drawBody({ rows, lines: card.lines }, top)}
${write(cutText(foot.join(' · '), WIDTH, { px: 20 }), LEFT, 602, { px: 20, fill: MUTED })}
</svg>`;
	return { svg, snapshot: card.snapshot };
}

function drawHead(isRehearsal: boolean): string {
	const label = isRehearsal
		? `<rect x="${RIGHT - 448}" y="40" width="448" height="44" rx="22" fill="#fdf3da"/>${write('Rehearsal: measures no model', RIGHT - 24, 70, { px: 23, isBold: true, fill: '#5e4300', anchor: 'end' })}`
		: '';
	return `<rect width="1200" height="10" fill="${ACCENT}"/>
<g transform="translate(${LEFT} 42) scale(1.25)"><rect width="32" height="32" rx="7" fill="${ACCENT}"/><g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"><path d="M7 24 22 9"/><path d="m25 24-7-7M10 9l4 4"/><path d="M17.500 8H23v5.500"/></g></g>
${write('Codejoust', LEFT + 54, 71, { px: 26, isBold: true, fill: ACCENT })}${label}`;
}

/** As many as there is room for above the last line. */
function chooseRows({ rows, lines }: PreviewCard, top: number): readonly PreviewRow[] {
	const room = Math.floor((BOTTOM - top) / SMALL.height) + 1;
	return rows.slice(0, Math.max(0, room - lines.length));
}

type Size = { readonly px: number; readonly height: number };

function drawBody({ rows, lines }: Pick<PreviewCard, 'rows' | 'lines'>, top: number): string {
	const count = rows.length + lines.length;
	const isLarge = count <= LARGE.most && top + (count - 1) * LARGE.height <= BOTTOM;
	const size = isLarge ? LARGE : SMALL;
	const range = rangeOf(rows.flatMap(({ score }) => score ?? []));
	const nameX = LEFT + (rows.some(({ place }) => place !== '') ? PLACE_WIDTH : 0);
	return [
		...(rows.length === 0 ? [] : [drawBaseline(range, top, (rows.length - 1) * size.height)]),
		...rows.map((row, at) => drawRow(row, { range, size, nameX, y: top + at * size.height })),
		...lines.map((line, at) => {
			const y = top + (rows.length + at) * size.height;
			return write(cutText(line, WIDTH, SMALL), LEFT, y, { px: SMALL.px, fill: INK });
		}),
	].join('\n');
}

type RowPlace = {
	readonly range: IntervalRange;
	readonly size: Size;
	readonly nameX: number;
	readonly y: number;
};

function drawRow({ place, name, note = '', score }: PreviewRow, at: RowPlace): string {
	const { y, nameX, size } = at;
	const { px } = size;
	const shown = cutText(name, NAME_END - nameX, size);
	const bold = { px, isBold: true };
	return [
		write(place, LEFT, y, { ...bold, fill: ACCENT }),
		write(shown, nameX, y, { px, fill: INK }),
		note === ''
			? ''
			: write(cutText(note, NAME_END - nameX, NOTE), nameX, y + NOTE.below, {
					px: NOTE.px,
					fill: MUTED,
				}),
		score === null
			? write('—', RIGHT - 118, y, { px, fill: MUTED, anchor: 'end' })
			: `${drawInterval(score, at)}${write(formatPercent(score.value), RIGHT - 118, y, { ...bold, fill: INK, anchor: 'end' })}${write(formatRange(score), RIGHT, y, { px: 19, fill: MUTED, anchor: 'end' })}`,
	].join('');
}

function drawInterval(score: NonNullable<PreviewRow['score']>, { range, y }: RowPlace): string {
	const [low, high, value] = [score.low, score.high, score.value].map((share) =>
		onBar(range, share),
	);
	const middle = y - 10;
	return `<path d="M${low} ${middle}H${high}" stroke="${ACCENT}" stroke-width="8" stroke-linecap="round" opacity=".45"/><circle cx="${value}" cy="${middle}" r="10" fill="${ACCENT}"/>`;
}

/** A line where the baseline stands, at 50 %. */
function drawBaseline(range: IntervalRange, top: number, height: number): string {
	const x = onBar(range, 0.5);
	return `<path d="M${x} ${top - 32}V${top + height + 14}" stroke="${LINE}" stroke-width="2" stroke-dasharray="5 5"/>${write('baseline 50%', x, top - 39, { px: 16, fill: MUTED, anchor: 'middle' })}`;
}

function onBar(range: IntervalRange, share: number): number {
	return Math.round(BAR.x + (placeOn(range, share) / 100) * BAR.width);
}

type Look = {
	readonly px: number;
	readonly fill: string;
	readonly isBold?: boolean;
	readonly anchor?: 'middle' | 'end';
};

function write(text: string, x: number, y: number, look: Look): string {
	const weight = look.isBold ? ' font-weight="700"' : '';
	const anchor = look.anchor ? ` text-anchor="${look.anchor}"` : '';
	return `<text x="${x}" y="${y}" font-size="${look.px}" fill="${look.fill}"${weight}${anchor}>${escapeXml(text)}</text>`;
}
