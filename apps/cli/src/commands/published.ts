import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { listAction } from '../list-action.ts';
import { printPublished, SET_COLUMNS } from '../published-table.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { addSliceOptions, readSlice, type SliceOptions } from '../slice-options.ts';
import { addPublishedAdd } from './published-add.ts';

/** `published`: results that others published, beside boards and never ranked with them. */
export function addPublished(program: Command, context: CliContext): void {
	const published = program
		.command('published')
		.summary('results that others published, beside a board')
		.description(
			'Results that others published for a benchmark, and scores on other benchmarks. They are shown beside the board, marked, and never ranked with it.',
		);
	addPublishedAdd(published, context);
	addList(published, context);
	addShow(published, context);
	addRemove(published, context);
}

function addList(published: Command, context: CliContext): void {
	published
		.command('list')
		.description('Lists the sets of published results of a benchmark version.')
		.argument('<benchmark>', 'slug or slug@version')
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('published list sample'))
		.action((benchmark: string, options: { readonly json?: boolean }, self: Command) =>
			listAction(context, SET_COLUMNS, async (client) => ({
				...(await client.publishedSets(benchmark)),
				next_cursor: null,
			}))(options, self),
		);
}

function addShow(published: Command, { terminal }: CliContext): void {
	addSliceOptions(
		published
			.command('show')
			.description('Shows published results beside a board’s, and how far both order models alike.')
			.argument('<benchmark>', 'slug or slug@version'),
	)
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples('published show sample', 'published show sample --language Python'),
		)
		.action(
			async (
				benchmark: string,
				options: SliceOptions & { readonly json?: boolean },
				self: Command,
			) => {
				const { client } = await connect(self);
				const found = await client.publishedResults(benchmark, readSlice(options));
				if (options.json) return terminal.print(safeJson(found));
				printPublished(terminal, found);
			},
		);
}

function addRemove(published: Command, { terminal }: CliContext): void {
	published
		.command('remove')
		.description('Removes a set of published results. Needs an operator’s key.')
		.argument('<id>', 'as `published list` shows it')
		.option('--json', 'print what was removed as JSON')
		.addHelpText('after', examples('published remove pub_3f8k2m5q7t9w1x4z'))
		.action(async (id: string, options: { readonly json?: boolean }, self: Command) => {
			const { client } = await connect(self);
			const removed = await client.removePublishedResults(id);
			if (options.json) return terminal.print(safeJson(removed));
			terminal.print(
				safeText(`Removed ${removed.rows} rows of ${removed.source} from ${removed.benchmark}.`),
			);
		});
}
