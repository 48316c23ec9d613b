/**
 * A text as overlap and similarity read it: in Unicode's compatibility form (NFKC) and in lower case. The same for two
 * texts that differ only in that. Linear in the text.
 */
export function foldLetters(text: string): string {
	return HAS_OTHERS.test(text) ? text.normalize('NFKC').toLowerCase() : text.toLowerCase();
}

const HAS_OTHERS = /[\u0080-\uffff]/;

/** Length, in UTF-16 code units, of what is compared of a text: its start. */
export const COMPARED_LENGTH = 10_000;

/** Read of a text before its blanks are reduced, so that a text of blanks costs no more than another one. */
const READ_LENGTH = 2 * COMPARED_LENGTH;

/**
 * The start of a text as similarity reads it: folded letters, blanks of any length as one space, none at the ends; at most
 * `COMPARED_LENGTH` code units.
 */
export function startOfText(text: string): string {
	const folded = foldLetters(text.slice(0, READ_LENGTH));
	return folded.replaceAll(/\s+/g, ' ').trim().slice(0, COMPARED_LENGTH);
}
