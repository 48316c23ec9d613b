import { appendAudit } from '@codejoust/db/queries/access';
import { reopenUnscored } from '@codejoust/db/queries/run-control';
import { listUnscoredRuns } from '@codejoust/db/queries/unscored-runs';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import type { BoardRetry } from '../schemas/operation.ts';
import { findBoard } from './find-board.ts';

/** Opens all unscored battles of a board's runs again and writes it down. Refuses when there is none. */
export async function retryBoard(
	deps: ApiDeps,
	request: {
		readonly benchmark: string;
		readonly judge: string | undefined;
		readonly by: Actor;
	},
): Promise<BoardRetry> {
	const { facts, board } = await findBoard(deps, request.benchmark, request.judge);
	const name = `${facts.version.slug}@${facts.version.version}`;
	const judge = presentJudgeBrief(board.judge).name;
	const runs = [];
	for (const id of await listUnscoredRuns(deps.db, board)) {
		const battles = await reopenUnscored(deps.db, id);
		if (battles === 0) continue;
		await deps.enqueueRun(id);
		runs.push({ id, battles_reopened: battles });
	}
	if (runs.length === 0) {
		throw new Refusal(
			'conflict',
			`The board of ${name} under ${judge} has no unscored battle to ask again.`,
		);
	}
	const reopened = runs.reduce((sum, run) => sum + run.battles_reopened, 0);
	await appendAudit(deps.db, {
		...request.by,
		action: 'board.retry',
		subject: `${name} ${judge}`,
		detail: { runs, battles_reopened: reopened },
	});
	return { benchmark: name, judge, battles_reopened: reopened, runs };
}
