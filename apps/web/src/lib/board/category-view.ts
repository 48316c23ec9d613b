import type { LeaderboardRow, Matrix } from '@codejoust/contract/client';
import { categoriesPath, withParams } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';
import type { BoardFrame } from './board-view.ts';
import { filterModels, modelChoices } from './model-filter.ts';

/** Everything that the heat map of a board draws. */
export type CategoryView = {
	readonly frame: BoardFrame;
	/** The address of the categories' own page. */
	readonly path: string;
	/** The one whose subcategories the columns are. */
	readonly category: string | null;
	readonly columns: readonly HeatColumn[];
	readonly rows: Matrix['rows'];
	/** Models that the filters hide are no rows. */
	readonly models: number;
	readonly modelChoices: ReturnType<typeof modelChoices>;
};

type HeatColumn = {
	readonly name: string;
	readonly n: number;
	/** Where the head of the column leads: its subcategories, or the ranking of its questions. */
	readonly to: string;
	/** The questions of its cells, for the list of battles. */
	readonly slice: { readonly category: string; readonly subcategory?: string };
};

export function viewCategories(
	frame: BoardFrame,
	rows: readonly LeaderboardRow[],
	matrix: Matrix,
): CategoryView {
	const { models, params } = frame.query;
	const shown = new Set(filterModels(rows, models).map((row) => row.submission_id));
	const path = categoriesPath(frame.benchmark);
	return {
		frame,
		path,
		category: matrix.category,
		columns: matrix.columns.map(({ category, subcategory, n }) => ({
			name: showHidden(subcategory ?? category),
			n,
			to:
				subcategory === null
					? withParams(path, { ...params, category })
					: withParams(frame.path, { ...params, category, subcategory }),
			slice: { category, ...(subcategory === null ? {} : { subcategory }) },
		})),
		rows: matrix.rows.filter((row) => shown.has(row.submission_id)),
		models: matrix.rows.length,
		modelChoices: modelChoices(rows),
	};
}
