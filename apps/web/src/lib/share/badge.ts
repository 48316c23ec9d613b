import type { Leaderboard } from '@codejoust/contract/client';
import { benchmarkName } from '../link.ts';
import { formatRank } from '../format/quantity.ts';
import { escapeXml } from '../text/escape-xml.ts';
import { showHidden } from '../text/visible-text.ts';

type Badge = {
	/** On the left, dark: whose badge it is. */
	readonly label: string;
	/** On the right, coloured: what is said of it. */
	readonly message: string;
};
type Ranked = {
	readonly benchmark: Pick<Leaderboard['benchmark'], 'slug' | 'version' | 'name'>;
	readonly judge: Pick<Leaderboard['judge'], 'is_rehearsal'>;
	/** Names of the part of the board that is asked for. */
	readonly part?: readonly string[];
	readonly rows: readonly {
		readonly model: { readonly slug: string; readonly name: string };
		readonly rank: { readonly best: number; readonly worst: number } | null;
	}[];
};

const MOST_CHARACTERS = 60;
const HEIGHT = 20;
const PADDING = 6;
/** Widths in pixels at 11 px: Latin letters and digits; other scripts and symbols, which may be twice as wide. */
const NARROW = 6.6;
const WIDE = 11.5;
/** From the first block that has wide characters (Hangul Jamo) on. */
const FIRST_WIDE = 0x1100;

/** What a badge says of a model of a board: `2–4 of 24 on Arena-Hard`; undefined for a model that is not on it. */
export function tellRank(
	{ benchmark, judge, rows, part = [] }: Ranked,
	slug: string,
): Badge | undefined {
	const row = rows.find(({ model }) => model.slug === slug);
	if (row === undefined) return undefined;
	const ranked = rows.filter(({ rank }) => rank !== null).length;
	const place = row.rank === null ? 'no rank' : `${formatRank(row.rank)} of ${ranked}`;
	const name = clip(benchmark.name || benchmarkName(benchmark));
	const within = part.length === 0 ? '' : `, ${clip(part.join(', '))}`;
	const rehearsal = judge.is_rehearsal ? ' (rehearsal)' : '';
	return { label: clip(row.model.name), message: `${place} on ${name}${within}${rehearsal}` };
}

/** An SVG image of 20 px height with both texts, a title for readers of screens, and no script, font or address. */
export function writeBadge({ label, message }: Badge): string {
	const [left, right] = [measure(label), measure(message)];
	const text = (words: string, x: number, width: number) =>
		`<text x="${x + PADDING}" y="14" textLength="${width - 2 * PADDING}" lengthAdjust="spacingAndGlyphs" direction="ltr">${escapeXml(words)}</text>`;
	const all = escapeXml(`${label}: ${message}`);
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${all}">
<title>${all}</title>
<clipPath id="r"><rect width="${left + right}" height="${HEIGHT}" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#3d4450"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="#20469b"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${text(label, 0, left)}${text(message, left, right)}</g>
</svg>
`;
}

/** Hidden characters written out, white space in one line, at most 60 characters. */
function clip(text: string): string {
	const graphemes = [
		...showHidden(text.slice(0, MOST_CHARACTERS * 8))
			.replace(/\s+/g, ' ')
			.trim(),
	];
	return graphemes.length <= MOST_CHARACTERS
		? graphemes.join('')
		: `${graphemes.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}

function measure(text: string): number {
	let width = 2 * PADDING;
	for (const character of text)
		width +=
			(character.codePointAt(0) ?? 0) < FIRST_WIDE || isPunctuation(character) ? NARROW : WIDE;
	return Math.ceil(width);
}

/** Dashes, quotes and the ellipsis are beyond the wide blocks' start and narrow all the same. */
function isPunctuation(character: string): boolean {
	return character >= '\u2010' && character <= '\u2027';
}
