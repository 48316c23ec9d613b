import type { AuditEntry, AuditQuery } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { readInteger } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';
import { type Column, printTable } from '../table.ts';

type Options = Pick<AuditQuery, 'actor' | 'organisation' | 'action' | 'subject'> & {
	readonly limit: number;
	readonly json?: boolean;
};

/** `audit`: who did what. */
export function addAudit(program: Command, { terminal }: CliContext): void {
	program
		.command('audit')
		.summary('list who did what')
		.description('Lists what was done, newest first. Needs an operator’s key.')
		.option('--actor <key>', 'by one key, named without its secret')
		.option('--organisation <slug>', 'by keys of one organisation')
		.option('--action <name>', 'one action such as run.pause, or a group such as run')
		.option('--subject <name>', 'to one thing')
		.option('--limit <n>', 'how many', readInteger(1, 200), 50)
		.option('--json', 'print them as JSON, with what was before and after')
		.addHelpText('after', examples('audit --action key', 'audit --subject run_7k2m --json'))
		.action(async ({ json, ...query }: Options, command: Command) => {
			const { client } = await connect(command);
			const { items } = await client.audit(query);
			if (json) terminal.print(safeJson(items));
			else if (items.length === 0) terminal.error('There is none.');
			else printTable(terminal, COLUMNS, items);
		});
}

const COLUMNS: readonly Column<AuditEntry>[] = [
	{ title: 'When', cell: ({ at }) => at.slice(0, 19).replace('T', ' ') },
	{ title: 'Key', cell: ({ actor }) => actor },
	{ title: 'Organisation', cell: ({ organisation }) => organisation ?? '', least: 8 },
	{ title: 'Action', cell: ({ action }) => action },
	{ title: 'Subject', cell: ({ subject }) => subject, least: 12 },
];
