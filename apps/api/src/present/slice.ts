import type { Slice } from '@codejoust/arena/outcomes/board-input';

/** A slice as answers name it. */
export function presentSlice(slice: Slice) {
	return {
		category: slice.category ?? null,
		subcategory: slice.subcategory ?? null,
		language: slice.language ?? null,
		difficulty: slice.difficulty ?? null,
	};
}
