import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { CriteriaBoard } from '@codejoust/contract/client';
import { criterionTitles, LEAST_CORRELATED } from '@codejoust/contract/criteria-words';
import { modelName } from '@codejoust/contract/model-name';
import { ABSENT, count, formatShare } from './format-numbers.ts';
import { safeText } from './safe-text.ts';
import { type Column, printTable } from './table.ts';
import type { Terminal } from './terminal.ts';

type Row = CriteriaBoard['rows'][number];
type Agreement = CriteriaBoard['agreements'][number];

/** Models × criteria, how far the criteria order models alike, and what a reader must know. */
export function printCriteria(terminal: Terminal, found: CriteriaBoard): void {
	const { benchmark, columns, rows, agreements } = found;
	const titles = criterionTitles(found);
	terminal.print(
		safeText(
			`${benchmark.name} (${benchmark.slug}@${benchmark.version}), by criterion, judged by ${columns.map(({ judge }) => nameWithFences(judge)).join(', ')}`,
		),
	);
	if (rows.length > 0) {
		terminal.print('Each cell: rank range, score, 95 % interval.\n');
		printTable(terminal, criteriaColumns(titles), rows);
	}
	if (agreements.length > 0) {
		terminal.print('\nHow far each two boards agree on the order of the models that both rank:\n');
		printTable(terminal, agreementColumns(titles), agreements);
	}
	const caveats = describeCaveats(found);
	if (caveats.length > 0) terminal.print('');
	for (const line of caveats) terminal.print(terminal.paint('yellow', safeText(line)));
}

function criteriaColumns(titles: readonly string[]): readonly Column<Row>[] {
	return [
		{ title: 'Model', cell: ({ model }) => modelName(model), least: 12 },
		...titles.map((title, at) => ({
			title: safeText(title),
			cell: ({ cells }: Row) => describeCell(cells[at]),
			isNumber: true,
		})),
	];
}

function describeCell(cell: Row['cells'][number] | undefined): string {
	if (!cell) return ABSENT;
	const { rank, score, n, scored } = cell;
	if (!rank || !score) return `${ABSENT}  ${scored}/${n} scored`;
	const { best, worst } = rank;
	const interval = `${(100 * score.low).toFixed(1)}–${(100 * score.high).toFixed(1)}`;
	return `${best === worst ? best : `${best}–${worst}`}  ${formatShare(score.value)}  (${interval})`;
}

function agreementColumns(titles: readonly string[]): readonly Column<Agreement>[] {
	const ofPairs = (pick: (pairs: NonNullable<Agreement['pairs']>) => number) => {
		return ({ pairs }: Agreement) => (pairs ? String(pick(pairs)) : ABSENT);
	};
	return [
		{ title: 'Criteria', cell: ({ first, second }) => `${titles[first]}, ${titles[second]}` },
		{ title: 'Models', cell: ({ models }) => String(models), isNumber: true },
		{
			title: 'Tau-b',
			cell: ({ kendall }) => (kendall ? formatTau(kendall.value) : ABSENT),
			isNumber: true,
		},
		{ title: '95 % interval', cell: ({ kendall }) => describeInterval(kendall), isNumber: true },
		{ title: 'Pairs', cell: ofPairs(({ all }) => all), isNumber: true },
		{ title: 'In one order', cell: ofPairs(({ same }) => same), isNumber: true },
		{ title: 'Reversed', cell: ofPairs(({ reversed }) => reversed), isNumber: true },
	];
}

function describeInterval(kendall: Agreement['kendall']): string {
	if (!kendall || kendall.low === null || kendall.high === null) return ABSENT;
	return `${formatTau(kendall.low)} to ${formatTau(kendall.high)}`;
}

function formatTau(value: number): string {
	return value.toFixed(2).replace('-', '−').replace('−0.00', '0.00');
}

function describeCaveats({
	columns,
	families,
	rows,
	agreements,
}: CriteriaBoard): readonly string[] {
	const judges = columns.map(({ judge }) => judge);
	const others = families.filter(({ is_shown: isShown }) => !isShown);
	const example = judges[0]?.name ?? 'NAME@VERSION';
	return [
		...(judges.every(({ criterion }) => criterion === null)
			? [
					`No judge of this family has a board under a criterion. Release some with: codejoust judge create --from ${example} --criteria correctness,efficiency`,
				]
			: []),
		...(judges.some(({ is_rehearsal: isRehearsal }) => isRehearsal)
			? ['Rehearsal: a deterministic heuristic judged this, not a language model.']
			: []),
		...(rows.some(({ cells }) => cells.some((cell) => cell && !cell.rank))
			? ['– with a count means no rank: fewer than 95 % of that model’s battles are scored.']
			: []),
		...(agreements.some(({ kendall, models }) => !kendall && models < LEAST_CORRELATED)
			? [`Tau-b needs ${count(LEAST_CORRELATED, 'model')} that both boards rank.`]
			: []),
		...others.map(
			({ judge, model, criteria }) =>
				`Another family, of ${model}: ${count(criteria, 'board')} under a criterion. See it with --judge ${judge}`,
		),
	];
}
