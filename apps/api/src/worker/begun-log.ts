import type { Logger } from 'pino';
import type { RunRow } from '@codejoust/db/queries/runs/runs';

/** Says in the log, once for each run, that this worker plays it. */
export function openBegunLog(log: Logger): (run: RunRow['run'], endpoint: string) => void {
	const begun = new Set<string>();
	return ({ id: runId, startedAt, games }, endpoint) => {
		if (begun.has(runId)) return;
		begun.add(runId);
		const isNew = startedAt === null;
		log.info(
			{ runId, endpoint, games },
			isNew ? 'a run has started' : 'a run continues at this worker',
		);
	};
}
