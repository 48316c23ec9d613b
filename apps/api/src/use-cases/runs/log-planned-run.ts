import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { PlannedRun } from './planned-run.ts';

/** Says in the log that a run was planned: after the transaction, since one that failed has planned nothing. */
export function logPlannedRun({ log }: Pick<ApiDeps, 'log'>, run: PlannedRun): void {
	const { id: runId, submission, judge, via, identities } = run;
	log.info(
		{ runId, submissionId: submission.id, judge: nameJudge(judge), via, games: identities.length },
		identities.length === 0 ? 'a run is done: no game has to be asked' : 'a run is planned',
	);
}
