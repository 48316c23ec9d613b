import type { BattleBrief } from '@codejoust/contract/client';
import { OUTCOME_FILTERS } from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { modelName } from '@codejoust/contract/model-name';
import { readInteger } from '../option-values.ts';
import { safeJson } from '../safe-text.ts';
import { type SliceOptions, addSliceOptions, readSlice } from '../slice-options.ts';
import { type Column, printTable } from '../table.ts';

type Options = SliceOptions & {
	readonly model?: string;
	readonly outcome?: string;
	readonly question?: string;
	readonly limit: number;
	readonly cursor?: string;
	readonly json?: boolean;
};

/** `battles`: a list of battles. */
export function addBattles(program: Command, { terminal }: CliContext): void {
	const command = program
		.command('battles')
		.summary('list the battles of a benchmark')
		.description('Lists the battles of a benchmark.')
		.argument('<benchmark>', 'slug or slug@version')
		.option('-m, --model <slug>', 'only those of this model')
		.addOption(
			new Option(
				'--outcome <outcome>',
				'only those with this outcome, from the model’s side',
			).choices([...OUTCOME_FILTERS]),
		)
		.option('--question <id>', 'only those about this question');
	addSliceOptions(command)
		.option('--limit <n>', 'how many', readInteger(1, 200), 50)
		.option('--cursor <cursor>', 'continue after an earlier list')
		.option('--json', 'print them as JSON, with next_cursor')
		.addHelpText(
			'after',
			examples(
				'battles sample --model sample-strong --outcome loss',
				'battles sample --outcome flipped --json',
			),
		)
		.action(async (benchmark: string, options: Options, self: Command) => {
			const { client } = await connect(self);
			const { model, outcome, question, cursor, limit } = options;
			const page = await client.battles({
				benchmark,
				limit,
				...readSlice(options),
				...(model === undefined ? {} : { model }),
				...(outcome === undefined ? {} : { outcome }),
				...(question === undefined ? {} : { question }),
				...(cursor === undefined ? {} : { cursor }),
			});
			if (options.json) {
				terminal.print(safeJson(page));
				return;
			}
			if (page.items.length === 0) terminal.error('There are no such battles.');
			else printTable(terminal, COLUMNS, page.items);
			if (page.next_cursor !== null)
				terminal.error(`There are more: add --cursor ${page.next_cursor}`);
		});
}

const COLUMNS: readonly Column<BattleBrief>[] = [
	{ title: 'Battle', cell: ({ id }) => id, isNumber: true },
	{ title: 'Outcome', cell: describeShortly },
	{ title: 'Margin', cell: ({ margin }) => describeMargin(margin), isNumber: true },
	{ title: 'Model', cell: ({ model }) => modelName(model), least: 8 },
	{ title: 'Question', cell: ({ question_id: id }) => id, least: 8 },
	{ title: 'Category', cell: ({ category }) => category, least: 8 },
	{ title: 'Difficulty', cell: ({ difficulty }) => difficulty },
];

function describeShortly({ outcome, by, consistency }: BattleBrief): string {
	if (by === 'empty-answer') return 'loss (empty)';
	if (by === 'equal-texts') return 'tie (copy)';
	return consistency === 'flipped' ? `${outcome} (flipped)` : outcome;
}

function describeMargin(margin: number | null): string {
	if (margin === null) return '';
	return margin > 0 ? `+${margin}` : String(margin);
}
