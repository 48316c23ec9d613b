/** How much of a text or of a list stands in a sentence: UTF-16 code points of a value, names of a list. */
const SHOWN = { valueLength: 80, names: 20 } as const;

/**
 * Text that is safe to print on a page, in a terminal and in a log: control, format (bidi, zero-width), private-use
 * and separator characters and lone surrogates are written as escapes.
 */
export function escapeText(text: string): string {
	return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, escapeCharacter);
}

/** Any value, escaped and cut to `SHOWN.valueLength` code points. A string stands without quotes. */
export function shortenValue(value: unknown, length: number = SHOWN.valueLength): string {
	const text = typeof value === 'string' ? value.slice(0, 4 * length) : toJson(value);
	const points = [...text];
	const isCut = points.length > length || (typeof value === 'string' && text.length < value.length);
	return escapeText(points.slice(0, length).join('')) + (isCut ? '…' : '');
}

/** A value inside a sentence: strings in quotes. */
export function quoteValue(value: unknown): string {
	return typeof value === 'string' ? `"${shortenValue(value)}"` : shortenValue(value);
}

/** The first names of a long list, and how many more there are. */
export function listNames(
	names: readonly string[],
	total: number = names.length,
	shown: number = SHOWN.names,
): string {
	const first = names.slice(0, shown).map((name) => shortenValue(name));
	const rest = total - first.length;
	return first.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	return (
		SHORT_ESCAPES[character] ??
		(code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`)
	);
}

function toJson(value: unknown): string {
	if (value === undefined) return 'nothing';
	// The declared type leaves out that a function or a symbol has no JSON.
	const json = JSON.stringify(value) as string | undefined;
	return json ?? typeof value;
}
