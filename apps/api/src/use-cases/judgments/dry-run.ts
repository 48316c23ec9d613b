import type { Database } from '@codejoust/db/connect';

/** Thrown to take back what a dry run has written. */
class DryRun<Stored> extends Error {
	readonly stored: Stored;
	constructor(stored: Stored) {
		super('a dry run stores nothing');
		this.stored = stored;
	}
}

/** Stores all that `store` writes, or nothing; a dry run writes the same, and takes it back. */
export async function storeOrTakeBack<Stored>(
	db: Database,
	isDryRun: boolean,
	store: (tx: Database) => Promise<Stored>,
): Promise<Stored> {
	let taken: DryRun<Stored> | undefined;
	try {
		return await db.transaction(async (tx) => {
			const stored = await store(tx);
			if (!isDryRun) return stored;
			taken = new DryRun(stored);
			throw taken;
		});
	} catch (error) {
		if (taken !== undefined && error === taken) return taken.stored;
		throw error;
	}
}
