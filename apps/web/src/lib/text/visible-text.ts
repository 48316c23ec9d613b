/**
 * Controls that change what a reader sees without being seen: C0 and C1 but tab and line ends,
 * soft hyphens, bidi marks, embeddings, isolates and overrides, zero-width characters, invisible
 * operators, variation tags, and the byte order mark.
 */
const HIDDEN =
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** The text with every hidden character written out as `⟦U+202E⟧`. */
export function showHidden(text: string): string {
	return text.replace(HIDDEN, (character) => `⟦U+${codePoint(character)}⟧`);
}

/** What `showHidden` writes; for marking it up after escaping. */
export const SHOWN_HIDDEN = /⟦U\+[0-9A-F]{4,6}⟧/g;

function codePoint(character: string): string {
	return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
