export type Utf8Reading =
	| { readonly kind: 'text'; readonly text: string }
	/** `isCut`: the bytes are fine up to a character whose last bytes are missing. */
	| { readonly kind: 'invalid'; readonly at: number; readonly isCut: boolean };

/** Decodes UTF-8 strictly. An invalid sequence is never replaced: `at` is the 0-based offset of its first byte. */
export function decodeUtf8(bytes: Uint8Array): Utf8Reading {
	try {
		const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
		return { kind: 'text', text: decoder.decode(bytes) };
	} catch {
		const at = findInvalid(bytes);
		return { kind: 'invalid', at, isCut: isCutCharacter(bytes, at) };
	}
}

/** Bytes that a text takes in UTF-8, without encoding texts that are surely below `enough`. */
export function countUtf8Bytes(text: string, enough: number): number {
	return text.length * 3 <= enough ? text.length : new TextEncoder().encode(text).length;
}

function findInvalid(bytes: Uint8Array): number {
	let at = 0;
	while (at < bytes.length) {
		const length = sequenceLength(bytes, at);
		if (length === 0) return at;
		at += length;
	}
	return at;
}

/** Length of the valid sequence at an offset, 0 when it is invalid (Unicode 17, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
	const first = bytes[at] ?? 0;
	if (first < 0x80) return 1;
	const length = expectedLength(first);
	if (length === 0 || !isSecondByte(first, bytes[at + 1])) return 0;
	for (let index = 2; index < length; index += 1) {
		if (!isContinuation(bytes[at + index])) return 0;
	}
	return length;
}

function expectedLength(first: number): number {
	if (first >= 0xc2 && first <= 0xdf) return 2;
	if (first >= 0xe0 && first <= 0xef) return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

function isSecondByte(first: number, second: number | undefined): boolean {
	if (second === undefined) return false;
	const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
	const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
	return second >= low && second <= high;
}

function isContinuation(byte: number | undefined): boolean {
	return byte !== undefined && (byte & 0xc0) === 0x80;
}

function isCutCharacter(bytes: Uint8Array, at: number): boolean {
	const first = bytes[at] ?? 0;
	const rest = bytes.subarray(at + 1);
	if (rest.length + 1 >= expectedLength(first)) return false;
	return rest.length === 0 || (isSecondByte(first, rest[0]) && rest.every(isContinuation));
}
