/**
 * The main part of a page, for a reader who has an earlier one: pieces in order, where two numbers mean the pieces that the
 * reader has from the first number up to, and without, the second.
 */
export type LiveParts = readonly (string | readonly [from: number, end: number])[];

/** The header that names the pieces which a reader has, in order and separated by spaces. */
export const LIVE_HEADER = 'x-codejoust-live';

const MOST_PARTS = 400;
/** A piece begins with an element that is marked, as its first attribute. */
const BEGINNING = /(?=<[a-z]+ data-part)/;
/** A browser ends an empty element otherwise than the server. */
const EMPTY_END = /\/(?=>)|<\/(?:circle|ellipse|line|path|polygon|polyline|rect|stop|use)>/g;
/** A browser writes these characters of a text otherwise than the server, and reads both as the same. */
const ENTITY = /&(?:gt|quot|#39|nbsp);/g;
const CHARACTERS: Readonly<Record<string, string>> = {
	'&gt;': '>',
	'&quot;': '"',
	'&#39;': "'",
	'&nbsp;': '\u00a0',
};
/** The browser counts ages itself. */
const AGE = /(<time data-age[^<>]*>)[^<]*/g;
const HALF_WORD = 2 ** 16;

/**
 * The main part of a page in pieces, without those that a reader has. However it is cut, the pieces in order are the whole,
 * so no text of a page can make it wrong. Undefined for a page without a main part.
 */
export function cutLive(html: string, has: string): LiveParts | undefined {
	const [start, end] = [html.indexOf('<main'), html.lastIndexOf('</main>')];
	if (start < 0 || end < start) return undefined;
	const known = has.split(' ');
	const places = new Map(known.map((name, at) => [name, at]));
	const parts: (string | [number, number])[] = [];
	for (const piece of cutPieces(html.slice(start, end))) {
		const name = nameOf(piece);
		const last = parts.at(-1);
		const at = places.get(name);
		if (typeof last === 'object' && known[last[1]] === name) last[1] += 1;
		else parts.push(at === undefined ? piece : [at, at + 1]);
	}
	return parts;
}

/** `live.js` cuts and names in the same way. */
function cutPieces(main: string): readonly string[] {
	const cut = main.split(BEGINNING);
	return cut.length <= MOST_PARTS
		? cut
		: [...cut.slice(0, MOST_PARTS - 1), cut.slice(MOST_PARTS - 1).join('')];
}

/** 48 bits of two FNV-1a hashes of what a browser shows, which it can compute without a secure connection. */
export function nameOf(piece: string): string {
	const shown = piece
		.replaceAll(EMPTY_END, '')
		.replaceAll(ENTITY, (one) => CHARACTERS[one] ?? one)
		.replaceAll(AGE, '$1');
	let [one, other] = [0x811c9dc5, 0x9dc5811c];
	for (let at = 0; at < shown.length; at += 1) {
		one = Math.imul(one ^ shown.charCodeAt(at), 0x01000193);
		other = Math.imul(other ^ shown.charCodeAt(at), 0x01000197) ^ (other >>> 15);
	}
	return ((one >>> 0) * HALF_WORD + ((other >>> 0) % HALF_WORD)).toString(36);
}
