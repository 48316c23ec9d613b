import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import { settleJuriesOf } from '../worker/settle-jury.ts';

export type JuryWatch = {
	/** Decides what juries and cascades can decide since these runs have ended, and has the rest asked. */
	readonly look: (runIds: readonly string[]) => void;
	/** Resolves when all of it is done. */
	readonly settle: () => Promise<void>;
};

/** What is missed here, as by a kill, is found when somebody looks for unfinished runs. */
export function watchJuries(parts: {
	readonly db: Database;
	readonly log: Logger;
	readonly onFinishedRuns: (runIds: readonly string[]) => void;
	readonly enqueueRun: (runId: string) => Promise<void>;
}): JuryWatch {
	const { db, log, onFinishedRuns, enqueueRun } = parts;
	let looked: Promise<void> = Promise.resolve();
	return {
		look: (runIds) => {
			looked = looked
				.then(async () => {
					const { finished, opened } = await settleJuriesOf(db, runIds);
					for (const runId of opened) await enqueueRun(runId);
					// The second judge may have judged all of it for another run, whose end was long ago.
					const later = await settleJuriesOf(db, opened);
					const ended = [...finished, ...later.finished];
					if (ended.length > 0) onFinishedRuns(ended);
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
