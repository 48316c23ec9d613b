export type GroupCommit<Row> = {
	/** Resolves when the row is stored; rejects with what it, or all of its batch, was refused for. */
	readonly add: (row: Row) => Promise<void>;
	/** Resolves when everything that was added is stored. */
	readonly drain: () => Promise<void>;
};

type Waiting<Row> = {
	readonly row: Row;
	readonly resolve: () => void;
	readonly reject: (reason: unknown) => void;
};

/**
 * Lets rows share a statement: the first waits up to `gatherMs` for company, `enough` of them do not wait, and while
 * `mostUnderway` batches are being stored the next one grows. `store` answers with the rows that it could not store, if any,
 * each with its error.
 */
export function createGroupCommit<Row>(
	limits: {
		readonly gatherMs: number;
		readonly enough: number;
		readonly mostUnderway: number;
	},
	store: (batch: readonly Row[]) => Promise<ReadonlyMap<Row, unknown>>,
): GroupCommit<Row> {
	const underway = new Set<Promise<void>>();
	let waiting: Waiting<Row>[] = [];
	let timer: NodeJS.Timeout | undefined;
	let isDue = false;

	/** Not after the next turn of the event loop: that comes when all replies of a burst have been read. */
	const send = () => {
		isDue = true;
		if (underway.size >= limits.mostUnderway || waiting.length === 0) return;
		clearTimeout(timer);
		timer = undefined;
		isDue = false;
		const batch = waiting;
		waiting = [];
		const stored = store(batch.map(({ row }) => row))
			.then(
				(refused) =>
					batch.forEach(({ row, resolve, reject }) =>
						refused.has(row) ? reject(refused.get(row)) : resolve(),
					),
				(error: unknown) => batch.forEach(({ reject }) => reject(error)),
			)
			.finally(() => {
				underway.delete(stored);
				if (isDue) send();
			});
		underway.add(stored);
	};

	return {
		add: (row) =>
			new Promise((resolve, reject) => {
				waiting.push({ row, resolve, reject });
				if (waiting.length >= limits.enough) send();
				else timer ??= setTimeout(send, limits.gatherMs);
			}),
		drain: async () => {
			while (waiting.length > 0 || underway.size > 0) {
				send();
				await Promise.race(underway);
			}
		},
	};
}
