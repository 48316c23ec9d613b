import { gunzipSync } from 'node:zlib';
import { LIMITS, describeBytes } from '@codejoust/formats/checks/limits';
import { Refusal } from './refusal.ts';

const GZIP = [0x1f, 0x8b];

/** A file as it is, or what a gzip file holds; refused where that is damaged or larger than a file may be. */
export function unpackFile(name: string, bytes: Uint8Array): Uint8Array {
	if (!GZIP.every((byte, at) => bytes[at] === byte)) return bytes;
	try {
		return gunzipSync(bytes, { maxOutputLength: LIMITS.fileBytes });
	} catch (error) {
		const isLarge = error instanceof RangeError;
		throw new Refusal(
			'invalid-input',
			isLarge
				? `The file ${name} is larger than ${describeBytes(LIMITS.fileBytes)} when it is unpacked, which is the limit.`
				: `The gzip file ${name} is damaged: pack it again.`,
		);
	}
}
