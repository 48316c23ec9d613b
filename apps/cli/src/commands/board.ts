import type { Client, Leaderboard } from '@codejoust/contract/client';
import { type Command, Option } from 'commander';
import { SCORING_RULES, type ScoringRule } from '@codejoust/contract/schemas/closed-lists';
import { boardCsv } from '@codejoust/contract/board-csv';
import { criteriaCsv } from '@codejoust/contract/criteria-csv';
import { describeFindable, readFindable } from '@codejoust/contract/findable-words';
import { describeBoard, describeCaveats } from '../board-notes.ts';
import { boardColumns } from '../board-table.ts';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { printCriteria } from '../criteria-table.ts';
import { examples } from '../examples.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { type SliceOptions, addSliceOptions, readSlice } from '../slice-options.ts';
import { printTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

type Options = SliceOptions & {
	readonly rule?: ScoringRule;
	readonly criteria?: boolean;
	readonly csv?: boolean;
	readonly json?: boolean;
};

/** `board`: who stands where, with intervals. */
export function addBoard(program: Command, { terminal }: CliContext): void {
	const command = program
		.command('board')
		.summary('show the board of a benchmark')
		.description(
			'Shows the board of a benchmark, or of a slice of its questions: rank range, score with its 95 % interval, win and tie rate.',
		)
		.argument('<benchmark>', 'slug or slug@version');
	addSliceOptions(command)
		.addOption(
			new Option('--rule <name>', 'how battles become a score; codejoust by default').choices([
				...SCORING_RULES,
			]),
		)
		.addOption(
			new Option(
				'--criteria',
				'the boards of judges that differ only in the criterion, beside each other; --judge names one of them',
			).conflicts(['category', 'subcategory', 'language', 'difficulty', 'rule']),
		)
		.addOption(new Option('--csv', 'print it as CSV').conflicts('json'))
		.option('--json', 'print it as JSON')
		.addHelpText(
			'after',
			examples(
				'board sample',
				'board sample --category "Databases and Data Handling"',
				'board sample --difficulty hard --csv > board.csv',
				'board sample --rule codearena-compat',
				'board sample --criteria',
			),
		)
		.action(async (benchmark: string, options: Options, self: Command) => {
			const { client } = await connect(self);
			if (options.criteria) await showCriteria(terminal, client, benchmark, options);
			else await showBoard(terminal, client, benchmark, options);
		});
}

async function showBoard(
	terminal: Terminal,
	client: Client,
	benchmark: string,
	options: Options,
): Promise<void> {
	const board = await client.leaderboard(benchmark, {
		...readSlice(options),
		...(options.rule && { rule: options.rule }),
	});
	if (options.json) terminal.print(safeJson(board));
	else if (options.csv) terminal.print(boardCsv(board));
	else printBoard(terminal, board);
}

async function showCriteria(
	terminal: Terminal,
	client: Client,
	benchmark: string,
	{ judge, json, csv }: Options,
): Promise<void> {
	const found = await client.criteria(benchmark, judge === undefined ? {} : { judge });
	if (json) terminal.print(safeJson(found));
	else if (csv) terminal.print(criteriaCsv(found));
	else printCriteria(terminal, found);
}

function printBoard(terminal: Terminal, board: Leaderboard): void {
	for (const line of describeBoard(board)) terminal.print(line);
	terminal.print('');
	terminal.print(safeText(board.summary));
	if (board.rules) terminal.print(safeText(board.rules.summary));
	const findable = readFindable(board);
	if (findable) terminal.print(describeFindable(findable));
	if (board.rows.length > 0) {
		terminal.print('');
		printTable(terminal, boardColumns(board, terminal.width), board.rows);
	}
	const caveats = describeCaveats(board);
	if (caveats.length > 0) terminal.print('');
	for (const line of caveats) terminal.print(terminal.paint('yellow', line));
}
