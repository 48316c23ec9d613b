import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The file of `CODEJOUST_ENDPOINTS` as this process has read it. */
export type EndpointsFile = {
	readonly path: string;
	readonly readAt: Date;
	readonly hash: string;
};
export type EndpointsFileState = 'as-read' | 'changed' | 'unreadable';

/** A larger one is refused when a process starts. */
const MOST_BYTES = 1024 * 1024;

/** Notes a file that was read without a fault just now. */
export function noteEndpointsFile(path: string): EndpointsFile {
	const whole = resolve(path);
	return { path: whole, readAt: new Date(), hash: hashOf(readFileSync(whole)) };
}

/** Whether the file is still what the process has read. */
export async function compareEndpointsFile({
	path,
	hash,
}: EndpointsFile): Promise<EndpointsFileState> {
	try {
		const { size } = await stat(path);
		if (size > MOST_BYTES) return 'changed';
		return hashOf(await readFile(path)) === hash ? 'as-read' : 'changed';
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause) return 'unreadable';
		throw cause;
	}
}

function hashOf(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
