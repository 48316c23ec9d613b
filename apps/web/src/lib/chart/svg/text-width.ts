/** Advance widths of DejaVu Sans, in thousandths of its size, from the space to the tilde. */
const WIDTHS = [
	318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
	636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
	575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
	611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
	278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
const FIRST = 0x20;
/** Letters of other alphabets, and what is as wide as it is high (from Hangul Jamo on). */
const LETTER = 640;
const SQUARE = 1000;
const FIRST_SQUARE = 0x1100;
/** Dashes, quotes, arrows and other signs are beyond the wide scripts' start, and are no wider than letters. */
const SIGNS = { from: 0x2000, to: 0x2e7f };

/** The width of a text in pixels, about: exact for ASCII in DejaVu Sans, which is wider than most fonts without serifs. */
export function textWidth(text: string, size: number): number {
	let width = 0;
	for (const character of text) width += characterWidth(character.codePointAt(0) ?? 0);
	return (width * size) / 1000;
}

function characterWidth(code: number): number {
	const known = WIDTHS[code - FIRST];
	if (known !== undefined) return known;
	const isSign = code >= SIGNS.from && code <= SIGNS.to;
	return code < FIRST_SQUARE || isSign ? LETTER : SQUARE;
}
