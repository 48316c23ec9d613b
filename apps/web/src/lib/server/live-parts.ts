import { createHash } from 'node:crypto';

/** What a page that reads itself again gets: the main part in pieces, of which it may have some already. */
export type LiveParts = {
	/** The names of all pieces, in order. */
	readonly parts: readonly string[];
	/** The pieces that the reader did not have, by name. */
	readonly added: Readonly<Record<string, string>>;
};

/** The header that names the pieces which a reader has, separated by spaces. */
export const LIVE_HEADER = 'x-codejoust-live';

const MOST_PARTS = 400;
const NAME_CHARACTERS = 8;
/** A piece begins with an element that is marked, as its first attribute. */
const BEGINNING = /(?=<[a-z]+ data-part)/;

/**
 * The main part of a page in pieces, named by their hashes. However it is cut, the pieces in order are the whole, so no
 * text of a page can make it wrong. Undefined for a page without a main part.
 */
export function cutLive(html: string, has: string): LiveParts | undefined {
	const [start, end] = [html.indexOf('<main'), html.lastIndexOf('</main>')];
	if (start < 0 || end < start) return undefined;
	const cut = html.slice(start, end).split(BEGINNING);
	const pieces = [...cut.slice(0, MOST_PARTS - 1), cut.slice(MOST_PARTS - 1).join('')];
	const known = new Set(has.split(' '));
	const named = pieces
		.filter((piece) => piece !== '')
		.map((piece) => [nameOf(piece), piece] as const);
	return {
		parts: named.map(([name]) => name),
		added: Object.fromEntries(named.filter(([name]) => !known.has(name))),
	};
}

function nameOf(piece: string): string {
	return createHash('sha256').update(piece).digest('base64url').slice(0, NAME_CHARACTERS);
}
