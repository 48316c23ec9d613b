/** A run of this many characters that a text has too was taken from it. */
const RUN = 16;
const LONGEST_WORDS = 300;
const CUT = '[…]';

/**
 * A provider's words without what they repeat of these texts, also where they repeat them as JSON: every run of 16 characters
 * or more is cut out. At most 300 characters on one line.
 */
export function withoutTexts(words: string, texts: readonly string[]): string {
	const line = words
		.slice(0, 4 * LONGEST_WORDS)
		.replace(/\s+/g, ' ')
		.trim();
	const places = texts.flatMap((text) => {
		const flat = text.replace(/\s+/g, ' ');
		return [flat, JSON.stringify(text).replace(/\s+/g, ' '), JSON.stringify(flat)];
	});
	const isCopied = new Uint8Array(line.length);
	for (let from = 0; from + RUN <= line.length; from++) {
		const run = line.slice(from, from + RUN);
		if (places.some((place) => place.includes(run))) isCopied.fill(1, from, from + RUN);
	}
	let kept = '';
	for (let at = 0; at < line.length; at++) {
		if (isCopied[at] === 0) kept += line[at];
		else if (isCopied[at - 1] !== 1) kept += CUT;
	}
	return kept.slice(0, LONGEST_WORDS).toWellFormed();
}
