import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { Connection } from '@codejoust/db/connect';
import type { ReplyJournal } from '@codejoust/db/journal/reply-journal';
import {
	appendJudgments,
	type NewJudgment,
	prepareToAppend,
} from '@codejoust/db/queries/runs/append-judgments';
import { type SettledBattle, settleBattles } from '@codejoust/db/queries/runs/settle-battles';
import { isRefusalOfRows, mayPass, storeApart } from '@codejoust/db/refused-rows';
import { createGroupCommit } from './group-commit.ts';
import { REFUSED, refusedBattle, refusedJudgment } from './refused-row.ts';

/** A few judgments share a statement, so that most of a burst is on its way to disk before all of it has been read. */
const JUDGMENTS = { gatherMs: 3, enough: 8, mostUnderway: 4 };
/** In a journal they are safe before that: as few statements as possible, so that the rest of a burst is read sooner. */
const JOURNALED = { gatherMs: 10, enough: 64, mostUnderway: 1 };
/** What a kill takes of these is decided again from the stored judgments, and nobody is asked. */
const OUTCOMES = { gatherMs: 40, enough: 256, mostUnderway: 1 };
const LONGEST_PAUSE_MS = 2000;
/** Of a failure that waiting does not mend: then the chunk fails, and with it the run is held. About 40 s. */
const MOST_TRIES = 25;

export type ProgressLog = {
	/** Resolves when the judgment is on disk; with what stands there instead when the database refuses it. */
	readonly record: (judgment: NewJudgment) => Promise<Judgment | undefined>;
	/** Resolves when the battle's outcome is on disk; a battle that the database refuses is stored as unscored. */
	readonly settle: (battle: SettledBattle) => Promise<void>;
	/** Resolves when nothing is waiting to be stored. */
	readonly drain: () => Promise<void>;
};

/**
 * Stores what came back and what it decided; with a journal, first of all what an earlier process left there. While the database is away or busy a batch is handed in again until it is
 * taken, since what came back has been paid for. A row that the database refuses is set aside with its reason, and keeps no
 * other out.
 */
export async function openProgressLog(options: {
	readonly connection: Connection;
	readonly log: Logger;
	/** Where a reply is safe while it waits for the database; absent where the database is a server. */
	readonly journal?: ReplyJournal | undefined;
	readonly onFinishedRuns: (runIds: readonly string[]) => void;
}): Promise<ProgressLog> {
	const { connection, log, journal } = options;
	await prepareToAppend(connection.appending);
	const judgments = createGroupCommit(
		journal ? JOURNALED : JUDGMENTS,
		(batch: readonly NewJudgment[]) =>
			storeApart(batch, (rows) =>
				untilTaken(() => appendJudgments(connection.appending, rows), log),
			),
	);
	const outcomes = createGroupCommit(OUTCOMES, (batch: readonly SettledBattle[]) =>
		storeApart(batch, async (rows) =>
			options.onFinishedRuns(await untilTaken(() => settleBattles(connection.db, rows), log)),
		),
	);
	const store = async (judgment: NewJudgment) => {
		try {
			await judgments.add(judgment);
			return undefined;
		} catch (error) {
			if (!isRefusalOfRows(error)) throw error;
			const { runId, identity } = judgment;
			log.error({ err: error, runId, identity }, 'the database refuses a judgment');
			await judgments.add(refusedJudgment(judgment, error));
			return REFUSED;
		}
	};
	if (journal) {
		const { unreadable } = journal;
		if (unreadable > 0) log.warn({ unreadable }, 'the journal has replies that cannot be read');
		await Promise.all(journal.left.map(store));
		journal.forget();
	}
	return {
		record: async (judgment) => {
			const settle = journal && keepIn(journal, judgment, log);
			const instead = await store(judgment);
			settle?.();
			return instead;
		},
		settle: async (battle) => {
			try {
				await outcomes.add(battle);
			} catch (error) {
				if (!isRefusalOfRows(error)) throw error;
				const { runId, id } = battle;
				log.error(
					{ err: error, runId, battle: id },
					'the database refuses the outcome of a battle',
				);
				await outcomes.add(refusedBattle(battle));
			}
		},
		drain: async () => {
			await judgments.drain();
			await outcomes.drain();
		},
	};
}

/** Without it the reply is safe once the database has it, as on a server. */
function keepIn(
	journal: ReplyJournal,
	judgment: NewJudgment,
	log: Logger,
): (() => void) | undefined {
	try {
		return journal.write(judgment);
	} catch (error) {
		log.warn({ err: error }, 'a reply could not be written to the journal');
		return undefined;
	}
}

async function untilTaken<Answer>(store: () => Promise<Answer>, log: Logger): Promise<Answer> {
	let pauseMs = 50;
	for (let tries = 1; ; tries++) {
		try {
			return await store();
		} catch (error) {
			if (isRefusalOfRows(error) || (tries === MOST_TRIES && !mayPass(error))) throw error;
			log.error({ err: error }, 'judgments are not stored yet');
			await pause(pauseMs);
			pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
		}
	}
}
