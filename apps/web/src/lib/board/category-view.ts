import type { LeaderboardRow, Matrix } from '@codejoust/contract/client';
import { categoriesPath, withParams } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';
import type { BoardFrame } from './board-view.ts';
import {
	type CategorySort,
	nextCategorySort,
	readCategorySort,
	sortByCategory,
} from './category-sort.ts';
import { filterModels, modelChoices } from './model-filter.ts';

/** Everything that the heat map of a board draws. */
export type CategoryView = {
	readonly frame: BoardFrame;
	/** The address of the categories' own page. */
	readonly path: string;
	/** The one whose subcategories the columns are. */
	readonly category: string | null;
	/** The head of the column of all questions. */
	readonly all: Pick<HeatColumn, 'sortTo' | 'sorted'>;
	readonly columns: readonly HeatColumn[];
	/** What the address asks the rows to be sorted by and the table has no column for. */
	readonly unknownSort: string | undefined;
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
	/** Where its rows stand in its order, in the other direction where they do already. */
	readonly sortTo: string;
	readonly sorted: CategorySort['direction'] | undefined;
	/** The questions of its cells, for the list of battles. */
	readonly slice: { readonly category: string; readonly subcategory?: string };
};

export function viewCategories(
	frame: BoardFrame,
	rows: readonly LeaderboardRow[],
	matrix: Matrix,
	by: string | null,
): CategoryView {
	const { models, params } = frame.query;
	const shown = new Set(filterModels(rows, models).map((row) => row.submission_id));
	const path = categoriesPath(frame.benchmark);
	const names = matrix.columns.map((column) => column.subcategory ?? column.category);
	const sort = readCategorySort(by, names);
	const address = matrix.category === null ? params : { ...params, category: matrix.category };
	const headOf = (column: string | undefined) => ({
		sortTo: withParams(path, { ...address, by: nextCategorySort(sort, column) }),
		sorted: sort.column === column ? sort.direction : undefined,
	});
	const filtered = matrix.rows.filter((row) => shown.has(row.submission_id));
	return {
		frame,
		path,
		category: matrix.category,
		all: headOf(undefined),
		unknownSort: by !== null && sort.column === undefined && by !== '-' ? by : undefined,
		columns: matrix.columns.map(({ category, subcategory, n }) => ({
			...headOf(subcategory ?? category),
			name: showHidden(subcategory ?? category),
			n,
			to:
				subcategory === null
					? withParams(path, { ...params, category })
					: withParams(frame.path, { ...params, category, subcategory }),
			slice: { category, ...(subcategory === null ? {} : { subcategory }) },
		})),
		rows: sortByCategory(filtered, names, sort),
		models: matrix.rows.length,
		modelChoices: modelChoices(rows),
	};
}
