import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from './usage-error.ts';

/** What `login` keeps: a key for each server, and the server that commands use unless told otherwise. */
export type Credentials = {
	readonly server?: string;
	readonly keys: Readonly<Record<string, string>>;
};

/** The folder of settings of one person: `%APPDATA%` on Windows, `~/.config` elsewhere. */
export function defaultConfigFolder(platform: NodeJS.Platform, home: string = homedir()): string {
	return platform === 'win32' ? join(home, 'AppData', 'Roaming') : join(home, '.config');
}

export function credentialsFile(configFolder: string): string {
	return join(configFolder, 'codejoust', 'credentials.json');
}

/** Nobody has logged in where the file is absent. */
export async function readCredentials(configFolder: string): Promise<Credentials> {
	const file = credentialsFile(configFolder);
	const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return undefined;
		throw new UsageError(`The login file ${file} cannot be read (${error.code ?? error.message}).`);
	});
	if (text === undefined) return { keys: {} };
	const found = parse(text);
	if (found === undefined)
		throw new UsageError(`The login file ${file} is damaged: remove it and log in again.`);
	return found;
}

/** Readable by its owner alone; replaced whole, so that a kill leaves the old or the new one. */
export async function writeCredentials(configFolder: string, next: Credentials): Promise<void> {
	const file = credentialsFile(configFolder);
	const draft = `${file}.${process.pid}`;
	await mkdir(join(configFolder, 'codejoust'), { recursive: true, mode: 0o700 });
	await writeFile(draft, `${JSON.stringify(next, undefined, 2)}\n`, { mode: 0o600 });
	await chmod(draft, 0o600);
	await rename(draft, file);
}

function parse(text: string): Credentials | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isCredentials(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function isCredentials(value: unknown): value is Credentials {
	if (typeof value !== 'object' || value === null || !('keys' in value)) return false;
	const { keys } = value;
	if (typeof keys !== 'object' || keys === null) return false;
	if ('server' in value && typeof value.server !== 'string') return false;
	return Object.values(keys).every((key) => typeof key === 'string');
}
