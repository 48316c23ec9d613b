import type { Organisation } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { formatDollars } from '../format-numbers.ts';
import { listAction } from '../list-action.ts';
import { addQuotaOptions, type QuotaOptions, readQuotas } from '../quota-options.ts';
import { safeJson } from '../safe-text.ts';
import { type Column, printTable } from '../table.ts';

type Options = QuotaOptions & { readonly name?: string; readonly json?: boolean };

/** `organisations`: who submits, and how much. */
export function addOrganisations(program: Command, context: CliContext): void {
	const organisations = program
		.command('organisations')
		.summary('add and list organisations, and limit them')
		.description('Adds, lists and limits organisations. Needs an operator’s key.');
	organisations
		.command('list')
		.description('Lists all organisations with their quotas and what is used of them.')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('organisations list'))
		.action(listAction(context, COLUMNS, (client) => client.organisations()));
	addCreate(organisations, context);
	addChange(organisations, context);
}

function addCreate(organisations: Command, { terminal }: CliContext): void {
	addQuotaOptions(
		organisations
			.command('create')
			.description('Adds an organisation.')
			.argument('<slug>', 'its name in addresses and commands')
			.requiredOption('--name <name>', 'display name'),
	)
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('organisations create acme --name "Acme Corporation" --spend-per-month 25'),
		)
		.action(async (slug: string, options: Options, command: Command) => {
			const { client } = await connect(command);
			const { name = slug } = options;
			const quotas = readQuotas(options);
			const added = await client.createOrganisation({ slug, name, quotas });
			if (options.json) terminal.print(safeJson(added));
			else printTable(terminal, COLUMNS, [added]);
		});
}

function addChange(organisations: Command, { terminal }: CliContext): void {
	addQuotaOptions(
		organisations
			.command('change')
			.description('Changes an organisation’s name or quotas.')
			.argument('<slug>', 'an organisation')
			.option('--name <name>', 'display name'),
	)
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('organisations change acme --games-per-month 10000'))
		.action(async (slug: string, options: Options, command: Command) => {
			const { client } = await connect(command);
			const { name } = options;
			const changed = await client.changeOrganisation(slug, {
				...(name === undefined ? {} : { name }),
				quotas: readQuotas(options),
			});
			if (options.json) terminal.print(safeJson(changed));
			else printTable(terminal, COLUMNS, [changed]);
		});
}

/** What is used of what is allowed. */
function cellOf(
	quota: Organisation['use'][number]['name'],
	format: (value: number) => string = String,
) {
	return ({ use }: Organisation): string => {
		const state = use.find(({ name }) => name === quota);
		if (!state) return '';
		return state.limit === null
			? format(state.used)
			: `${format(state.used)} of ${format(state.limit)}`;
	};
}

const COLUMNS: readonly Column<Organisation>[] = [
	{ title: 'Organisation', cell: ({ slug }) => slug },
	{ title: 'Name', cell: ({ name }) => name, least: 8 },
	{ title: 'Submissions today', cell: cellOf('submissions-per-day'), isNumber: true },
	{ title: 'Games this month', cell: cellOf('games-per-month'), isNumber: true },
	{ title: 'Spend this month', cell: cellOf('spend-per-month', formatDollars), isNumber: true },
];
