import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServerBinaries } from './server-binaries.ts';
import type { ServerUser } from './server-user.ts';

/** What starting a server takes. */
export type ServerSetup = {
	/** The command of one of its programs, as the user who may run it. */
	readonly program: (name: 'initdb' | 'postgres') => readonly string[];
	/** Its data. */
	readonly directory: string;
	readonly environment: Readonly<Record<string, string>>;
};

/** The name says which major version wrote it: another one cannot read it. */
export const SERVER_DATA = 'postgres-18';
/** What the server keeps in the data directory. */
export const SERVER_FILES = [
	SERVER_DATA,
	`${SERVER_DATA}.unfinished`,
	`${SERVER_DATA}.password`,
	`${SERVER_DATA}.libraries`,
];

const INITDB = [
	...['-U', 'postgres', '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256'],
	// One call for the file system, where each of a thousand files would be waited for.
	'--sync-method=syncfs',
];

/** Makes the server's data where there is none yet, whole or not at all: a killed first start leaves nothing that is used. */
export async function setUpServer(
	dataDirectory: string,
	binaries: ServerBinaries,
	user: ServerUser,
): Promise<ServerSetup & { readonly password: string }> {
	const path = (name: string) => join(dataDirectory, `${SERVER_DATA}${name}`);
	const setup = describeServer(dataDirectory, binaries, user);
	const password = readOrMakePassword(path('.password'), user);
	if (existsSync(join(setup.directory, 'PG_VERSION'))) return { ...setup, password };
	const unfinished = path('.unfinished');
	rmSync(unfinished, { recursive: true, force: true });
	mkdirSync(unfinished, { mode: 0o700 });
	user.give(unfinished);
	const [command = '', ...prefix] = setup.program('initdb');
	const args = [...prefix, '-D', unfinished, ...INITDB, `--pwfile=${path('.password')}`];
	await promisify(execFile)(command, args, { cwd: dataDirectory, env: setup.environment });
	renameSync(unfinished, setup.directory);
	return { ...setup, password };
}

/**
 * Whether the programs run here as that user: a container may take the rights away that root needs to become another user.
 */
export async function canRunServer(
	dataDirectory: string,
	binaries: ServerBinaries,
	user: ServerUser,
): Promise<boolean> {
	const { program, environment } = describeServer(dataDirectory, binaries, user);
	const [command = '', ...args] = program('postgres');
	return promisify(execFile)(command, [...args, '--version'], { env: environment }).then(
		() => true,
		() => false,
	);
}

function describeServer(
	dataDirectory: string,
	binaries: ServerBinaries,
	user: ServerUser,
): ServerSetup {
	const path = join(dataDirectory, SERVER_DATA);
	const links = linkLibraries(`${path}.libraries`, binaries);
	return {
		program: (name) => [...user.command, join(binaries.bin, name)],
		directory: path,
		environment: {
			// For the watcher beside it.
			PATH: '/usr/local/bin:/usr/bin:/bin',
			LC_ALL: 'C',
			LD_LIBRARY_PATH: `${links}:${binaries.lib}`,
		},
	};
}

/** Anybody on this machine can reach a port of loopback. */
function readOrMakePassword(file: string, user: ServerUser): string {
	if (existsSync(file)) return readFileSync(file, 'utf8').trim();
	const password = randomBytes(24).toString('base64url');
	writeFileSync(`${file}.new`, `${password}\n`, { mode: 0o600 });
	user.give(`${file}.new`);
	renameSync(`${file}.new`, file);
	return password;
}

/** Made anew at each start: the programs may lie elsewhere than the last time. */
function linkLibraries(folder: string, { libraries }: ServerBinaries): string {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { mode: 0o755 });
	for (const [name, file] of libraries) symlinkSync(file, join(folder, name));
	return folder;
}
