import type { CriteriaBoard } from '@codejoust/contract/client';
import { criterionTitles } from '@codejoust/contract/criteria-words';
import { modelName } from '@codejoust/contract/model-name';
import { type BoardQuery, readBoardQuery } from '../board/board-query.ts';
import { filterModels, modelChoices } from '../board/model-filter.ts';
import { benchmarkName, boardPath, criteriaPath, withParams } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';
import {
	columnKeys,
	compareRows,
	type CriteriaSort,
	isCriteriaSort,
	nextCriteriaSort,
	readCriteriaSort,
} from './criteria-sort.ts';

/** Everything that the page of criteria draws. */
export type CriteriaView = {
	/** The benchmark as the reader wrote it, with or without a version. */
	readonly benchmark: string;
	/** `slug@version`. */
	readonly name: string;
	/** The page's own address. */
	readonly path: string;
	readonly query: BoardQuery;
	readonly found: CriteriaBoard;
	readonly columns: readonly CriteriaColumn[];
	readonly sort: CriteriaSort;
	/** As the address has it; absent for the usual one. */
	readonly sortText: string | undefined;
	/** Where the head of the models leads. */
	readonly modelSort: string;
	/** Models that the filters hide are no rows. */
	readonly rows: CriteriaBoard['rows'];
	/** Names that stand in more than one row: the boards have them by different submissions. */
	readonly repeated: readonly string[];
	readonly modelChoices: ReturnType<typeof modelChoices>;
	readonly ignored: readonly string[];
	readonly isRehearsal: boolean;
	readonly hasCriteria: boolean;
	readonly json: string;
	readonly csv: string;
};

type CriteriaColumn = CriteriaBoard['columns'][number] & {
	readonly title: string;
	/** Where its head sorts the table. */
	readonly sortPath: string;
	/** Its own board. */
	readonly board: string;
};

export function viewCriteria(
	benchmark: string,
	search: URLSearchParams,
	found: CriteriaBoard,
): CriteriaView {
	const query = readBoardQuery(search);
	const asked = search.get('sort')?.trim() || undefined;
	const keys = columnKeys(found);
	const isKnown = asked === undefined || isCriteriaSort(asked, keys);
	const sort = readCriteriaSort(asked, keys);
	const name = benchmarkName(found.benchmark);
	const path = criteriaPath(benchmark);
	const kept = { ...query.models, judge: query.slice.judge };
	const sortPath = (column: CriteriaSort['column']) =>
		withParams(path, { ...kept, sort: nextCriteriaSort(sort, column, keys) });
	const titles = criterionTitles(found).map(showHidden);
	const judge = { judge: query.slice.judge };
	return {
		benchmark,
		name,
		path,
		query,
		found,
		columns: found.columns.map((column, at) => ({
			...column,
			title: titles[at] ?? '',
			sortPath: sortPath(at),
			board: withParams(boardPath(benchmark), { judge: column.judge.name }),
		})),
		sort,
		sortText: isKnown ? asked : undefined,
		modelSort: sortPath('model'),
		rows: filterModels(found.rows, query.models).toSorted(compareRows(sort)),
		repeated: listRepeated(found),
		modelChoices: modelChoices(found.rows),
		ignored: [
			...(isKnown ? [] : [`sort=${asked}: the columns are ${['model', ...keys].join(', ')}`]),
			...query.ignored.filter((sentence) => !sentence.startsWith('sort=')),
		],
		isRehearsal: found.columns.some((column) => column.judge.is_rehearsal),
		hasCriteria: found.columns.some((column) => column.judge.criterion !== null),
		json: withParams(`/v1/leaderboards/${name}/criteria`, judge),
		csv: withParams(`/v1/leaderboards/${name}/criteria.csv`, judge),
	};
}

function listRepeated({ rows }: CriteriaBoard): readonly string[] {
	const names = rows.map(({ model }) => `${model.slug} ${modelName(model)}`);
	const repeated = rows.filter((_, at) => names.indexOf(names[at] ?? '') < at);
	return [...new Set(repeated.map(({ model }) => showHidden(modelName(model))))];
}
