import { repliesCsv } from '@codejoust/contract/replies-csv';
import type { Client, Spend, SpendPart } from '@codejoust/contract/client';
import { type Command, Option } from 'commander';
import { allPages } from '../all-pages.ts';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { findRun } from '../find-run.ts';
import { formatDollars } from '../format-numbers.ts';
import { readInteger } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';
import { type Column, printTable } from '../table.ts';

type Group = 'judge' | 'organisation' | 'benchmark';
type Options = {
	readonly days: number;
	readonly by: Group;
	readonly run?: string;
	readonly csv?: boolean;
	readonly json?: boolean;
};

const LISTS = {
	judge: 'by_judge',
	organisation: 'by_organisation',
	benchmark: 'by_benchmark',
} as const satisfies Record<Group, keyof Spend>;
const MOST_REPLIES = 200;

/** `spend`: where the money went. */
export function addSpend(program: Command, { terminal }: CliContext): void {
	program
		.command('spend')
		.summary('show what judging has cost, by judge, organisation or benchmark, or reply by reply')
		.description(
			'Shows what judging has cost in the last days. With --run the replies of a run, each with what it cost. Needs an operator’s key.',
		)
		.option('--days <n>', 'how many days, up to today', readInteger(1, 366), 30)
		.addOption(
			new Option('--by <group>', 'what it is added up by')
				.choices(Object.keys(LISTS))
				.default('judge'),
		)
		.option('--run <run>', 'the replies of a run, or of the newest run of a submission')
		.option('--csv', 'with --run: print them as CSV')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('spend --by organisation', 'spend --run run_7k2m --csv'))
		.action(async (options: Options, command: Command) => {
			const { client } = await connect(command);
			if (options.run !== undefined) {
				terminal.print(await describeReplies(client, options.run, options));
				return;
			}
			if (options.csv) command.error('error: --csv needs --run');
			const spend = await client.spend({ days: options.days });
			if (options.json) {
				terminal.print(safeJson(spend));
				return;
			}
			terminal.print(
				`${formatDollars(spend.cost_micro_usd)} from ${spend.from} to ${spend.to}; ${formatDollars(spend.spent_micro_usd)} in all.`,
			);
			const parts = spend[LISTS[options.by]];
			if (parts.length > 0) printTable(terminal, columnsOf(options.by), parts);
		});
}

async function describeReplies(
	client: Client,
	name: string,
	{ csv, json }: Options,
): Promise<string> {
	const { id, progress } = await findRun(client, name);
	const replies = await allPages((page) => client.runReplies(id, { ...page, limit: MOST_REPLIES }));
	if (csv) return repliesCsv(replies);
	if (json) return safeJson(replies);
	const unscored = replies.filter(({ verdict }) => verdict === null);
	return [
		`Run ${id}: ${replies.length} replies, ${formatDollars(sumOf(replies))}; the run counts ${formatDollars(progress.cost_micro_usd)}.`,
		`Without a verdict: ${unscored.length} replies, ${formatDollars(sumOf(unscored))}. Every reply: --csv or --json.`,
	].join('\n');
}

function sumOf(replies: readonly { readonly cost_micro_usd: number | null }[]): number {
	return replies.reduce((sum, { cost_micro_usd: cost }) => sum + (cost ?? 0), 0);
}

function columnsOf(by: Group): readonly Column<SpendPart>[] {
	return [
		{
			title: by[0]?.toUpperCase() + by.slice(1),
			cell: ({ name }) => name ?? 'no organisation',
			least: 12,
		},
		{ title: 'Runs', cell: ({ runs }) => String(runs), isNumber: true },
		{ title: 'Cost', cell: ({ cost_micro_usd: cost }) => formatDollars(cost), isNumber: true },
		{ title: 'Newest day', cell: ({ days }) => days.at(-1)?.day ?? '' },
	];
}
