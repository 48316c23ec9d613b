import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import { type Keeper, keepWorking } from './keep-working.ts';
import type { BoardThread } from '../use-cases/boards/board-thread.ts';
import { measureStaleChecks } from '../use-cases/judge-checks/measure-checks.ts';
import { packWholeSnapshot } from '../use-cases/boards/pack-snapshot.ts';
import { publishStaleBoards } from '../use-cases/boards/publish-board.ts';

/**
 * Recomputes boards and judge checks that have changed: at once when told that a run has ended, and now and then for what another
 * process ended. Each time it also stores one snapshot of an earlier version in parts.
 */
export function keepBoards(options: {
	readonly db: Database;
	readonly log: Logger;
	readonly thread: BoardThread;
	readonly everyMs: number;
	/** Called when boards were recomputed. */
	readonly onPublished: () => void;
}): Keeper {
	const keptWhole = new Set<string>();
	const tell = (words: string) => (error: unknown) => options.log.error({ err: error }, words);
	return keepWorking({
		everyMs: options.everyMs,
		work: async () => {
			await publishStaleBoards(options).then(
				(boards) => boards > 0 && options.onPublished(),
				tell('a board could not be recomputed'),
			);
			await measureStaleChecks(options);
			await packWholeSnapshot(options, keptWhole);
		},
		onTrouble: tell('judge checks or old snapshots could not be read'),
	});
}
