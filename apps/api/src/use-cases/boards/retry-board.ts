import type { BoardDeps } from './board-cache.ts';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { reopenUnscored } from '@codejoust/db/queries/runs/run-control';
import { listUnscoredRuns } from '@codejoust/db/queries/boards/board-coverage';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';
import type { BoardRetry } from '@codejoust/contract/schemas/operation';
import { findBoard } from './find-board.ts';

/** Opens all unscored battles of a board's runs again and writes it down. Refuses when there is none. */
export async function retryBoard(
	deps: BoardDeps & Pick<ApiDeps, 'enqueueRun'>,
	request: {
		readonly benchmark: string;
		readonly judge: string | undefined;
		readonly by: Actor;
	},
): Promise<BoardRetry> {
	const { loaded, board } = await findBoard(deps, request.benchmark, request.judge);
	const name = `${loaded.version.slug}@${loaded.version.version}`;
	const judge = nameJudge(board.judge);
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
