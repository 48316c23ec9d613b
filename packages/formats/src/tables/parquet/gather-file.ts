import { LIMITS, describeBytes } from '../../checks/limits.ts';
import { UnreadableFile } from '../unreadable-file.ts';

/** All bytes of a file as one buffer that grows in its place, so that the file is in memory once. Throws `UnreadableFile`. */
export async function gatherFile(file: AsyncIterable<Uint8Array>): Promise<ArrayBuffer> {
	const bytes = new ArrayBuffer(0, { maxByteLength: LIMITS.fileBytes });
	for await (const chunk of file) {
		const at = bytes.byteLength;
		if (at + chunk.byteLength > LIMITS.fileBytes)
			throw new UnreadableFile({
				reason: 'file-too-large',
				message: `The file has more than ${describeBytes(LIMITS.fileBytes)}, which is the limit.`,
			});
		bytes.resize(at + chunk.byteLength);
		new Uint8Array(bytes, at).set(chunk);
	}
	return bytes;
}
