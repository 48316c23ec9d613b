import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findServerBinaries } from '@codejoust/db/embedded/server-binaries';

export type BinariesSource = 'system' | 'package';

/**
 * The folder of initdb and postgres: the system's newest, else the one that npm brings,
 * copied into `folder` so that another user may read it. `source` asks for one of the two.
 */
export function findPostgresBinaries(folder: string, source?: BinariesSource): string {
	const system = source === 'package' ? undefined : findSystemBinaries();
	if (system !== undefined) return system;
	if (source === 'system') throw new Error('no Postgres server under /usr/lib/postgresql');
	return copyPackageBinaries(folder);
}

function findSystemBinaries(): string | undefined {
	const root = '/usr/lib/postgresql';
	if (!existsSync(root)) return undefined;
	return readdirSync(root)
		.sort((left, right) => Number(right) - Number(left))
		.map((version) => join(root, version, 'bin'))
		.find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')));
}

function copyPackageBinaries(folder: string): string {
	const found = findServerBinaries();
	if (found === undefined) throw new Error('no package of a Postgres server for this machine');
	const copy = join(folder, 'native');
	cpSync(dirname(found.bin), copy, { recursive: true });
	for (const [name, file] of found.libraries) {
		const link = join(copy, 'lib', name);
		if (!existsSync(link)) symlinkSync(basename(file), link);
	}
	execFileSync('chmod', ['-R', 'a+rX', copy]);
	return join(copy, 'bin');
}
