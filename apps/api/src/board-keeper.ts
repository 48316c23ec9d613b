import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import { type Keeper, keepWorking } from './keep-working.ts';
import type { BoardThread } from './use-cases/board-thread.ts';
import { publishStaleBoards } from './use-cases/publish-board.ts';

/** Recomputes boards that have changed: at once when told that a run has ended, and now and then for what another process ended. */
export function keepBoards(options: {
	readonly db: Database;
	readonly log: Logger;
	readonly thread: BoardThread;
	readonly everyMs: number;
	/** Called when boards were recomputed. */
	readonly onPublished: () => void;
}): Keeper {
	return keepWorking({
		everyMs: options.everyMs,
		work: async () => {
			if ((await publishStaleBoards(options)) > 0) options.onPublished();
		},
		onTrouble: (error) => options.log.error({ err: error }, 'a board could not be recomputed'),
	});
}
