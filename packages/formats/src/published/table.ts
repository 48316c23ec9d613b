import type { Place, Problem, ReasonCode } from '../checks/problem.ts';
import type { JsonObject } from '../rows/json-row.ts';

/** A row of a table with its cells by the names of their columns. */
export type TableRow = Place & {
	readonly cells: JsonObject;
	/** The column that its figures are from, in a table with a column for each group. */
	readonly column?: string;
};

export type Table =
	| {
			readonly kind: 'table';
			/** In the order of their first use. */
			readonly columns: readonly string[];
			readonly rows: readonly TableRow[];
	  }
	| { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/** Refuses a file for what is wrong with all of it. */
export function refuseTable(reason: ReasonCode, message: string): Table {
	return { kind: 'refused', problems: [{ reason, message }] };
}
