import type { Problem, ReasonCode } from '../checks/problem.ts';

const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const UTF16_LITTLE = [0xff, 0xfe];
const UTF16_BIG = [0xfe, 0xff];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Bytes that `readFileStart` wants to see, unless the file is shorter. */
export const FILE_START_BYTES = 4;

export type FileStart =
	| { readonly kind: 'text'; readonly skip: number }
	| { readonly kind: 'refused'; readonly problem: Problem };

/** Tells text from what people upload by mistake, from a file's first bytes. `skip`: length of the byte order mark. */
export function readFileStart(head: Uint8Array): FileStart {
	if (startsWith(head, GZIP) || startsWith(head, ZIP)) {
		return refuse(
			'compressed',
			'The file is compressed (gzip or zip); it must be plain JSON text.',
		);
	}
	const isUtf16 = startsWith(head, UTF16_LITTLE) || startsWith(head, UTF16_BIG);
	if (isUtf16 || (head.length > 1 && (head[0] === 0) !== (head[1] === 0))) {
		return refuse('invalid-utf8', 'The file is UTF-16 text; it must be saved as UTF-8.');
	}
	return { kind: 'text', skip: startsWith(head, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0 };
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
	return magic.every((byte, index) => head[index] === byte);
}

function refuse(reason: ReasonCode, message: string): FileStart {
	return { kind: 'refused', problem: { reason, message } };
}
