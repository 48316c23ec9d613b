import type { Model } from '@codejoust/api/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { examples } from '../examples.ts';
import { listAction } from '../list-action.ts';
import type { Column } from '../table.ts';

/** `models`: all models. */
export function addModels(program: Command, context: CliContext): void {
	program
		.command('models')
		.summary('list all models')
		.description('Lists all models.')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('models', 'models --json'))
		.action(listAction(context, COLUMNS, (client) => client.models()));
}

const COLUMNS: readonly Column<Model>[] = [
	{ title: 'Model', cell: ({ slug }) => slug },
	{ title: 'Name', cell: ({ name }) => name, least: 8 },
	{ title: 'Organisation', cell: ({ organisation }) => organisation ?? '', least: 8 },
	{ title: 'Size', cell: ({ size }) => size ?? '', least: 4 },
	{ title: 'Licence', cell: ({ licence }) => licence ?? '', least: 8 },
];
