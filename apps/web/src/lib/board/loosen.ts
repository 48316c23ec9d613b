import type { LeaderboardQuery } from '@codejoust/contract/client';
import type { BoardQuery } from './board-query.ts';
import { filterModels, type ModelFilter } from './model-filter.ts';
import { type LeftOut, SLICE_KEYS } from './slice.ts';

const MODEL_KEYS = ['q', 'org', 'licence', 'open'] as const;

/** The slice with one filter fewer each time, the last one left out first, down to a single filter. */
export function looserSlices(slice: LeaderboardQuery): readonly LeaderboardQuery[] {
	return fewerEachTime(SLICE_KEYS.filter((key) => slice[key] !== undefined)).map((left) =>
		without(slice, left),
	);
}

/** The query with another slice, and what it had to leave out for it. */
export function loosenQuery(query: BoardQuery, slice: LeaderboardQuery): BoardQuery {
	const left = SLICE_KEYS.filter((key) => query.slice[key] !== undefined && !slice[key]);
	return {
		...query,
		slice,
		params: without(query.params, left),
		leftOut: left.map((key) => ({ key, value: query.slice[key] ?? '' })),
	};
}

/**
 * The models of a filter. Where several filters together leave none, the last ones are left out until some model
 * matches; one filter alone may match none.
 */
export function loosenModels<Row extends Parameters<typeof filterModels>[0][number]>(
	rows: readonly Row[],
	models: ModelFilter,
): {
	readonly shown: readonly Row[];
	readonly models: ModelFilter;
	readonly leftOut: readonly LeftOut[];
} {
	const asked = { shown: filterModels(rows, models), models, leftOut: [] };
	if (asked.shown.length > 0 || rows.length === 0) return asked;
	for (const left of fewerEachTime(MODEL_KEYS.filter((key) => models[key] !== undefined))) {
		const looser = without(models, left);
		const shown = filterModels(rows, looser);
		const leftOut = left.map((key) => ({ key, value: models[key] ?? '' }));
		if (shown.length > 0) return { shown, models: looser, leftOut };
	}
	return asked;
}

/** The last key, the last two, … so that at least one key stays. */
function fewerEachTime<Key>(keys: readonly Key[]): readonly (readonly Key[])[] {
	return keys.slice(1).map((_, place) => keys.slice(keys.length - 1 - place));
}

function without<Given extends object>(given: Given, keys: readonly string[]): Given {
	// Every key of a filter is optional.
	return Object.fromEntries(Object.entries(given).filter(([key]) => !keys.includes(key))) as Given;
}
