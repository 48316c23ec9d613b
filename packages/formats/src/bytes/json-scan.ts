/** What JSON.parse does not tell: how deep a text nests, which key stands twice, whether it ends inside a value. */
export type JsonScan = {
	readonly isTooDeep: boolean;
	readonly duplicateKey?: string;
	/** The text ends inside a string, an object or a list. */
	readonly isOpen: boolean;
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Scans JSON text without building it. Meaningful for any text; duplicates only matter when JSON.parse agrees. */
export function scanJson(text: string, maxDepth: number): JsonScan {
	const open: (Set<string> | undefined)[] = [];
	let duplicateKey: string | undefined;
	let expectsKey = false;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) {
			const end = findClosingQuote(text, at);
			if (end === -1) return scanned(false, true, duplicateKey);
			if (expectsKey) duplicateKey ??= addKey(open.at(-1), text.slice(at, end + 1));
			expectsKey = false;
			at = end;
		} else if (code === OPEN_OBJECT || code === OPEN_LIST) {
			if (open.length === maxDepth) return scanned(true, true, duplicateKey);
			open.push(code === OPEN_OBJECT ? new Set() : undefined);
			expectsKey = code === OPEN_OBJECT;
		} else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
			open.pop();
			expectsKey = false;
		} else if (code === COMMA) {
			expectsKey = open.at(-1) !== undefined;
		} else if (code === COLON) {
			expectsKey = false;
		}
	}
	return scanned(false, open.length > 0, duplicateKey);
}

function scanned(isTooDeep: boolean, isOpen: boolean, duplicateKey: string | undefined): JsonScan {
	return { isTooDeep, isOpen, ...(duplicateKey === undefined ? {} : { duplicateKey }) };
}

function findClosingQuote(text: string, start: number): number {
	let end = text.indexOf('"', start + 1);
	while (end !== -1 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
	return end;
}

function isEscaped(text: string, start: number, at: number): boolean {
	let first = at;
	while (first - 1 > start && text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
	return (at - first) % 2 === 1;
}

/** Adds a key to its object; answers the key when it was there already. */
function addKey(keys: Set<string> | undefined, raw: string): string | undefined {
	if (keys === undefined) return undefined;
	const key = raw.includes('\\') ? unescapeKey(raw) : raw.slice(1, -1);
	if (keys.has(key)) return key;
	keys.add(key);
	return undefined;
}

function unescapeKey(raw: string): string {
	try {
		return String(JSON.parse(raw));
	} catch {
		return raw;
	}
}
