const TRIES = 5;
const DEADLOCK = '40P01';

/** Two uploads may store the same texts in different orders; Postgres then ends one of them, which begins anew. */
export async function retryDeadlocks<Result>(work: () => Promise<Result>): Promise<Result> {
	for (let tried = 1; ; tried++) {
		try {
			return await work();
		} catch (error) {
			if (tried === TRIES || !isDeadlock(error)) throw error;
		}
	}
}

function isDeadlock(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	return ('code' in error && error.code === DEADLOCK) || isDeadlock(error.cause);
}
