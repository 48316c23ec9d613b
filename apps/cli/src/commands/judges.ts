import type { JudgeVersion } from '@codejoust/contract/client';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { examples } from '../examples.ts';
import { formatShare } from '../format-numbers.ts';
import { listAction } from '../list-action.ts';
import type { Column } from '../table.ts';

/** `judges`: all judge versions. */
export function addJudges(program: Command, context: CliContext): void {
	program
		.command('judges')
		.summary('list all judge versions')
		.description('Lists all judge versions and how they have judged so far.')
		.option('--json', 'print them as JSON, with the prompts')
		.addHelpText('after', examples('judges', 'judges --json'))
		.action(listAction(context, JUDGE_COLUMNS, (client) => client.judges()));
}

/** A judge version in a list. */
export const JUDGE_COLUMNS: readonly Column<JudgeVersion>[] = [
	{ title: 'Judge', cell: ({ name }) => name, least: 12 },
	{
		title: 'Live on',
		cell: ({ boards }) =>
			boards.flatMap(({ benchmark, is_live: isLive }) => (isLive ? [benchmark] : [])).join(' '),
		least: 8,
	},
	{
		title: 'Kind',
		cell: ({ kind, criterion, is_rehearsal: isHeuristic }) =>
			[
				criterion === null ? kind : `${kind} (${criterion})`,
				...(isHeuristic ? ['rehearsal'] : []),
			].join(', '),
	},
	{
		title: 'State',
		cell: ({ retired_at: at, endpoint }) =>
			at !== null ? 'retired' : endpoint === null ? 'no endpoint' : 'asks',
	},
	{ title: 'Hash', cell: ({ hash }) => hash.slice(0, 12) },
	{ title: 'Scored', cell: ({ quality }) => String(quality.battles_scored), isNumber: true },
	{ title: 'Unscored', cell: ({ quality }) => String(quality.battles_unscored), isNumber: true },
	{
		title: 'Noise',
		cell: ({ quality }) =>
			formatShare((quality.noise_asked_again ?? quality.noise)?.width_share ?? null),
		isNumber: true,
	},
	{ title: 'Flips', cell: ({ quality }) => formatShare(quality.flip_rate), isNumber: true },
	{
		title: 'First favoured',
		cell: ({ quality }) => formatShare(quality.first_position_share),
		isNumber: true,
	},
];
