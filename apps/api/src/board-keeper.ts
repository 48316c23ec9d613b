import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import type { BoardThread } from './use-cases/board-thread.ts';
import { measureStaleChecks } from './use-cases/measure-checks.ts';
import { publishStaleBoards } from './use-cases/publish-board.ts';

export type BoardKeeper = {
	/** Says that a run has ended and its board has changed. */
	readonly wake: () => void;
	readonly stop: () => Promise<void>;
};

/** Recomputes boards and judge checks that have changed: at once when told, and now and then for what another process ended. */
export function keepBoards(options: {
	readonly db: Database;
	readonly log: Logger;
	readonly thread: BoardThread;
	readonly everyMs: number;
}): BoardKeeper {
	let working: Promise<void> | undefined;
	let isAgain = false;

	const work = async () => {
		do {
			isAgain = false;
			await publishStaleBoards(options).catch((error: unknown) =>
				options.log.error({ err: error }, 'a board could not be recomputed'),
			);
			await measureStaleChecks(options).catch((error: unknown) =>
				options.log.error({ err: error }, 'judge checks could not be looked for'),
			);
		} while (isAgain);
	};
	const wake = () => {
		isAgain = true;
		working ??= work().finally(() => (working = undefined));
	};
	const timer = setInterval(wake, options.everyMs);

	return {
		wake,
		stop: async () => {
			clearInterval(timer);
			isAgain = false;
			await working;
		},
	};
}
