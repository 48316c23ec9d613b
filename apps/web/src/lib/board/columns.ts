import type { LeaderboardRow } from '@codejoust/contract/client';
import { formatPercent, formatPoints, formatRange } from '../format/percent.ts';
import { formatCost, formatCount, formatUnits } from '../format/quantity.ts';
import { listReasons } from '../format/unscored-reason.ts';
import type { BoardLine, ShownRow } from './board-line.ts';
import { isThin } from './thin.ts';

/** What stands in a cell: its number, and smaller lines below it. */
export type Cell = { readonly text: string; readonly notes: readonly string[] };
type Value = number | string | null | undefined;

type Column = {
	readonly name: string;
	/** A second line in the head. */
	readonly note?: string;
	/** The direction that is asked for first. */
	readonly isUp: boolean;
	/** What the column sorts by. */
	readonly value: (line: BoardLine) => Value;
};

type PickedColumn = Column & {
	readonly isDefault: boolean;
	readonly cell: (row: ShownRow) => Cell;
};

const ofRow = (pick: (row: ShownRow) => Value) => (line: BoardLine) =>
	line.kind === 'model' ? pick(line.row) : undefined;
const cell = (text: string, ...notes: readonly (string | false)[]): Cell => ({
	text,
	notes: notes.flatMap((note) => (note === false || note === '' ? [] : [note])),
});

type Refusal = NonNullable<
	LeaderboardRow['length_controlled_refusal'] | LeaderboardRow['rating_refusal']
>;

const REFUSALS: Readonly<Record<string, string>> = {
	'not-enough-questions': 'too few questions',
	'no-length-variation': 'all of one length',
	separated: 'not estimable',
	'length-decides': 'length decides too much here',
	'no-interval': 'no interval',
	'never-better': 'never better',
	'never-worse': 'never worse',
	'all-ties': 'all ties',
} satisfies Record<Refusal, string>;
/** Why a number is absent; a reason of a newer server is shown as it is. */
const describe = (refusal: string | null | undefined) =>
	refusal != null && (REFUSALS[refusal] ?? refusal);

/** The columns that always stand. */
const FIXED_COLUMNS = {
	score: {
		name: 'Score',
		note: '95 % interval',
		isUp: false,
		value: (line) => (line.kind === 'model' ? line.row.score?.value : 0.5),
	},
	model: {
		name: 'Model',
		isUp: true,
		value: (line) => (line.kind === 'model' ? line.row.model : line.model).name.toLowerCase(),
	},
} as const satisfies Record<string, Column>;

