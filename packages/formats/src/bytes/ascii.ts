export const LINE_FEED = 0x0a;

/** The four blanks of JSON: space, tab, carriage return, line feed. */
export function isBlankByte(byte: number): boolean {
	return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_FEED;
}
