import { formatPercentRange } from '@codejoust/contract/percent';
import type { JudgeCheck, JudgeCheckNumbers } from '@codejoust/contract/client';
import { ABSENT, count, formatDollars, formatShare } from './format-numbers.ts';
import { describeCalibration } from './calibration-text.ts';
import { safeText } from './safe-text.ts';
import { type Column, printTable } from './table.ts';
import type { Terminal } from './terminal.ts';

type Row = { readonly category: string; readonly numbers: JudgeCheckNumbers };

/** The numbers of a check, overall and by category, and in words what they say. */
export function printCheck(terminal: Terminal, { results }: JudgeCheck): void {
	if (results === null) {
		terminal.error('It has no results yet.');
		return;
	}
	const rows = [{ category: 'overall', numbers: results.overall }, ...results.categories];
	printTable(terminal, COLUMNS, rows);
	const lines = [
		...describeNumbers(results.overall),
		...describeCalibration(results.calibration),
		...describeFloor(results),
	];
	for (const line of lines) terminal.print(safeText(line));
}

const share = (pick: (numbers: JudgeCheckNumbers) => number | null): Column<Row>['cell'] => {
	return ({ numbers }) => formatShare(pick(numbers));
};

const COLUMNS: readonly Column<Row>[] = [
	{ title: 'Category', cell: ({ category }) => category, least: 12 },
	{ title: 'Pairs', cell: ({ numbers }) => String(numbers.pairs), isNumber: true },
	{ title: 'Scored', cell: ({ numbers }) => String(numbers.scored), isNumber: true },
	{ title: 'Accuracy', cell: ({ numbers }) => describeAccuracy(numbers), isNumber: true },
	{ title: '95 % interval', cell: ({ numbers }) => describeInterval(numbers), isNumber: true },
	{ title: 'Undecided', cell: ({ numbers }) => String(numbers.undecided), isNumber: true },
	{ title: 'Kappa', cell: ({ numbers }) => numbers.kappa?.toFixed(2) ?? ABSENT, isNumber: true },
	{
		title: 'JudgeBench',
		cell: share(({ judgebench_compat: compat }) => compat.accuracy),
		isNumber: true,
	},
	{ title: 'Consistent', cell: share((numbers) => numbers.position_consistency), isNumber: true },
	{
		title: 'First favoured',
		cell: share((numbers) => numbers.first_position_share),
		isNumber: true,
	},
	{
		title: 'Per pair',
		cell: ({ numbers }) => formatDollars(numbers.cost_micro_usd_per_pair),
		isNumber: true,
	},
];

/** `58.0 ± 0.8`: half of the undecided pairs on either side. */
function describeAccuracy({ accuracy, half_undecided: half }: JudgeCheckNumbers): string {
	if (accuracy === null) return ABSENT;
	return `${formatShare(accuracy.value)}${half === null ? '' : ` ± ${(100 * half).toFixed(1)}`}`;
}

/** What the numbers stand beside: every category counted alike, and judges that read nothing. */
function describeFloor({
	overall,
	category_mean: mean,
	codeprefbench_compat: compat,
	codal_compat: codal,
	trivial_judges: trivial,
}: NonNullable<JudgeCheck['results']>): readonly string[] {
	const beyondChance = (['kappa', 'pi', 'alpha'] as const).map(
		(name) => `${name} ${overall[name]?.toFixed(3) ?? ABSENT}`,
	);
	return [
		`Agreement with the labels beyond chance: ${beyondChance.join(', ')}.`,
		...(mean === null
			? []
			: [
					`Mean of the categories (${mean.categories}), each counted alike: ${formatShare(mean.accuracy)} ± ${(100 * mean.half_undecided).toFixed(1)}.`,
				]),
		...(compat === null ? [] : [describeCompat(compat)]),
		...(codal === null
			? []
			: [
					`By the rule of CODAL-Bench, which counts a reply without a rating as 0: ${formatShare(codal.accuracy)} of ${count(codal.pairs, 'pair')}.`,
				]),
		...trivial.map(
			({ judge, accuracy }) =>
				`A judge that names ${TRIVIAL_WORDS[judge]} reaches ${formatShare(accuracy)}.`,
		),
	];
}

/** As CodePrefBench prints it. */
function describeCompat({
	objectives,
	mean,
}: NonNullable<NonNullable<JudgeCheck['results']>['codeprefbench_compat']>): string {
	const show = ({ accuracy, half_undecided }: { accuracy: number; half_undecided: number }) =>
		`${(100 * accuracy).toFixed(1)} ± ${(100 * half_undecided).toFixed(1)}`;
	const each = objectives.map(({ objective, ...numbers }) => `${objective} ${show(numbers)}`);
	const whole = mean === null ? 'no mean without all three objectives' : `mean ${show(mean)}`;
	return `By the rule codeprefbench-compat, the first order alone: ${each.join(', ')}; ${whole}.`;
}

const TRIVIAL_WORDS = {
	'always-first': 'always the answer shown first',
	'always-longer': 'always the longer answer',
	'always-shorter': 'always the shorter answer',
} as const;

function describeInterval({ accuracy }: JudgeCheckNumbers): string {
	if (accuracy === null) return ABSENT;
	return `${formatPercentRange(accuracy)} %`;
}

function describeNumbers(numbers: JudgeCheckNumbers): readonly string[] {
	const { length, unscored } = numbers;
	const reasons = Object.entries(numbers.unscored_reasons).map(([why, times]) => `${why} ${times}`);
	return [
		...(unscored > 0
			? [`Unscored: ${count(unscored, 'pair')} (${reasons.join(', ')}); they change no number.`]
			: []),
		...(length === null
			? []
			: [
					`The longer answer wins ${formatShare(length.judged)} by the judge and ${formatShare(length.labelled)} by the labels: ${describeExcess(length.excess)}, over ${count(length.pairs, 'pair')} of unequal length.`,
				]),
	];
}

function describeExcess({ value, low, high }: { value: number; low: number; high: number }) {
	const points = (share: number) => `${share < 0 ? '−' : '+'}${(100 * Math.abs(share)).toFixed(1)}`;
	const verdict = low > 0 ? 'too often' : high < 0 ? 'too seldom' : 'within noise';
	return `${points(value)} points (${points(low)} to ${points(high)}), ${verdict}`;
}
