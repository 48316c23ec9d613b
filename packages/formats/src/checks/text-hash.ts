const MIX_1 = 0x9e3779b1;
const MIX_2 = 0x5f356495;

/**
 * 16 hex digits that depend on a text's UTF-16 code units alone: two multiplicative 32-bit hashes. For telling texts
 * apart inside one file, not against forgery: content hashes are the server's.
 */
export function hashText(text: string): string {
	let first = 0xdeadbeef;
	let second = 0x41c6ce57;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		first = Math.imul(first ^ code, MIX_1);
		second = Math.imul(second ^ code, MIX_2);
	}
	return toHex(fold(first) ^ fold(text.length)) + toHex(fold(second));
}

function fold(value: number): number {
	const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	return once ^ (once >>> 13);
}

function toHex(value: number): string {
	return (value >>> 0).toString(16).padStart(8, '0');
}
