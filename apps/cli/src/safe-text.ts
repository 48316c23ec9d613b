import { escapeText } from '@codejoust/arena/text/printable';

/** One line of anybody's text: nothing in it moves the cursor, changes colours or hides itself. */
export function safeText(text: string): string {
	return escapeText(text);
}

/** Anybody's text with its lines kept and its tabs as spaces. */
export function safeLines(text: string): readonly string[] {
	return text.split(/\r\n|\n/).map((line) => escapeText(line.replaceAll('\t', '    ')));
}

/** A value as JSON that is safe to print and still parses to the same value. */
export function safeJson(value: unknown): string {
	return escapeUnsafe(JSON.stringify(value, undefined, 2));
}

/** A text of lines with everything that a terminal would obey written as JSON escapes. */
export function escapeUnsafe(text: string): string {
	return text.replaceAll(UNSAFE, escapeUnits);
}

// JSON.stringify leaves DEL, C1 controls, bidi and zero-width characters as they are; line ends are its own.
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu;

function escapeUnits(character: string): string {
	return character
		.split('')
		.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');
}
