import type { FieldMap } from '../rows/field-map.ts';
import type { TableOptions } from '../tables/csv-lines.ts';

const LISTS = ['languages', 'programming_language'];

/** How a table of questions is read, whose columns may have the names of a map. */
export function questionTable(map: FieldMap = new Map()): TableOptions {
	return {
		hasEmptyCellsDropped: true,
		lists: LISTS.flatMap((field) => [field, map.get(field) ?? []]).flat(),
		columns: [...map.values()],
	};
}
