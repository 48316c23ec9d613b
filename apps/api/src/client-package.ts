import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The command line as one file for npm, which the server offers for download. */
export type ClientPackage = {
	readonly version: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly unpackedBytes: number;
	/** Of `bytes`, in hexadecimal digits. */
	readonly sha256: string;
};

const packed = z.object({
	file: z.string(),
	version: z.string(),
	unpacked_bytes: z.int().nonnegative(),
});

/** Reads what the build of the command line has left in a folder; undefined where there was no build. */
export async function readClientPackage(build: URL): Promise<ClientPackage | undefined> {
	const list = await readFile(new URL('client.json', build), 'utf8').catch(ignoreMissing);
	if (list === undefined) return undefined;
	const { file, version, unpacked_bytes: unpackedBytes } = packed.parse(JSON.parse(list));
	const bytes = new Uint8Array(await readFile(new URL(file, build)));
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	return { version, bytes, unpackedBytes, sha256 };
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
	if (error.code === 'ENOENT') return undefined;
	throw error;
}
