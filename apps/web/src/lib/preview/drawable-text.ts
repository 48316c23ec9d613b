import { showHidden } from '../text/visible-text.ts';

const MOST_CHARACTERS = 200;

/**
 * Characters that both fonts of the images have: Latin, Greek and Cyrillic letters, punctuation, arrows, and the brackets
 * that `showHidden` writes. Nothing of it changes the direction of a text or joins with its neighbours.
 */
const DRAWABLE =
	/^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u04ff\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u2193\u2212\u2248\u2260\u2264\u2265\u27e6\u27e7\ufffd]*$/;

/** The text in one line where every character can be drawn; else what is to be drawn in its place. */
export function asDrawable(text: string, instead: string): string {
	const shown = showHidden(text.slice(0, MOST_CHARACTERS * 4))
		.normalize('NFC')
		.replace(/\s+/g, ' ')
		.trim();
	return shown !== '' && DRAWABLE.test(shown) ? shown.slice(0, MOST_CHARACTERS) : instead;
}

/** The text with U+FFFD for each character that cannot be drawn; line ends stay. */
export function replaceUndrawable(text: string): string {
	let drawn = '';
	for (const character of text)
		drawn += character === '\n' || DRAWABLE.test(character) ? character : '\ufffd';
	return drawn;
}

/** Shares of the font size, rather too wide than too narrow. */
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
	[/[ijlI.,:;'|!]/, 0.34],
	[/[frt()[\]{} "‐–-]/, 0.43],
	[/[mwMW@%—…⟦⟧]/, 1],
	[/[a-z0-9]/, 0.62],
	[/[A-Z]/, 0.78],
];
const OTHER_WIDTH = 0.95;
const BOLD = 1.12;

type Font = { readonly px: number; readonly isBold?: boolean };

/** About how many pixels a text takes in a line. */
export function measureText(text: string, { px, isBold = false }: Font): number {
	let width = 0;
	for (const character of text)
		width += WIDTHS.find(([characters]) => characters.test(character))?.[1] ?? OTHER_WIDTH;
	return width * px * (isBold ? BOLD : 1);
}

/** The text, cut with an ellipsis where it is wider than `width` pixels. */
export function cutText(text: string, width: number, font: Font): string {
	if (measureText(text, font) <= width) return text;
	let cut = text;
	while (cut !== '' && measureText(`${cut}…`, font) > width) cut = cut.slice(0, -1);
	return `${cut.trimEnd()}…`;
}

/** The text in at most `most` lines, broken between words, or within one that is wider than a line; the last is cut. */
export function wrapText(text: string, width: number, font: Font, most: number): readonly string[] {
	const lines: string[] = [];
	let rest = text;
	while (lines.length < most - 1 && measureText(rest, font) > width) {
		const line = cutText(rest, width, font).slice(0, -1);
		const end = line.lastIndexOf(' ') > 0 ? line.lastIndexOf(' ') : line.length;
		lines.push(rest.slice(0, end));
		rest = rest.slice(end).trimStart();
	}
	return [...lines, cutText(rest, width, font)];
}
