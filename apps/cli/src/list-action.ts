import type { Client, Page } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import { connect } from './connect.ts';
import { safeJson } from './safe-text.ts';
import { type Column, printTable } from './table.ts';

/** The action of a command that prints a whole list, as a table or as JSON. */
export function listAction<Item, Options extends { readonly json?: boolean }>(
	{ terminal }: CliContext,
	columns: readonly Column<Item>[],
	list: (client: Client, options: Options) => Promise<Page<Item>>,
) {
	return async (options: Options, command: Command): Promise<void> => {
		const { client } = await connect(command);
		const { items } = await list(client, options);
		if (options.json) terminal.print(safeJson(items));
		else if (items.length === 0) terminal.error('There is none yet.');
		else printTable(terminal, columns, items);
	};
}
