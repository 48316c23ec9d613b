/** Postgres takes 65,535 parameters a statement; a thousand rows of at most 25 columns stay well below. */
const ROWS_PER_STATEMENT = 1000;

/** Hands rows to `insert` in pieces that one statement can carry, in order. */
export async function inBatches<Row>(
	rows: readonly Row[],
	insert: (batch: Row[]) => Promise<unknown>,
): Promise<void> {
	for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT)
		await insert(rows.slice(start, start + ROWS_PER_STATEMENT));
}
