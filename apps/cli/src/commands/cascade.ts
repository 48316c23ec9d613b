import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { CascadeQuality } from '@codejoust/contract/client';
import { modelName } from '@codejoust/contract/model-name';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { formatDollars, formatShare } from '../format-numbers.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { type Column, layOutTable } from '../table.ts';

type Options = { readonly judge?: string; readonly json?: boolean };

/** `cascade`: what a cascade has asked of its second judge, and saved. */
export function addCascade(program: Command, { terminal }: CliContext): void {
	program
		.command('cascade')
		.summary('show what a cascade has asked of its second judge, and saved')
		.description(
			'Shows of a cascade’s board how often its second judge was asked, and what both judges have asked and cost, against an estimate of the second judge asked about every battle.',
		)
		.argument('<benchmark>', 'slug or slug@version')
		.option('--judge <name>', 'the cascade, name@version (default: the live judge)')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('cascade mine', 'cascade mine@2 --judge steps@1'))
		.action(async (name: string, { judge, json }: Options, self: Command) => {
			const { client } = await connect(self);
			const cascade = await client.cascade(name, judge === undefined ? {} : { judge });
			if (json) terminal.print(safeJson(cascade));
			else for (const line of describeCascade(cascade, terminal.width)) terminal.print(line);
		});
}

function describeCascade(cascade: CascadeQuality, width: number | undefined): readonly string[] {
	const { judge, benchmark, first, second, margin, battles, asked } = cascade;
	return [
		safeText(
			`${judge.name} on ${benchmark}: ${nameWithFences(first)} decides where its preference is at least ${margin} away from one half, else ${nameWithFences(second)}.`,
		),
		safeText(
			`${second.name} was asked about ${asked.hits} of ${battles} battles (${formatShare(asked.share)}); about ${cascade.first_unscored} of them because ${first.name} said nothing that can be read. ${cascade.unscored} of them are unscored.`,
		),
		...layOutTable(SAVING_COLUMNS, rowsOf(cascade), width),
		describeSaving(cascade),
		...[
			agreement('On the asked battles', cascade.agrees_where_asked),
			agreement(
				`On battles that ${first.name} decided and ${second.name} has judged for another run`,
				cascade.agrees_where_decided,
			),
		].flatMap((line) => (line === undefined ? [] : [safeText(line)])),
		'',
		...layOutTable(MODEL_COLUMNS, cascade.rows, width),
	];
}

type Saving = {
	readonly judge: string;
	readonly games: number | null;
	readonly cost: number | null;
};

function rowsOf({ first, second, saving }: CascadeQuality): readonly Saving[] {
	return [
		{ judge: first.name, games: saving.first_games, cost: saving.first_cost_micro_usd },
		{ judge: second.name, games: saving.second_games, cost: saving.second_cost_micro_usd },
		{
			judge: `${second.name} everywhere (estimate)`,
			games: saving.second_games_everywhere,
			cost: saving.second_cost_everywhere_micro_usd,
		},
	];
}

function describeSaving({ saving }: CascadeQuality): string {
	const { saved_cost_micro_usd: saved, second_cost_everywhere_micro_usd: everywhere } = saving;
	if (saved === null || everywhere === null)
		return 'What it saved is not known: no battle was asked, or a judge has no price.';
	const share = everywhere > 0 ? ` (${formatShare(Math.abs(saved) / everywhere)} of it)` : '';
	const words = saved < 0 ? 'more than' : 'less than';
	return `The cascade cost ${formatDollars(Math.abs(saved))}${share} ${words} the second judge everywhere. That is an estimate: it takes the mean cost of the asked battles for all.`;
}

function agreement(where: string, share: CascadeQuality['asked']): string | undefined {
	if (share.share === null) return undefined;
	return `${where} both judges have the same outcome in ${share.hits} of ${share.n} (${formatShare(share.share)}).`;
}

const SAVING_COLUMNS: readonly Column<Saving>[] = [
	{ title: 'Judge', cell: ({ judge }) => judge, least: 12 },
	{ title: 'Games', cell: ({ games }) => (games === null ? '–' : String(games)), isNumber: true },
	{ title: 'Cost', cell: ({ cost }) => formatDollars(cost), isNumber: true },
];

const MODEL_COLUMNS: readonly Column<CascadeQuality['rows'][number]>[] = [
	{ title: 'Model', cell: ({ model }) => modelName(model), least: 12 },
	{ title: 'Battles', cell: ({ battles }) => String(battles), isNumber: true },
	{ title: 'Asked', cell: ({ asked }) => String(asked.hits), isNumber: true },
	{ title: 'Share', cell: ({ asked }) => formatShare(asked.share), isNumber: true },
];
