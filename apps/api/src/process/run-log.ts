import type { Logger } from 'pino';
import type { Database } from '@codejoust/db/connect';
import { findRun } from '@codejoust/db/queries/runs/runs';

export type RunLog = {
	/** Says in the log that runs have ended, with what came of them. */
	readonly finished: (runIds: readonly string[]) => void;
	/** Resolves when all of it has been said. */
	readonly settle: () => Promise<void>;
};

export function openRunLog(parts: { readonly db: Database; readonly log: Logger }): RunLog {
	let said: Promise<void> = Promise.resolve();
	return {
		finished: (runIds) => {
			said = said
				.then(() => logFinishedRuns(parts, runIds))
				.catch((error: unknown) =>
					parts.log.warn({ err: error, runIds }, 'runs are done, and their figures are not known'),
				);
		},
		settle: () => said,
	};
}

async function logFinishedRuns(
	{ db, log }: Parameters<typeof openRunLog>[0],
	runIds: readonly string[],
): Promise<void> {
	for (const runId of runIds) {
		const found = await findRun(db, runId);
		if (!found) continue;
		const { run } = found;
		const begunAt = run.startedAt ?? run.createdAt;
		log.info(
			{
				runId,
				submissionId: run.submissionId,
				endpoint: run.endpoint,
				games: run.games,
				scored: run.gamesScored,
				unscored: run.gamesUnscored,
				seconds: Math.round(((run.finishedAt ?? begunAt).getTime() - begunAt.getTime()) / 1000),
				promptTokens: run.promptTokens,
				completionTokens: run.completionTokens,
				costMicroUsd: run.costMicroUsd,
			},
			'a run is done',
		);
	}
}
