import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { Run } from '@codejoust/contract/client';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { formatDollars } from '../format-numbers.ts';
import { modelName } from '@codejoust/contract/model-name';
import { RUN_STATES } from '@codejoust/contract/schemas/closed-lists';
import { readInteger } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';
import { type Column, printTable } from '../table.ts';

type Options = {
	readonly unfinished?: boolean;
	readonly state?: string;
	readonly search?: string;
	readonly submission?: string;
	readonly limit: number;
	readonly json?: boolean;
};

/** `runs`: the newest runs. */
export function addRuns(program: Command, { terminal }: CliContext): void {
	program
		.command('runs')
		.summary('list runs, newest first')
		.description('Lists runs, newest first.')
		.option('--unfinished', 'only those that are not done')
		.addOption(new Option('--state <state>', 'only those in this state').choices(RUN_STATES))
		.option('--search <words>', 'only those whose model, benchmark, judge or id has these words')
		.option('--submission <id>', 'only those of one submission')
		.option('--limit <n>', 'how many', readInteger(1, 200), 20)
		.option('--json', 'print them as JSON')
		.addHelpText('after', examples('runs', 'runs --unfinished --json'))
		.action(async (options: Options, command: Command) => {
			const { client } = await connect(command);
			const page = await client.runs({
				limit: options.limit,
				...askedState(options),
				...(options.search === undefined ? {} : { q: options.search }),
				...(options.submission === undefined ? {} : { submission: options.submission }),
			});
			if (options.json) terminal.print(safeJson(page.items));
			else if (page.items.length === 0) terminal.error('There are no such runs.');
			else printTable(terminal, COLUMNS, page.items);
			if (page.next_cursor !== null && !options.json)
				terminal.error('There are more: see --limit.');
		});
}

function askedState({ unfinished, state }: Options): { readonly state?: string } {
	if (state !== undefined) return { state };
	return unfinished ? { state: 'unfinished' } : {};
}

const COLUMNS: readonly Column<Run>[] = [
	{ title: 'Run', cell: ({ id }) => id },
	{ title: 'State', cell: ({ state }) => state },
	{
		title: 'Games',
		cell: ({ progress: { games, open } }) => `${games - open}/${games}`,
		isNumber: true,
	},
	{ title: 'Unscored', cell: ({ progress }) => String(progress.unscored), isNumber: true },
	{ title: 'Cost', cell: ({ progress }) => formatDollars(progress.cost_micro_usd), isNumber: true },
	{ title: 'Benchmark', cell: ({ benchmark }) => benchmark, least: 8 },
	{ title: 'Model', cell: ({ model }) => modelName(model), least: 8 },
	{ title: 'Judge', cell: ({ judge }) => nameWithFences(judge), least: 8 },
];
