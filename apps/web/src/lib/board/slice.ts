import type { LeaderboardQuery } from '@codejoust/contract/client';

export const SLICE_KEYS = ['category', 'subcategory', 'language', 'difficulty'] as const;

/** A filter that was not used, since nothing matches it together with the others. */
export type LeftOut = { readonly key: string; readonly value: string };

/** What the address asks of a board: its slice and its judge; keys that are not set are absent. */
export function readSlice(search: URLSearchParams): LeaderboardQuery {
	const set = [...SLICE_KEYS, 'judge' as const].flatMap((key) => {
		const value = search.get(key)?.trim();
		return value ? [[key, value] as const] : [];
	});
	return Object.fromEntries(set);
}

/** True when the board is cut down to some of its questions. */
export function isFiltered(slice: LeaderboardQuery): boolean {
	return SLICE_KEYS.some((key) => slice[key] !== undefined);
}
