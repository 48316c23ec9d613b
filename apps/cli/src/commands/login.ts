import type { Scope } from '@codejoust/contract/schemas/closed-lists';
import type { Command } from 'commander';
import { askSecret } from '../ask-secret.ts';
import type { CliContext } from '../cli-context.ts';
import { type GlobalOptions, configFolderOf, connect, openConnection } from '../connect.ts';
import { credentialsFile, readCredentials, writeCredentials } from '../credentials.ts';
import { examples } from '../examples.ts';
import { UsageError } from '../usage-error.ts';

const MAY = {
	read: 'read what is private to its organisation',
	submit: 'submit',
	operate: 'submit and operate',
} satisfies Record<Scope, string>;

/** `login`: keeps a key that the server accepts. */
export function addLogin(program: Command, { terminal }: CliContext): void {
	program
		.command('login')
		.summary('store a key for a server')
		.description(
			'Stores a key for a server and makes that server the default, after the server has accepted the key. Without --key or CODEJOUST_KEY the program asks for the key, or reads it from standard input.',
		)
		.addHelpText(
			'after',
			examples(
				'login --server http://127.0.0.1:3000',
				'login --server https://arena.example.com < key.txt',
			),
		)
		.action(async (_options: unknown, command: Command) => {
			const { server } = await connect(command);
			const given = command.optsWithGlobals<GlobalOptions>().key;
			const key = given || (await askSecret(`Key for ${server}: `));
			if (key === '') throw new UsageError('No key was given.');
			const { key: accepted, organisation } = await openConnection(server, key).client.ownKey();
			const may =
				MAY[accepted.scopes.includes('operate') ? 'operate' : (accepted.scopes[0] ?? 'read')];
			const folder = configFolderOf(command);
			const { keys } = await readCredentials(folder);
			await writeCredentials(folder, { server, keys: { ...keys, [server]: key } });
			terminal.print(
				`${server} accepts the key ${accepted.id} of ${organisation.slug}: it may ${may}. It is stored in ${credentialsFile(folder)}.`,
			);
		});
}
