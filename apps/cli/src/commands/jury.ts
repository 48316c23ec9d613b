import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { JuryQuality } from '@codejoust/contract/client';
import { modelName } from '@codejoust/contract/model-name';
import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { formatShare } from '../format-numbers.ts';
import { safeJson, safeText } from '../safe-text.ts';
import { type Column, layOutTable } from '../table.ts';

type Options = { readonly judge?: string; readonly json?: boolean };
type Row = JuryQuality['rows'][number];
type Member = JuryQuality['members'][number];

/** `jury`: what the votes on a jury's board say of the jury. */
export function addJury(program: Command, { terminal }: CliContext): void {
	program
		.command('jury')
		.summary('show how far the members of a jury agree')
		.description(
			'Shows the votes of each member of a jury on its board, how far they agree, and the board with each member left out.',
		)
		.argument('<benchmark>', 'slug or slug@version')
		.option('--judge <name>', 'the jury, name@version (default: the live judge)')
		.option('--json', 'print it as JSON')
		.addHelpText('after', examples('jury mine', 'jury mine@2 --judge panel@1'))
		.action(async (name: string, { judge, json }: Options, self: Command) => {
			const { client } = await connect(self);
			const jury = await client.jury(name, judge === undefined ? {} : { judge });
			if (json) terminal.print(safeJson(jury));
			else for (const line of describeJury(jury, terminal.width)) terminal.print(line);
		});
}

function describeJury(jury: JuryQuality, width: number | undefined): readonly string[] {
	const { unanimous, alpha, disagreements } = jury;
	const alphaOf = (one: JuryQuality['alpha']['nominal']) => one?.value.toFixed(2) ?? '–';
	const isInTurns = jury.mode === 'cyclic';
	const how = isInTurns ? 'in rotation' : `${jury.rule}, quorum ${jury.quorum}`;
	return [
		safeText(
			`${jury.judge.name} on ${jury.benchmark}: ${jury.members.length} members, ${how}; ${jury.battles} battles decided by votes.`,
		),
		isInTurns
			? 'Each battle was asked of one member: a score estimates the mean of the scores of all members.'
			: `All votes the same: ${formatShare(unanimous.share)}. Krippendorff's alpha: ${alphaOf(alpha.nominal)} nominal, ${alphaOf(alpha.ordinal)} ordinal.`,
		'',
		...layOutTable(isInTurns ? VOTE_COLUMNS : MEMBER_COLUMNS, jury.members, width),
		'',
		...layOutTable(rowColumns(jury.members), jury.rows, width),
		...(disagreements.length === 0
			? []
			: [
					'',
					`Most split: ${disagreements
						.map(({ battle_id: id }) => `codejoust battle ${id}`)
						.slice(0, 5)
						.join(', ')}`,
				]),
	];
}

const VOTE_COLUMNS: readonly Column<Member>[] = [
	{ title: 'Member', cell: ({ judge }) => nameWithFences(judge), least: 12 },
	{ title: 'Win', cell: ({ votes }) => String(votes.win), isNumber: true },
	{ title: 'Tie', cell: ({ votes }) => String(votes.tie), isNumber: true },
	{ title: 'Loss', cell: ({ votes }) => String(votes.loss), isNumber: true },
	{ title: 'Unscored', cell: ({ unscored }) => String(unscored), isNumber: true },
];

const MEMBER_COLUMNS: readonly Column<Member>[] = [
	...VOTE_COLUMNS,
	{ title: 'Recused', cell: ({ recused }) => String(recused), isNumber: true },
	{ title: 'As the jury', cell: ({ agrees }) => formatShare(agrees.share), isNumber: true },
	{
		title: 'Changes without it',
		cell: ({ changes }) => formatShare(changes.share),
		isNumber: true,
	},
];

/** Score and place, of all members and with each of them left out. */
function rowColumns(members: readonly Member[]): readonly Column<Row>[] {
	const placed = ({ score, place }: Pick<Row, 'score' | 'place'>) =>
		place === null ? '–' : `${formatShare(score)} (${place})`;
	return [
		{ title: 'Model', cell: ({ model }) => modelName(model), least: 12 },
		{ title: 'All', cell: placed, isNumber: true },
		...members.map(({ member, judge }): Column<Row> => ({
			title: `without ${judge.name}`,
			cell: ({ without }) => {
				const other = without.find((one) => one.member === member);
				return other ? placed(other) : '–';
			},
			isNumber: true,
		})),
	];
}
