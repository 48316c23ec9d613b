import { BOARD_FORMAT } from './schemas/board-format.ts';
import { type CsvCell, toCsv } from './csv.ts';
import { type Columns, type FieldColumns, joinColumns, partColumns } from './csv-columns.ts';
import { modelName } from './model-name.ts';
import type { Estimate, Leaderboard, LeaderboardRow } from './schemas/leaderboard.ts';
import type { ModelBrief } from './schemas/model.ts';
import type { Checkpoint } from './schemas/provenance.ts';
import type { StatedPrice } from './schemas/stated-price.ts';

export type BoardTable = Pick<
	Leaderboard,
	'benchmark' | 'judge' | 'rule' | 'slice' | 'snapshot' | 'baseline' | 'rows'
>;

const BOARD_COLUMNS: Columns<BoardTable> = {
	schema: () => BOARD_FORMAT,
	benchmark: ({ benchmark }) => `${benchmark.slug}@${benchmark.version}`,
	judge: ({ judge }) => judge.name,
	rehearsal: ({ judge }) => judge.is_rehearsal,
	rule: ({ rule }) => rule,
	category: ({ slice }) => slice.category,
	subcategory: ({ slice }) => slice.subcategory,
	language: ({ slice }) => slice.language,
	difficulty: ({ slice }) => slice.difficulty,
	snapshot: ({ snapshot }) => snapshot?.id ?? null,
	baseline: ({ baseline }) => baseline.model.slug,
	benchmark_licence: ({ benchmark }) => benchmark.licence,
};

/** After those of the rows, where readers of earlier files find no column of theirs moved. */
const LAST_COLUMNS: Columns<BoardTable> = {
	criterion: ({ judge }) => judge.criterion,
};

const MODEL = {
	slug: 'model',
	name: 'name',
	organisation: 'organisation',
	licence: 'model_licence',
	open_weights: 'open_weights',
} as const;
const ESTIMATE = { value: '', low: '_low', high: '_high', method: '_method' } as const;

/** One column of the field's own name. */
const plain = <Value extends CsvCell | undefined>(title: string): Columns<Value> => ({
	[title]: (value) => value ?? null,
});

const ROW_FIELDS: FieldColumns<LeaderboardRow> = {
	model: {
		...partColumns<Omit<ModelBrief, 'variant'>>('', MODEL),
		// With the variant.
		name: modelName,
	},
	provenance: 'its columns are the last ones',
	checkpoint: 'its columns are the last ones',
	stated_price: 'its columns are the newest ones',
	submission_id: plain('submission'),
	rank: partColumns<NonNullable<LeaderboardRow['rank']>>('rank', {
		best: '_best',
		worst: '_worst',
	}),
	beats: plain('beats'),
	tied_with: plain('tied_with'),
	beaten_by: plain('beaten_by'),
	score: partColumns<Estimate>('score', ESTIMATE),
	preference: 'its columns are the last ones',
	win_rate: partColumns<Estimate>('win_rate', ESTIMATE),
	tie_rate: partColumns<Estimate>('tie_rate', ESTIMATE),
	n: plain('n'),
	scored: plain('scored'),
	unscored: plain('unscored'),
	unscored_reasons: 'a list of counts, which no single cell holds; it is in the JSON',
	missing: plain('missing'),
	coverage: plain('coverage'),
	wins: plain('wins'),
	ties: plain('ties'),
	judged_ties: plain('judged_ties'),
	conflict_ties: plain('conflict_ties'),
	copies: plain('copies'),
	losses: plain('losses'),
	empty_answers: plain('empty_answers'),
	flip_rate: plain('flip_rate'),
	first_position_share: plain('first_position_share'),
	mean_ratings: 'figures under several criteria, which no single cell holds; they are in the JSON',
	median_length: plain('median_length'),
	cost_micro_usd: plain('cost_micro_usd'),
	length_controlled: partColumns<NonNullable<LeaderboardRow['length_controlled']>>(
		'length_controlled',
		{ value: '', low: '_low', high: '_high', warning: '_warning' },
	),
	length_controlled_refusal: plain('length_controlled_refusal'),
	rating: partColumns<NonNullable<LeaderboardRow['rating']>>('rating', {
		value: '',
		low: '_low',
		high: '_high',
	}),
	rating_refusal: plain('rating_refusal'),
};
const ROW_COLUMNS = joinColumns(ROW_FIELDS);
const LAST_ROW_COLUMNS = joinColumns<
	Pick<LeaderboardRow, 'preference' | 'provenance' | 'checkpoint'>
>({
	preference: partColumns<NonNullable<LeaderboardRow['preference']>>('preference', {
		...ESTIMATE,
		standard_error: '_standard_error',
	}),
	provenance: {
		provenance: ({ kind }) => kind,
		made_by: ({ made_by: by }) => by,
		models_reported: ({ models_reported: models }) => models.join('; '),
		sampling: ({ sampling }) => sampling && JSON.stringify(sampling),
		made_from: ({ from }) => from,
		made_until: ({ until }) => until,
		rerun_at: ({ rerun_at: at }) => at,
	},
	checkpoint: partColumns<Checkpoint>('checkpoint', {
		of: '_of',
		step: '_step',
		tokens: '_tokens',
	}),
});

/** After all others, since they came later. */
const NEWEST_COLUMNS: Columns<BoardTable> = {
	fences: ({ judge }) => judge.fences ?? null,
};

const NEWEST_ROW_COLUMNS = joinColumns<Pick<LeaderboardRow, 'stated_price'>>({
	stated_price: partColumns<StatedPrice>('stated_price', {
		stated_by: '_by',
		input_micro_usd: '_input_micro_usd',
		output_micro_usd: '_output_micro_usd',
		input_tokens: '_input_tokens',
		output_tokens: '_output_tokens',
		tokens_from: '_tokens_from',
		total_micro_usd: '_total_micro_usd',
		is_total_stated: '_is_total_stated',
	}),
});

/** The titles of a board's CSV in their order. */
export const BOARD_TITLES: readonly string[] = [
	...Object.keys(BOARD_COLUMNS),
	...Object.keys(ROW_COLUMNS),
	...Object.keys(LAST_COLUMNS),
	...Object.keys(LAST_ROW_COLUMNS),
	...Object.keys(NEWEST_COLUMNS),
	...Object.keys(NEWEST_ROW_COLUMNS),
];

/** A board as CSV with a line of titles; every row names its benchmark, judge and slice. Shares are in [0, 1]. */
export function boardCsv(board: BoardTable): string {
	const cellsOf = (columns: Columns<BoardTable>) =>
		Object.values(columns).map((read) => read(board));
	const [head, last] = [cellsOf(BOARD_COLUMNS), cellsOf(LAST_COLUMNS)];
	const newest = cellsOf(NEWEST_COLUMNS);
	const rows = board.rows.map((row) => [
		...head,
		...Object.values(ROW_COLUMNS).map((read) => read(row)),
		...last,
		...Object.values(LAST_ROW_COLUMNS).map((read) => read(row)),
		...newest,
		...Object.values(NEWEST_ROW_COLUMNS).map((read) => read(row)),
	]);
	return toCsv([BOARD_TITLES, ...rows]);
}