/** The columns that a reader picks, in their order, by the key that stands in the address. */
export const PICKED_COLUMNS = {
	pairs: {
		name: 'Others',
		note: 'beaten, tied with',
		isUp: false,
		isDefault: true,
		value: ofRow((row) => row.beats),
		cell: ({ beats, tied_with: tied, beaten_by: beatenBy }) =>
			beats === null || tied === null || beatenBy === null
				? cell('—')
				: cell(`beats ${beats}`, `tied with ${tied} of ${beats + tied + beatenBy}`),
	},
	pref: {
		name: 'Preference',
		note: 'mean, 95 % interval',
		isUp: false,
		isDefault: false,
		value: ofRow((row) => row.preference?.value),
		cell: ({ preference }) =>
			preference ? cell(formatPercent(preference.value), formatRange(preference)) : cell('—'),
	},
	diff: {
		name: 'Difference',
		note: 'to the baseline',
		isUp: false,
		isDefault: false,
		value: ofRow((row) => row.score?.value),
		cell: ({ score }) =>
			score ? cell(formatPoints(score.value - 0.5), compareWithEven(score)) : cell('—'),
	},
	win: {
		name: 'Win rate',
		note: 'wins',
		isUp: false,
		isDefault: true,
		value: ofRow((row) => row.win_rate?.value),
		cell: (row) => cell(formatPercent(row.win_rate?.value), formatCount(row.wins)),
	},
	tie: {
		name: 'Tie rate',
		note: 'judged + conflict',
		isUp: false,
		isDefault: true,
		value: ofRow((row) => row.tie_rate?.value),
		cell: (row) =>
			cell(
				formatPercent(row.tie_rate?.value),
				`${row.judged_ties} + ${row.conflict_ties}`,
				row.copies > 0 && `+ ${formatUnits(row.copies, 'copy', 'copies')}`,
			),
	},
	loss: {
		name: 'Losses',
		isUp: true,
		isDefault: false,
		value: ofRow((row) => row.losses),
		cell: (row) => cell(formatCount(row.losses)),
	},
	even: {
		name: 'At equal length',
		note: 'score',
		isUp: false,
		isDefault: true,
		value: ofRow((row) => row.length_controlled?.value),
		cell: ({ length_controlled: even, length_controlled_refusal: refusal }) =>
			even ? cell(formatPercent(even.value), formatRange(even)) : cell('—', describe(refusal)),
	},
	rating: {
		name: 'Rating',
		note: 'baseline 1000',
		isUp: false,
		isDefault: false,
		value: ofRow((row) => row.rating?.value),
		cell: ({ rating, rating_refusal: refusal }) =>
			rating
				? cell(rating.value.toFixed(0), `${rating.low.toFixed(0)}–${rating.high.toFixed(0)}`)
				: cell('—', describe(refusal)),
	},
	flip: {
		name: 'Flips',
		isUp: true,
		isDefault: false,
		value: ofRow((row) => row.flip_rate),
		cell: (row) => cell(formatPercent(row.flip_rate)),
	},
	first: {
		name: 'First position',
		note: 'share of wins',
		isUp: true,
		isDefault: false,
		value: ofRow((row) => row.first_position_share),
		cell: (row) => cell(formatPercent(row.first_position_share)),
	},
	coverage: {
		name: 'Coverage',
		isUp: false,
		isDefault: true,
		value: ofRow((row) => row.coverage),
		cell: (row) =>
			cell(
				formatPercent(row.coverage),
				isThin(row.scored) && `n = ${row.scored}`,
				row.unscored > 0 && listReasons(row.unscored_reasons),
				row.missing > 0 && `${formatCount(row.missing)} not played`,
			),
	},
	length: {
		name: 'Length',
		note: 'median, chars',
		isUp: true,
		isDefault: false,
		value: (line) => (line.kind === 'model' ? line.row.median_length : line.medianLength),
		cell: (row) => cell(formatCount(row.median_length)),
	},
	cost: {
		name: 'Cost',
		note: 'of judging',
		isUp: true,
		isDefault: false,
		value: ofRow((row) => row.cost_micro_usd),
		cell: (row) => cell(formatCost(row.cost_micro_usd)),
	},
	ext: {
		name: 'Other benchmarks',
		note: 'published by others',
		isUp: false,
		isDefault: false,
		value: ofRow((row) => row.elsewhere?.[0]?.value),
		cell: ({ elsewhere = [] }) => {
			const [first, ...others] = elsewhere.flatMap(({ measure, text }) =>
				text === null ? [] : `${measure} ${text}`,
			);
			return first === undefined ? cell('—') : cell(first, ...others);
		},
	},
} as const satisfies Record<string, PickedColumn>;

export const SORT_COLUMNS = { ...FIXED_COLUMNS, ...PICKED_COLUMNS };

export type ColumnKey = keyof typeof PICKED_COLUMNS;
export const COLUMN_KEYS = Object.keys(PICKED_COLUMNS) as readonly ColumnKey[];
export const DEFAULT_COLUMNS: readonly ColumnKey[] = COLUMN_KEYS.filter(
	(key) => PICKED_COLUMNS[key].isDefault,
);

/** The usual ones where a judge gives its preference in numbers. */
export const PREFERENCE_COLUMNS: readonly ColumnKey[] = COLUMN_KEYS.filter(
	(key) => key === 'pref' || PICKED_COLUMNS[key].isDefault,
);

/** Whether some row has a mean preference. */
export function hasPreference(rows: readonly LeaderboardRow[]): boolean {
	return rows.some((row) => row.preference != null);
}

/** The columns to draw: those asked for; by default the usual ones of which some row has the number. */
export function chooseColumns(
	asked: readonly ColumnKey[] | undefined,
	rows: readonly LeaderboardRow[],
): readonly ColumnKey[] {
	if (asked !== undefined) return asked;
	const hasEven = rows.some((row) => row.length_controlled !== null);
	const usual = hasPreference(rows) ? PREFERENCE_COLUMNS : DEFAULT_COLUMNS;
	return usual.filter((key) => key !== 'even' || hasEven);
}

/** Where a score's own interval lies from the baseline's 50 %: no test between models, so no model is called better. */
function compareWithEven({ low, high }: { readonly low: number; readonly high: number }): string {
	if (low > 0.5) return 'above 50\u00a0%';
	return high < 0.5 ? 'below 50\u00a0%' : '50\u00a0% is possible';
}
