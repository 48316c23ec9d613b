import { toCsv } from './csv.ts';
import { modelName } from './model-name.ts';
import type { PublishedBoard } from './schemas/published-results.ts';

/** The titles of the CSV of published results in their order. */
const PUBLISHED_TITLES = [
	'schema',
	'origin',
	'benchmark',
	'slice',
	'source',
	'url',
	'published_judge',
	'date',
	'licence',
	'measure',
	'published_name',
	'published_score',
	'published_win_rate',
	'published_tie_rate',
	'published_value',
	'published_low',
	'published_high',
	'published_n',
	'match',
	'model',
	'name',
	'our_judge',
	'rehearsal',
	'snapshot',
	'our_score',
	'our_win_rate',
	'our_n',
	'difference',
	'benchmark_licence',
	'our_judge_fences',
] as const;

/** What others published beside our numbers, as CSV with a line of titles; every line says whose it is. Shares are in [0, 1]. */
export function publishedCsv({ benchmark, judge, snapshot, slice, sets }: PublishedBoard): string {
	const { category, subcategory, language, difficulty } = slice;
	const parts = Object.entries({ category, subcategory, language, difficulty });
	const name = parts.flatMap(([field, value]) => (value === null ? [] : [`${field}=${value}`]));
	const lines = sets.flatMap((set) =>
		set.rows.map((row) => [
			'codejoust-published@1',
			'published by others, not ranked',
			`${benchmark.slug}@${benchmark.version}`,
			set.measure === null ? name.join(' ') || 'overall' : null,
			set.source,
			set.url,
			set.judge,
			set.date,
			set.licence,
			set.measure,
			row.name,
			row.score,
			row.win_rate,
			row.tie_rate,
			row.value,
			row.low,
			row.high,
			row.n,
			row.match,
			row.ours?.model.slug ?? null,
			row.ours ? modelName(row.ours.model) : null,
			judge.name,
			judge.is_rehearsal,
			snapshot?.id ?? null,
			row.ours?.score?.value ?? null,
			row.ours?.win_rate?.value ?? null,
			row.ours?.scored ?? null,
			row.difference,
			benchmark.licence,
			judge.fences ?? null,
		]),
	);
	return toCsv([PUBLISHED_TITLES, ...lines]);
}
