import type { Client, Page } from '@codejoust/api/client';
import type { Command } from 'commander';
import type { CliContext } from './cli-context.ts';
import { connect } from './connect.ts';
import { safeJson } from './safe-text.ts';
import { type Column, printTable } from './table.ts';

/** The action of a command that prints a whole list, as a table or as JSON. */
export function listAction<Item>(
	{ terminal }: CliContext,
	columns: readonly Column<Item>[],
	list: (client: Client) => Promise<Page<Item>>,
) {
	return async (options: { readonly json?: boolean }, command: Command): Promise<void> => {
		const { client } = await connect(command);
		const { items } = await list(client);
		if (options.json) terminal.print(safeJson(items));
		else if (items.length === 0) terminal.error('There is none yet.');
		else printTable(terminal, columns, items);
	};
}
