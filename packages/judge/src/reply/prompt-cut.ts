import type { Usage } from './usage.ts';

/** Characters of a script without spaces that one token may hold on the average: more than any encoding reaches. */
const CHARACTERS_PER_TOKEN = 4;

/** Where scripts without spaces between words lie: South East Asia, Tibetan, Khmer, CJK, Hangul, and all beyond the basic plane. */
const UNSPACED: readonly (readonly [from: number, to: number])[] = [
	[0x0e00, 0x0fff],
	[0x1000, 0x109f],
	[0x1780, 0x17ff],
	[0x2e80, 0x9fff],
	[0xac00, 0xd7ff],
	[0xd800, 0xdfff],
	[0xf900, 0xfaff],
	[0xff66, 0xff9f],
];

/**
 * Whether a reply answers a prompt that did not arrive whole: the provider counts some tokens of it, cached ones added, and
 * fewer than half of the lowest plausible number. Without a count, or with zero, nothing is known.
 */
export function isPromptCut(
	{ promptTokens = 0, cachedTokens = 0 }: Usage,
	messages: readonly { readonly content: string }[],
): boolean {
	if (promptTokens === 0) return false;
	const reported = 2 * (promptTokens + cachedTokens);
	// No text has more words than half of its characters.
	const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
	if (reported >= (characters + messages.length) / 2) return false;
	return reported < messages.reduce((sum, { content }) => sum + leastTokens(content), 0);
}

/**
 * The lowest plausible number of tokens of a text: one for each word or number, and one for four characters of a script
 * without spaces. Marks and white space, of which one token can hold very many, count nothing. Linear.
 */
export function leastTokens(text: string): number {
	let words = 0;
	let unspaced = 0;
	let isInWord = false;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		const isWord = isWordCode(code);
		if (isWord && !isInWord) words++;
		isInWord = isWord || (isInWord && code === APOSTROPHE);
		if (code >= 0x0e00 && isUnspaced(code)) unspaced++;
	}
	return words + Math.floor(unspaced / CHARACTERS_PER_TOKEN);
}

const APOSTROPHE = 0x27;

/** Letters and digits; of other scripts with spaces also their marks, which only makes fewer words. */
function isWordCode(code: number): boolean {
	if (code < 0x80)
		return (
			(code >= 0x61 && code <= 0x7a) ||
			(code >= 0x41 && code <= 0x5a) ||
			(code >= 0x30 && code <= 0x39)
		);
	return code >= 0xc0 && (code < 0x2000 || (code > 0x2bff && code < 0xfe00)) && !isUnspaced(code);
}

function isUnspaced(code: number): boolean {
	return UNSPACED.some(([from, to]) => code >= from && code <= to);
}
