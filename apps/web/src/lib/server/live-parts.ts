/**
 * The main part of a page, for a reader who has an earlier one: pieces in order, where two numbers mean the pieces that the
 * reader has from the first number up to, and without, the second.
 */
export type LiveParts = readonly (string | readonly [from: number, end: number])[];

export type LiveAnswer = {
	readonly parts: LiveParts;
	/** Where the reader's next question begins, because not all that changed is in this answer; else null. */
	readonly next: number | null;
	/** Whole elements that the answer has. */
	readonly sent: number;
};

type Piece = {
	readonly html: string;
	readonly name: string;
	/** Its place in the reader's list. */
	readonly same: number | undefined;
	/** The place of what the reader has of the same element. */
	readonly earlier: number | undefined;
	/** It is one element with all that is in it, so its earlier one may stay for a while. */
	readonly isWhole: boolean;
	/** A place of the reader's list that is near. */
	readonly around: number;
};
export type LivePieces = {
	readonly known: readonly string[];
	readonly pieces: readonly Piece[];
};

/** The header that names the pieces which a reader has, in order and separated by spaces. */
export const LIVE_HEADER = 'x-codejoust-live';
/** The header with the place in that list at which the answer begins, where not all that changed may be sent. */
export const LIVE_FROM_HEADER = 'x-codejoust-live-from';

const MOST_PARTS = 400;
/** A piece begins with an element that is marked, as its first attribute, or after the last row of a table. */
const BEGINNING = /(?=<[a-z]+ data-part|(?<=<\/tr>)<\/tbody>)/;
const WHOLE = /^<([a-z]+) data-part="([^"]*)"/;
/** Together one character more than another name has. */
const [KEY_SIZE, WHOLE_SIZE] = [5, 6];
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
 * The main part of a page in pieces, beside those that a reader has. However it is cut, the pieces in order are the whole,
 * so no text of a page can make it wrong. Undefined for a page without a main part.
 */
export function readPieces(html: string, has: string): LivePieces | undefined {
	const [start, end] = [html.indexOf('<main'), html.lastIndexOf('</main>')];
	if (start < 0 || end < start) return undefined;
	const known = has.split(' ');
	const places = new Map(known.map((name, at) => [name, at]));
	const keyed = Map.groupBy(known.entries(), ([, name]) => keyOf(name));
	let around = 0;
	const pieces = cutPieces(html.slice(start, end)).map((piece) => {
		const name = nameOf(piece);
		const key = keyOf(name);
		const others = key === undefined ? [] : (keyed.get(key) ?? []);
		const earlier = others.length === 1 ? others[0]?.[0] : undefined;
		const same = places.get(name);
		around = same ?? earlier ?? around;
		return { html: piece, name, same, earlier, isWhole: key !== undefined, around };
	});
	return { known, pieces };
}

/**
 * What a reader gets: of the whole elements that it does not have, the first so many, beginning at a place of its list, so
 * that all have their turn. It keeps the earlier ones of the others until then.
 */
export function chooseParts(
	{ known, pieces }: LivePieces,
	{ most = Infinity, from = 0 }: { readonly most?: number; readonly from?: number } = {},
): LiveAnswer {
	const changed = pieces.filter(({ same, isWhole }) => same === undefined && isWhole);
	const turns = [
		...changed.filter(({ around }) => around >= from),
		...changed.filter(({ around }) => around < from),
	];
	const left = new Set(turns.slice(most));
	const [first] = left;
	const parts: (string | [number, number])[] = [];
	let count = 0;
	let next: number | null = null;
	for (const piece of pieces) {
		if (piece === first) next = count;
		const at = left.has(piece) ? piece.earlier : (piece.same ?? piece.html);
		if (at === undefined) continue;
		count += 1;
		const last = parts.at(-1);
		if (typeof at === 'string') parts.push(at);
		else if (typeof last !== 'object') parts.push([at, at + 1]);
		else if (last[1] === at || known[last[1]] === known[at]) last[1] += 1;
		else parts.push([at, at + 1]);
	}
	return { parts, next, sent: turns.length - left.size };
}

/** `live.js` cuts and names in the same way. */
function cutPieces(main: string): readonly string[] {
	const cut = main.split(BEGINNING);
	return cut.length <= MOST_PARTS
		? cut
		: [...cut.slice(0, MOST_PARTS - 1), cut.slice(MOST_PARTS - 1).join('')];
}

/** The name of a piece: of an element that is whole, the name of its mark and then that of what it shows. */
export function nameOf(piece: string): string {
	const mark = markOf(piece);
	const name = hashOf(piece);
	return mark === undefined ? name : hashOf(mark).slice(-KEY_SIZE) + name.slice(-WHOLE_SIZE);
}

/** What the element that a piece consists of is marked with; undefined for a piece that has more, or less. */
function markOf(piece: string): string | undefined {
	const [, tag, mark] = WHOLE.exec(piece) ?? [];
	if (tag === undefined) return undefined;
	let depth = 0;
	for (const { 1: slash, index } of piece.matchAll(new RegExp(`<(/?)${tag}\\b`, 'g'))) {
		depth += slash === '' ? 1 : -1;
		if (depth === 0) return piece.slice(index).trim() === `</${tag}>` ? mark : undefined;
	}
	return undefined;
}

function keyOf(name: string): string | undefined {
	return name.length === KEY_SIZE + WHOLE_SIZE ? name.slice(0, KEY_SIZE) : undefined;
}

/** 48 bits of two FNV-1a hashes of what a browser shows, which it can compute without a secure connection. */
function hashOf(piece: string): string {
	const shown = piece
		.replaceAll(EMPTY_END, '')
		.replaceAll(ENTITY, (one) => CHARACTERS[one] ?? one)
		.replaceAll(AGE, '$1');
	let [one, other] = [0x811c9dc5, 0x9dc5811c];
	for (let at = 0; at < shown.length; at += 1) {
		one = Math.imul(one ^ shown.charCodeAt(at), 0x01000193);
		other = Math.imul(other ^ shown.charCodeAt(at), 0x01000197) ^ (other >>> 15);
	}
	return ((one >>> 0) * HALF_WORD + ((other >>> 0) % HALF_WORD)).toString(36).padStart(10, '0');
}
