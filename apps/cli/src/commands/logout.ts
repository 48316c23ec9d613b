import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { configFolderOf, connect } from '../connect.ts';
import { readCredentials, writeCredentials } from '../credentials.ts';
import { examples } from '../examples.ts';

/** `logout`: forgets the key of a server. The key itself stays valid there. */
export function addLogout(program: Command, { terminal }: CliContext): void {
	program
		.command('logout')
		.summary('forget the key of a server')
		.description('Forgets the key of a server. The server still accepts it until it is revoked.')
		.addHelpText('after', examples('logout', 'logout --server https://arena.example.com'))
		.action(async (_options: unknown, command: Command) => {
			const folder = configFolderOf(command);
			const { server } = await connect(command);
			const stored = await readCredentials(folder);
			if (stored.keys[server] === undefined) {
				terminal.print(`No key is stored for ${server}.`);
				return;
			}
			const keys = Object.fromEntries(
				Object.entries(stored.keys).filter(([origin]) => origin !== server),
			);
			const isUsual = stored.server === server || stored.server === undefined;
			await writeCredentials(folder, isUsual ? { keys } : { server: stored.server, keys });
			terminal.print(`The key for ${server} is forgotten.`);
		});
}
