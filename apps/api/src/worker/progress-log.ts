import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import type { NewJudgment } from '@codejoust/db/queries/append-judgments';
import { type SettledBattle, storeProgress } from '@codejoust/db/queries/store-progress';

/** How long the first arrival waits for company before both share a transaction. */
const GATHER_MS = 3;
/**
 * How long an outcome waits for a judgment to share its transaction. What a kill takes from here is decided again from
 * the stored judgments, and nobody is asked.
 */
const OUTCOME_WAIT_MS = 40;
const LONGEST_PAUSE_MS = 2000;

export type ProgressLog = {
	/** Resolves when the judgment is on disk. */
	readonly record: (judgment: NewJudgment) => Promise<void>;
	/** Resolves when the battle's outcome is on disk. */
	readonly settle: (battle: SettledBattle) => Promise<void>;
	/** Resolves when nothing is waiting to be stored. */
	readonly drain: () => Promise<void>;
};

type Entry =
	| { readonly kind: 'judgment'; readonly row: NewJudgment }
	| { readonly kind: 'battle'; readonly row: SettledBattle };
type Waiting = Entry & { readonly resolve: () => void };

/**
 * Group commit: everything that arrives while one transaction runs goes into the next one. A batch that the
 * database refuses is handed in again until it is taken, since what came back has been paid for.
 */
export function createProgressLog(options: {
	readonly db: Database;
	readonly log: Logger;
	readonly onFinishedRuns: (runIds: readonly string[]) => void;
}): ProgressLog {
	let waiting: Waiting[] = [];
	let flushing: Promise<void> | undefined;
	let patience: NodeJS.Timeout | undefined;
	let isDue = false;

	const enter = (entry: Entry) =>
		new Promise<void>((resolve) => {
			waiting.push({ ...entry, resolve });
			if (entry.kind === 'judgment') startFlush();
			else patience ??= setTimeout(startFlush, OUTCOME_WAIT_MS);
		});

	const startFlush = () => {
		isDue = true;
		flushing ??= flush().finally(() => (flushing = undefined));
	};

	async function flush(): Promise<void> {
		while (isDue) {
			await pause(GATHER_MS);
			clearTimeout(patience);
			patience = undefined;
			isDue = false;
			const batch = waiting;
			waiting = [];
			options.onFinishedRuns(await storeUntilTaken(batch, options));
			for (const { resolve } of batch) resolve();
		}
	}

	return {
		record: (row) => enter({ kind: 'judgment', row }),
		settle: (row) => enter({ kind: 'battle', row }),
		drain: async () => {
			while (waiting.length > 0 || flushing) {
				startFlush();
				await flushing;
			}
		},
	};
}

async function storeUntilTaken(
	batch: readonly Waiting[],
	{ db, log }: { readonly db: Database; readonly log: Logger },
): Promise<readonly string[]> {
	const judgments = batch.flatMap((entry) => (entry.kind === 'judgment' ? [entry.row] : []));
	const settled = batch.flatMap((entry) => (entry.kind === 'battle' ? [entry.row] : []));
	for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
		try {
			return await storeProgress(db, { judgments, settled });
		} catch (error) {
			log.error({ err: error, judgments: judgments.length }, 'judgments are not stored yet');
			await pause(pauseMs);
		}
	}
}
