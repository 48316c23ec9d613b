import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { PublishedBoard, PublishedComparison, PublishedSet } from '@codejoust/contract/client';
import { modelName } from '@codejoust/contract/model-name';
import {
	describeAgreement,
	describeOrigin,
	describePublishedQuestions,
	describePublishedSlice,
	FIGURE_WORDS,
	formatPublished,
	MATCH_WORDS,
	titlePublished,
} from '@codejoust/contract/published-words';
import { ABSENT, formatShare } from './format-numbers.ts';
import { safeText } from './safe-text.ts';
import { type Column, printTable } from './table.ts';
import type { Terminal } from './terminal.ts';

type Row = PublishedComparison['rows'][number];

/** The columns of a list of sets. */
export const SET_COLUMNS: readonly Column<PublishedSet>[] = [
	{ title: 'Id', cell: ({ id }) => id },
	{ title: 'Measure', cell: ({ measure }) => measure ?? 'rates', least: 8 },
	{ title: 'Source', cell: ({ source }) => source, least: 12 },
	{ title: 'Judge', cell: ({ judge }) => judge ?? ABSENT, least: 8 },
	{ title: 'Date', cell: ({ date }) => date ?? ABSENT },
	{ title: 'Rows', cell: ({ rows }) => String(rows), isNumber: true },
];

/** Every set beside a board's numbers, each with how far both agree. */
export function printPublished(terminal: Terminal, found: PublishedBoard): void {
	const { benchmark, judge, slice, sets } = found;
	terminal.print(
		safeText(
			`${benchmark.name} (${benchmark.slug}@${benchmark.version}), judged by ${nameWithFences(judge)}: ${describePublishedQuestions(slice)}`,
		),
	);
	if (sets.length === 0) terminal.print('This board has no published results beside it.');
	for (const set of sets) {
		terminal.print(`\n${terminal.paint('bold', safeText(titlePublished(set)))}`);
		terminal.print(safeText(describeOrigin(set)));
		terminal.print(`${safeText(describeAgreement(set))}\n`);
		if (set.rows.length > 0) printTable(terminal, columnsOf(set), set.rows);
		else terminal.print(`It has no rows for ${describePublishedSlice(slice)}.`);
	}
	if (judge.is_rehearsal)
		terminal.print(
			terminal.paint(
				'yellow',
				'\nRehearsal: a deterministic heuristic judged our numbers, not a language model.',
			),
		);
}

function columnsOf({ compared, unit }: PublishedComparison): readonly Column<Row>[] {
	const { title } = FIGURE_WORDS[compared];
	const ours = compared === 'win_rate' ? 'win_rate' : 'score';
	return [
		{ title: 'Published name', cell: ({ name }) => name, least: 12 },
		{
			title: `Their ${title.toLowerCase()}`,
			cell: (row) => formatPublished(row[compared], unit) ?? ABSENT,
			isNumber: true,
		},
		{ title: 'n', cell: ({ n }) => (n === null ? ABSENT : String(n)), isNumber: true },
		{
			title: 'Model here',
			cell: ({ ours: own, match }) => (own ? modelName(own.model) : MATCH_WORDS[match]),
			least: 12,
		},
		{
			title: `Our ${FIGURE_WORDS[ours].noun}`,
			cell: ({ ours: own }) => formatShare(own?.[ours]?.value ?? null),
			isNumber: true,
		},
		{
			title: 'Difference',
			cell: ({ difference }) =>
				difference === null ? ABSENT : (100 * difference).toFixed(1).replace('-', '−'),
			isNumber: true,
		},
	];
}
