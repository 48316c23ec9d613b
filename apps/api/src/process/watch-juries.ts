import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import { settleJuriesOf } from '../worker/settle-jury.ts';

export type JuryWatch = {
	/** Decides what juries can decide since these runs have ended. */
	readonly look: (runIds: readonly string[]) => void;
	/** Resolves when all of it is done. */
	readonly settle: () => Promise<void>;
};

/** What is missed here, as by a kill, is found when somebody looks for unfinished runs. */
export function watchJuries(parts: {
	readonly db: Database;
	readonly log: Logger;
	readonly onFinishedRuns: (runIds: readonly string[]) => void;
}): JuryWatch {
	const { db, log, onFinishedRuns } = parts;
	let looked: Promise<void> = Promise.resolve();
	return {
		look: (runIds) => {
			looked = looked
				.then(async () => {
					const finished = await settleJuriesOf(db, runIds);
					if (finished.length > 0) onFinishedRuns(finished);
				})
				.catch((error: unknown) =>
					log.warn(
						{ err: error, runIds },
						'the juries of runs that have ended are not settled yet',
					),
				);
		},
		settle: () => looked,
	};
}
