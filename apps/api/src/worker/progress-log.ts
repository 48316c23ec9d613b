import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Connection } from '@codejoust/db/connect';
import {
	appendJudgments,
	type NewJudgment,
	prepareToAppend,
} from '@codejoust/db/queries/append-judgments';
import { type SettledBattle, settleBattles } from '@codejoust/db/queries/settle-battles';
import { createGroupCommit } from './group-commit.ts';

/** A few judgments share a statement, so that most of a burst is on its way to disk before all of it has been read. */
const JUDGMENTS = { gatherMs: 3, enough: 8, mostUnderway: 4 };
/** What a kill takes of these is decided again from the stored judgments, and nobody is asked. */
const OUTCOMES = { gatherMs: 40, enough: 256, mostUnderway: 1 };
const LONGEST_PAUSE_MS = 2000;

export type ProgressLog = {
	/** Resolves when the judgment is on disk. */
	readonly record: (judgment: NewJudgment) => Promise<void>;
	/** Resolves when the battle's outcome is on disk. */
	readonly settle: (battle: SettledBattle) => Promise<void>;
	/** Resolves when nothing is waiting to be stored. */
	readonly drain: () => Promise<void>;
};

/**
 * Stores what came back and what it decided. A batch that the database refuses is handed in again until it is taken,
 * since what came back has been paid for.
 */
export async function openProgressLog(options: {
	readonly connection: Connection;
	readonly log: Logger;
	readonly onFinishedRuns: (runIds: readonly string[]) => void;
}): Promise<ProgressLog> {
	const { connection, log } = options;
	await prepareToAppend(connection.appending);
	const judgments = createGroupCommit(JUDGMENTS, (batch: readonly NewJudgment[]) =>
		untilTaken(() => appendJudgments(connection.appending, batch), log),
	);
	const outcomes = createGroupCommit(OUTCOMES, async (batch: readonly SettledBattle[]) =>
		options.onFinishedRuns(await untilTaken(() => settleBattles(connection.db, batch), log)),
	);
	return {
		record: judgments.add,
		settle: outcomes.add,
		drain: async () => {
			await judgments.drain();
			await outcomes.drain();
		},
	};
}

async function untilTaken<Answer>(store: () => Promise<Answer>, log: Logger): Promise<Answer> {
	for (let pauseMs = 50; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
		try {
			return await store();
		} catch (error) {
			log.error({ err: error }, 'judgments are not stored yet');
			await pause(pauseMs);
		}
	}
}
