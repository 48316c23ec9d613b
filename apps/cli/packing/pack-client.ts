import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { VERSION } from '@codejoust/contract/version';
import { z } from 'zod';
import { bundleClient } from './bundle-client.ts';
import { packageManifest } from './package-manifest.ts';
import { writeLicences } from './third-party-licences.ts';

/** What stands in `client.json` beside the package. */
export type PackedClient = {
	/** Name of the package's file in the same folder. */
	readonly file: string;
	readonly version: string;
	readonly bytes: number;
	readonly unpacked_bytes: number;
	/** Of the file, in hexadecimal digits. */
	readonly sha256: string;
};

/** Of the packed file. */
const MAX_BYTES = 5 * 1024 * 1024;
const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const README = fileURLToPath(new URL('../README.md', import.meta.url));

/**
 * Makes one package for npm of the command line and all that it imports, and writes it with `client.json` into an emptied
 * folder. Throws when a part of it cannot be bundled, has no licence text, or when the package has more than 5 MiB.
 */
export async function packClient(folder: string): Promise<PackedClient> {
	const stage = join(folder, 'package');
	await rm(folder, { recursive: true, force: true });
	await mkdir(stage, { recursive: true });
	const modules = await bundleClient(stage);
	await writeFile(join(stage, 'package.json'), packageManifest(VERSION));
	await writeFile(join(stage, 'THIRD-PARTY-LICENSES'), await writeLicences(modules));
	await copyFile(README, join(stage, 'README.md'));
	for (const name of ['LICENSE', 'CHANGELOG.md'])
		await copyFile(join(REPOSITORY, name), join(stage, name));
	const { file, unpackedBytes } = await runNpmPack(stage, folder);
	const bytes = await readFile(join(folder, file));
	if (bytes.byteLength > MAX_BYTES)
		throw new Error(`The package has ${bytes.byteLength} bytes and may have ${MAX_BYTES}.`);
	const packed: PackedClient = {
		file,
		version: VERSION,
		bytes: bytes.byteLength,
		unpacked_bytes: unpackedBytes,
		sha256: createHash('sha256').update(bytes).digest('hex'),
	};
	await writeFile(join(folder, 'client.json'), `${JSON.stringify(packed, null, '\t')}\n`);
	return packed;
}

const report = z.tuple([z.object({ filename: z.string(), unpackedSize: z.int() })]);

async function runNpmPack(
	stage: string,
	folder: string,
): Promise<{ readonly file: string; readonly unpackedBytes: number }> {
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const isWindows = process.platform === 'win32';
	const { stdout } = await promisify(execFile)(isWindows ? 'npm.cmd' : 'npm', args, {
		cwd: stage,
		shell: isWindows,
	});
	const [{ filename, unpackedSize }] = report.parse(JSON.parse(stdout));
	return { file: filename, unpackedBytes: unpackedSize };
}
