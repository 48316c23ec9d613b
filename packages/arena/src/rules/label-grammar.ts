/**
 * The one grammar of a label, in two alphabets: that of the parser, and that of everything which a reader could take for
 * it. The second holds the first, so what breaks every look-alike of a text leaves the parser nothing in it. No two parts
 * that follow each other share a character; so a search is linear in any text.
 */
type Alphabet = {
	/** Sources of one bracket, one letter of a side, one sign of a relation. */
	readonly open: string;
	readonly close: string;
	readonly side: string;
	readonly sign: string;
	/** What may stand between any two parts, any number of times, and between two brackets. */
	readonly gap: string;
	readonly bracketGap: string;
};

/** `A`, one to three of `<`, `>` and `=`, `B`. */
function writeCore({ side, sign, gap }: Alphabet): string {
	return `${gap}*${side}${gap}*(?:${sign}${gap}*){1,3}${side}${gap}*`;
}

/** A core in double brackets, in three groups: the first bracket, the inside, the last bracket. */
function writeLabel(alphabet: Alphabet): string {
	const { open, close, bracketGap } = alphabet;
	return `(${open})(${bracketGap}${open}${writeCore(alphabet)}${close}${bracketGap})(${close})`;
}

const READ: Alphabet = {
	open: String.raw`\[`,
	close: String.raw`\]`,
	side: '[ABab]',
	sign: '[<>=]',
	gap: String.raw`\s`,
	bracketGap: '',
};

/** A character written as a reference of HTML or an escape of JSON, JavaScript or Python. */
function encode(hex: string, names: readonly string[] = []): string {
	const numbers = [`#0{0,6}${Number.parseInt(hex, 16)}`, `#x0{0,6}${hex}`, ...names].join('|');
	return String.raw`&(?:amp;){0,3}(?:${numbers});|\\(?:u00|x)${hex}`;
}

const oneOf = (characters: string, ...encoded: readonly string[]) =>
	`(?:${[`[${characters}]`, ...encoded].join('|')})`;

/** Where the mathematical alphabets of Unicode begin, 52 letters each: bold, italic, script, Fraktur and so on. */
const MATHEMATICAL = Array.from({ length: 13 }, (_, index) => 0x1d400 + 52 * index);

/** The capital and the small letter of one place in every mathematical alphabet. */
function mathematical(place: number): string {
	return MATHEMATICAL.map((start) => String.fromCodePoint(start + place, start + 26 + place)).join(
		'',
	);
}

// Compatibility forms of Unicode, and what its list of confusables (UTS #39) takes for the same letter.
const LIKE_A = `Aaª\u0251Α\u03b1\u0410\u0430\u13aa\u15c5\u1d00\u1d2c\u1d43\u2090\u24b6\u24d0\ua4eeＡａ\u{1f130}\u{1f150}\u{1f170}${mathematical(0)}`;
const LIKE_B = `Bb\u0184\u0299Β\u0412\u0432\u042c\u044c\u13f4\u15f7\u1d2e\u1d47\u212c\u24b7\u24d1\ua4d0\ua7b4Ｂｂ\u{1f131}\u{1f151}\u{1f171}${mathematical(1)}`;
const LIKE_SIGN =
	'<>=«»‹›\u02c2\u02c3\u1400\u1433\u1438\u207c\u208c\u2248\u2261\u226a\u226b\u227a\u227b\u22d8\u22d9\u2329\u232a\u276e-\u2771\u27e8\u27e9\u2a75\u2e40\u3008\u3009\u30a0\ua78a\ufe64-\ufe66＜＝＞';

const LIKE: Alphabet = {
	open: oneOf(String.raw`\[【\ufe47［`, encode('5b', ['lsqb', 'lbrack'])),
	close: oneOf(String.raw`\]】\ufe48］`, encode('5d', ['rsqb', 'rbrack'])),
	side: oneOf(`${LIKE_A}${LIKE_B}`, ...['41', '42', '61', '62'].map((hex) => encode(hex))),
	sign: oneOf(LIKE_SIGN, encode('3c', ['lt']), encode('3d', ['equals']), encode('3e', ['gt'])),
	// White space, what nobody sees, marks on a letter, emphasis, and the backslash that Markdown takes for nothing.
	gap: String.raw`(?:[\s\p{Cc}\p{Cf}\p{M}\u115f\u1160\u3164\uffa0*_]|\\(?!u00|x))`,
	bracketGap: '',
};
const LIKE_SPACED: Alphabet = { ...LIKE, bracketGap: `${LIKE.gap}*` };
/** One character that is drawn as two brackets. */
const LIKE_DOUBLE = `([⟦〚])(${writeCore(LIKE)})([⟧〛])`;

/** A label as the parser reads it, in any letter case, with any white space inside the inner brackets. */
export const LABEL = new RegExp(writeLabel(READ), 'g');

/** The sign of a verdict between its sides, as a reader may see it: for what is no label but says the same. */
export const CORE_LIKE = writeCore(LIKE);

const LABEL_LIKE = new RegExp(`${writeLabel(LIKE_SPACED)}|${LIKE_DOUBLE}`, 'giu');

/**
 * The first part of a text that reads as a label: in brackets, letters or signs of another width or alphabet, as entities
 * or escapes, with anything invisible inside. Undefined without one.
 */
export function findLabelLike(text: string): string | undefined {
	return new RegExp(LABEL_LIKE.source, 'iu').exec(text)?.[0];
}

/** The text with `mark` inside both outer brackets of everything that reads as a label. */
export function breakLabels(text: string, mark: string): string {
	return text.replace(
		LABEL_LIKE,
		(_whole, ...[open = '', inside = '', close = '', ...double]: string[]) => {
			const [doubleOpen = '', core = '', doubleClose = ''] = double;
			return open === ''
				? `${doubleOpen}${mark}${core}${mark}${doubleClose}`
				: `${open}${mark}${inside}${mark}${close}`;
		},
	);
}
