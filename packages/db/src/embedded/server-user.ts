import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';

/** As whom the server runs. */
export type ServerUser = {
	/** What the server's command begins with. */
	readonly command: readonly string[];
	/** Gives a file or an empty folder to the server. */
	readonly give: (path: string) => void;
};

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'];

/**
 * Postgres refuses to run as root. Started by root, it runs as another user, with root's right to pass through folders that
 * are closed to everybody else: the data directory is one, and the program may lie in another.
 *
 * @param data a folder that a server of before made, whose owner it keeps
 * @returns undefined for root where the machine has no way to do that
 */
export function findServerUser(data: string): ServerUser | undefined {
	if (process.getuid?.() !== 0) return { command: [], give: () => undefined };
	const setpriv = SETPRIV.find((path) => existsSync(path));
	const user = existsSync(data) ? ownerOf(data) : findUser(['postgres', 'nobody']);
	if (setpriv === undefined || user === undefined) return undefined;
	const { uid, gid } = user;
	const command = [
		setpriv,
		`--reuid=${uid}`,
		`--regid=${gid}`,
		'--clear-groups',
		'--securebits=+no_setuid_fixup',
		'--inh-caps=-all,+dac_override',
		'--ambient-caps=-all,+dac_override',
	];
	return { command, give: (path) => chownSync(path, uid, gid) };
}

function ownerOf(path: string) {
	const { uid, gid } = statSync(path);
	return uid === 0 ? undefined : { uid, gid };
}

function findUser(names: readonly string[]) {
	const users = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.map((line) => line.split(':'));
	const found = names.map((name) => users.find(([user]) => user === name)).find(Boolean);
	if (found === undefined) return undefined;
	const [uid, gid] = [Number(found[2]), Number(found[3])];
	return uid > 0 && Number.isSafeInteger(uid + gid) ? { uid, gid } : undefined;
}
