import { foldLetters } from './compared-text.ts';

/**
 * Words of a text. A word is a run of letters, combining marks, digits and underscores (Unicode's L, M, N and `_`); a
 * character of a script that is written without spaces (Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar) is a word of
 * its own. Everything else separates words.
 */
export type WordVisitor = (hash: number, start: number, end: number) => void;

const APART = 0;
const IN_WORD = 1;
const ALONE = 2;

const WORD = /[\p{L}\p{M}\p{N}_]/u;
const WITHOUT_SPACES =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function classify(character: string): number {
	if (!WORD.test(character)) return APART;
	return WITHOUT_SPACES.test(character) ? ALONE : IN_WORD;
}

let known: Uint8Array | undefined;

/** The kind of every code unit; half of a surrogate pair is looked at with its other half. */
function kindsOfUnits(): Uint8Array {
	known ??= Uint8Array.from({ length: 0x1_0000 }, (_, code) => classify(String.fromCharCode(code)));
	return known;
}

/**
 * Visits the words of a folded text in their order, each with a hash of its letters and its place (UTF-16 offsets). Linear
 * in the text and without memory of its own. The hash (FNV-1a, 32 bits) is for looking up: two words may share one.
 */
export function visitWords(text: string, visit: WordVisitor): void {
	const kinds = kindsOfUnits();
	let start = -1;
	let hash = 0;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		let kind = kinds[code] ?? APART;
		let last = at;
		if (code >= 0xd8_00 && code < 0xdc_00) {
			const character = String.fromCodePoint(text.codePointAt(at) ?? code);
			kind = classify(character);
			last = at + character.length - 1;
		}
		if (kind !== IN_WORD && start !== -1) {
			visit(hash, start, at);
			start = -1;
		}
		if (kind !== APART) {
			if (start === -1) {
				start = at;
				hash = FNV_START;
			}
			hash = Math.imul(hash ^ code, FNV_PRIME);
			if (last !== at) hash = Math.imul(hash ^ text.charCodeAt(last), FNV_PRIME);
		}
		if (kind === ALONE) {
			visit(hash, start, last + 1);
			start = -1;
		}
		at = last;
	}
	if (start !== -1) visit(hash, start, text.length);
}

const FNV_START = 0x81_1c_9d_c5 | 0;
const FNV_PRIME = 0x01_00_01_93;

/** The words themselves, of a text in any letters. */
export function listWords(folded: string): readonly string[] {
	const words: string[] = [];
	visitWords(folded, (_, start, end) => words.push(folded.slice(start, end)));
	return words;
}

/** How many words a text in any letters has. */
export function countWords(text: string): number {
	let words = 0;
	visitWords(foldLetters(text), () => {
		words += 1;
	});
	return words;
}
