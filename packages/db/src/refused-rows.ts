import { isDatabaseAway } from './database-away.ts';

/** SQLSTATE classes that speak of the rows themselves: data, constraints, and what is too large to be stored. */
const OF_ROWS = new Set(['22', '23', '54']);
/** Classes that speak of the server for now: connections, locks, resources, an operator who intervenes, its disks. */
const OF_NOW = new Set(['08', '25', '40', '53', '55', '57', '58', 'XX']);

/** Whether the database refuses the rows that it was given, and will again however often they are handed in. */
export function isRefusalOfRows(error: unknown): boolean {
	return OF_ROWS.has(classOf(error));
}

/** Whether the same statement may be taken later, with nothing changed but the state of the server. */
export function mayPass(error: unknown): boolean {
	return isDatabaseAway(error) || OF_NOW.has(classOf(error));
}

/**
 * Stores rows together. Where they are refused it stores each half by itself, and so on, so that a row which cannot be stored
 * keeps no other out. Returns the rows that were refused, each with its error; rejects with any other error.
 */
export async function storeApart<Row>(
	rows: readonly Row[],
	store: (rows: readonly Row[]) => Promise<void>,
): Promise<ReadonlyMap<Row, unknown>> {
	try {
		await store(rows);
		return new Map();
	} catch (error) {
		const [row, ...others] = rows;
		if (row === undefined || !isRefusalOfRows(error)) throw error;
		if (others.length === 0) return new Map([[row, error]]);
	}
	const middle = Math.ceil(rows.length / 2);
	const first = await storeApart(rows.slice(0, middle), store);
	return new Map([...first, ...(await storeApart(rows.slice(middle), store))]);
}

function classOf(error: unknown): string {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		if ('code' in at && typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code))
			return at.code.slice(0, 2);
	}
	return '';
}
