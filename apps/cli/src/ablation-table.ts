import type { Ablation } from '@codejoust/contract/client';
import type { Cell } from './ablation-cells.ts';
import { ABSENT } from './format-numbers.ts';
import { type Column, printTable } from './table.ts';
import type { Terminal } from './terminal.ts';

type Row = Ablation['cells'][number] & Pick<Cell, 'criterion' | 'comments'>;

/** The cells of an ablation, one a row, each compared with the plain one. */
export function printAblation(
	terminal: Terminal,
	{ rule, cells }: Ablation,
	planned: readonly Cell[],
): void {
	const rows = cells.flatMap((cell, at): Row[] => {
		const own = planned[at];
		return own ? [{ ...cell, criterion: own.criterion, comments: own.comments }] : [];
	});
	const categories = rows[0]?.categories.map(({ category }) => category) ?? [];
	printTable(terminal, [...FIRST, ...categories.map(columnOf), ...LAST], rows);
	terminal.print(RULE_WORDS[rule]);
	terminal.print(
		'Accuracy ± half of the undecided share, in per cent. Difference, and pairs right in one cell alone: against the row empty, kept; p by McNemar’s exact test.',
	);
}

const FIRST: readonly Column<Row>[] = [
	{ title: 'Criterion', cell: ({ criterion }) => criterion },
	{ title: 'Comments', cell: ({ comments }) => comments },
	{ title: 'Pairs', cell: ({ overall }) => String(overall.pairs), isNumber: true },
	{ title: 'Scored', cell: ({ overall }) => String(overall.scored), isNumber: true },
];

const LAST: readonly Column<Row>[] = [
	{ title: 'All', cell: ({ overall }) => formatHalf(overall), isNumber: true },
	{ title: 'Mean of three', cell: ({ mean }) => formatHalf(mean), isNumber: true },
	{
		title: 'Difference',
		cell: ({ against_plain: compared }) => formatPoints(compared?.difference ?? null),
		isNumber: true,
	},
	{
		title: 'Only plain',
		cell: ({ against_plain: compared }) => String(compared?.only_plain ?? ABSENT),
		isNumber: true,
	},
	{
		title: 'Only this',
		cell: ({ against_plain: compared }) => String(compared?.only_this ?? ABSENT),
		isNumber: true,
	},
	{
		title: 'p',
		cell: ({ against_plain: compared }) => (compared ? formatP(compared.p_value) : ABSENT),
		isNumber: true,
	},
];

const RULE_WORDS: Readonly<Record<Ablation['rule'], string>> = {
	codejoust: 'Rule codejoust: both games of a pair decide, as in a battle.',
	'codeprefbench-compat':
		'Rule codeprefbench-compat: the first order decides, an unread reply is undecided, and the mean counts each objective alike.',
};

function columnOf(category: string): Column<Row> {
	const numbersOf = ({ categories }: Row) =>
		categories.find((one) => one.category === category)?.numbers ?? null;
	return { title: category, cell: (row) => formatHalf(numbersOf(row)), isNumber: true };
}

/** `58.0 ± 0.8`. */
function formatHalf(
	numbers: { readonly accuracy: number | null; readonly half_undecided: number | null } | null,
): string {
	if (numbers?.accuracy == null || numbers.half_undecided === null) return ABSENT;
	return `${(100 * numbers.accuracy).toFixed(1)} ± ${(100 * numbers.half_undecided).toFixed(1)}`;
}

function formatPoints(value: number | null): string {
	if (value === null) return ABSENT;
	return `${value < 0 ? '−' : '+'}${(100 * Math.abs(value)).toFixed(1)}`;
}

function formatP(value: number): string {
	return value < 0.0001 ? '<0.0001' : value.toFixed(4);
}
