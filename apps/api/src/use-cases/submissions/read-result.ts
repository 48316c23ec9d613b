import { findSubmission } from '@codejoust/db/queries/submissions/submissions';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import type { FoundResult } from '../../present/submission-result.ts';
import { Refusal } from '../../refusal.ts';
import { findJudgedRun, type NumbersDeps, readNumbers } from './judged-numbers.ts';

/** The numbers of one submission, for a viewer who may see it. */
export async function readResult(
	deps: NumbersDeps,
	{ id, viewer }: { readonly id: string; readonly viewer: Viewer },
): Promise<FoundResult> {
	const submission = await findSubmission(deps.db, id, viewer);
	if (!submission) throw new Refusal('not-found', `There is no submission "${id}".`);
	const run = await findJudgedRun(deps.db, submission);
	if (!run) return { submission, judged: undefined };
	const numbers = await readNumbers(deps, submission, run);
	return { submission, judged: { judge: run.judge, numbers } };
}
