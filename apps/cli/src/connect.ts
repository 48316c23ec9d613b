import { type Client, createClient } from '@codejoust/contract/client';
import { VERSION_HEADER } from '@codejoust/contract/version';
import type { Command } from 'commander';
import { defaultConfigFolder, readCredentials } from './credentials.ts';
import { reach, reachStream } from './reach.ts';
import { UsageError } from './usage-error.ts';

/** The options that every command has; commander reads their environment variables, and an empty one counts as absent. */
export type GlobalOptions = {
	readonly server?: string;
	readonly key?: string;
	readonly config?: string;
	/** No option of the command line: the program is told here what version the server at an origin says, null for none. */
	readonly noteVersion?: (version: string | null, origin: string) => void;
};

export type Connection = {
	readonly client: Client;
	/** The same, whose downloads are read as they come. */
	readonly streaming: Client;
	/** Origin of the server. */
	readonly server: string;
	readonly key: string | undefined;
};

const DEFAULT_SERVER = 'http://127.0.0.1:3000';

export function configFolderOf(command: Command): string {
	return command.optsWithGlobals<GlobalOptions>().config || defaultConfigFolder(process.platform);
}

/** A client of the server that the options, the environment or the login name. A stored key goes to its own server only. */
export async function connect(command: Command): Promise<Connection> {
	const options = command.optsWithGlobals<GlobalOptions>();
	const stored = await readCredentials(configFolderOf(command));
	const server = options.server || stored.server || DEFAULT_SERVER;
	return openConnection(server, options.key || stored.keys[server], (version) =>
		options.noteVersion?.(version, server),
	);
}

export function openConnection(
	server: string,
	key: string | undefined,
	noteVersion: (version: string | null) => void = () => undefined,
): Connection {
	// The key itself is not repeated: terminals are recorded.
	if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
		throw new UsageError('This is not an API key, which has the form cj_<id>_<secret>.');
	const open = (send: typeof reach) =>
		createClient({
			baseUrl: server,
			fetch: async (request) => {
				const response = await send(request);
				noteVersion(response.headers.get(VERSION_HEADER));
				return response;
			},
			...(key === undefined ? {} : { key }),
		});
	return { client: open(reach), streaming: open(reachStream), server, key };
}
