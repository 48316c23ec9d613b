import type { Model, ModelChange } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { listAction } from '../list-action.ts';
import { safeJson } from '../safe-text.ts';
import { type Column, printTable } from '../table.ts';
import { UsageError } from '../usage-error.ts';

type Change = {
	readonly organisation?: string;
	readonly licence?: string;
	readonly link?: string;
	readonly json?: boolean;
};

/** `models`: all models, and what is published about one. */
export function addModels(program: Command, context: CliContext): void {
	const models = program
		.command('models')
		.summary('list all models, and correct what is published about one')
		.description('Lists all models.')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('models', 'models --json'))
		.action(listAction(context, COLUMNS, (client) => client.models()));
	addChange(models, context);
}

function addChange(models: Command, { terminal }: CliContext): void {
	models
		.command('change')
		.description(
			'Corrects the organisation, licence or link of a model; none removes one. Needs an operator’s key.',
		)
		.argument('<slug>', 'a model')
		.option('--organisation <name>', 'who made the model, or none')
		.option('--licence <name>', 'licence of its weights, or none')
		.option('--link <url>', 'where it is published, or none')
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('models change pike-7b --organisation "Example Lab" --link none'),
		)
		.action(async (slug: string, _: unknown, command: Command) => {
			// `models` has --json too, and takes it wherever it is written.
			const options = command.optsWithGlobals<Change>();
			const change = readChange(options);
			if (Object.keys(change).length === 0)
				throw new UsageError('Name the change: --organisation, --licence or --link.');
			const { client } = await connect(command);
			const changed = await client.changeModel(slug, change);
			if (options.json) terminal.print(safeJson(changed));
			else printTable(terminal, [...COLUMNS, LINK], [changed]);
		});
}

function readChange({ organisation, licence, link }: Change): ModelChange {
	const asValue = (text: string) => (text === 'none' ? null : text);
	return {
		...(organisation === undefined ? {} : { organisation: asValue(organisation) }),
		...(licence === undefined ? {} : { licence: asValue(licence) }),
		...(link === undefined ? {} : { link: asValue(link) }),
	};
}

const COLUMNS: readonly Column<Model>[] = [
	{ title: 'Model', cell: ({ slug }) => slug },
	{ title: 'Name', cell: ({ name }) => name, least: 8 },
	{ title: 'Organisation', cell: ({ organisation }) => organisation ?? '', least: 8 },
	{ title: 'Size', cell: ({ size }) => size ?? '', least: 4 },
	{ title: 'Licence', cell: ({ licence }) => licence ?? '', least: 8 },
];

const LINK: Column<Model> = { title: 'Link', cell: ({ link }) => link ?? '', least: 8 };
