import type { CsvCell } from './csv.ts';
import { toCsv } from './csv.ts';
import { modelName } from './model-name.ts';
import type { CriteriaBoard } from './schemas/criteria.ts';

/** The titles of the CSV of criteria in their order. */
export const CRITERIA_TITLES = [
	'benchmark',
	'judge',
	'criterion',
	'rehearsal',
	'snapshot',
	'model',
	'name',
	'submission',
	'rank_best',
	'rank_worst',
	'score',
	'score_low',
	'score_high',
	'score_method',
	'n',
	'scored',
	'benchmark_licence',
	'fences',
] as const;

/**
 * Models × criteria as CSV with a line of titles, a line for each model of each board; an empty criterion is the whole judgement.
 * Shares are in [0, 1].
 */
export function criteriaCsv({ benchmark, columns, rows }: CriteriaBoard): string {
	const lines = rows.flatMap(({ submission_id: submission, model, cells }) =>
		cells.flatMap((cell, at): CsvCell[][] => {
			const column = columns[at];
			if (!cell || !column) return [];
			const { judge, snapshot } = column;
			return [
				[
					`${benchmark.slug}@${benchmark.version}`,
					judge.name,
					judge.criterion,
					judge.is_rehearsal,
					snapshot?.id ?? null,
					model.slug,
					modelName(model),
					submission,
					cell.rank?.best ?? null,
					cell.rank?.worst ?? null,
					cell.score?.value ?? null,
					cell.score?.low ?? null,
					cell.score?.high ?? null,
					cell.score?.method ?? null,
					cell.n,
					cell.scored,
					benchmark.licence,
					judge.fences ?? null,
				],
			];
		}),
	);
	return toCsv([CRITERIA_TITLES, ...lines]);
}
