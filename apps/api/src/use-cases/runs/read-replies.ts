import type { Place } from '@codejoust/db/queries/paging/newest-first';
import { listRunReplies, type RunReply } from '@codejoust/db/queries/runs/run-replies';
import { findRun } from '@codejoust/db/queries/runs/runs';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';

/** The replies of a run since it was made, newest first. */
export async function readReplies(
	{ db }: Pick<ApiDeps, 'db'>,
	asked: { readonly id: string; readonly before: Place | undefined; readonly limit: number },
): Promise<readonly RunReply[]> {
	const row = await findRun(db, asked.id);
	if (!row) throw new Refusal('not-found', `There is no run "${asked.id}".`);
	const { before, limit } = asked;
	return listRunReplies(db, { runId: asked.id, from: row.run.createdAt, before, limit });
}
