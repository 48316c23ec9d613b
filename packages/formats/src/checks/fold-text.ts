/** Nobody sees these. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u180e\u{e0000}-\u{e007f}]/gu;

/**
 * Marks that follow one letter. Thirty are more than any language has (UAX #15, Stream-Safe Text Format), and sorting
 * more is what makes normalising quadratic. The two half-width Katakana marks are letters that become marks.
 */
const MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;

/**
 * What a reader sees of a text: without invisible characters, in the compatibility form NFKC, `&gt;` as `>`. More than 30
 * marks on one letter are left out. Linear in the text's length.
 */
export function foldText(text: string): string {
	return text
		.replaceAll(INVISIBLE, '')
		.replaceAll(MARKS, '$1')
		.normalize('NFKC')
		.replaceAll('&gt;', '>');
}
