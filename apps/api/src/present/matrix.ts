import type { StoredRow } from '@codejoust/board/board-numbers';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { Matrix } from '@codejoust/contract/schemas/leaderboard';
import { presentEstimate } from './leaderboard-row.ts';
import { presentModelBrief } from './names.ts';

/** Every model's rows by category, or by the subcategories of one category. */
export type FoundMatrix = {
	readonly category: string | undefined;
	readonly columns: readonly Matrix['columns'][number][];
	/** Best model first; `row` is its row over all columns, `cells` has one for each of them. */
	readonly rows: readonly {
		readonly row: StoredRow;
		readonly model: ModelBriefRow;
		readonly cells: readonly (StoredRow | undefined)[];
	}[];
};

export function presentMatrix({ category, columns, rows }: FoundMatrix): Matrix {
	return {
		category: category ?? null,
		columns: [...columns],
		rows: rows.map(({ row, model, cells }) => ({
			submission_id: row.id,
			model: presentModelBrief(model),
			overall: presentEstimate(row.score),
			cells: cells.map(presentCell),
		})),
	};
}

function presentCell(row: StoredRow | undefined): Matrix['rows'][number]['cells'][number] {
	if (!row) return { scored: 0, wins: 0, ties: 0, losses: 0, score: null };
	const { scored, wins, ties, losses } = row;
	return { scored, wins, ties, losses, score: presentEstimate(row.score) };
}
