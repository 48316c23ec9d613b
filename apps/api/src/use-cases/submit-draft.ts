import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/access';
import {
	lockDraft,
	noteUpload,
	readStoredAnswers,
	submitDraft as endDraft,
} from '@codejoust/db/queries/submission-life';
import type { SubmissionRow } from '@codejoust/db/queries/submissions';
import { createResponseCollector } from '../client/response-collector.ts';
import { flagsOf } from '../client/warnings.ts';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { Refusal } from '../refusal.ts';
import { findBenchmarkOf } from './asked-benchmark.ts';
import { refuseRetired } from './benchmark-standing.ts';
import { beginJudging } from './begin-judging.ts';

export type DraftSubmission = {
	readonly visibility: 'public' | 'private' | undefined;
	readonly revision: number | undefined;
	readonly by: Actor;
	readonly isCleared: boolean;
};

/** Submits a draft that answers every question: its judging is planned in the same transaction. */
export async function submitDraft(
	deps: ApiDeps,
	draft: SubmissionRow,
	asked: DraftSubmission,
): Promise<void> {
	const { id } = draft;
	const { version } = await findBenchmarkOf(deps.db, draft);
	refuseRetired(version);
	const runId = await deps.db.transaction(async (tx) => {
		const stored = await lockDraft(tx, id);
		if (!stored) throw new Refusal('conflict', `Submission ${id} is no draft: it was submitted.`);
		if (asked.revision !== undefined && asked.revision !== stored.revision)
			throw new Refusal(
				'precondition-failed',
				`The draft is at revision ${stored.revision}, and If-Match asks for ${asked.revision}. Read it again.`,
			);
		if (stored.responses < version.questions)
			throw new Refusal(
				'conflict',
				`The draft answers ${stored.responses} of ${version.questions} questions; send the other ${version.questions - stored.responses} before it is submitted.`,
			);
		await lookAgain(tx, id);
		const { visibility, isCleared } = asked;
		const isPrivate = visibility === undefined ? undefined : visibility === 'private';
		await endDraft(tx, id, { isPrivate, isCleared });
		await appendAudit(tx, { ...asked.by, action: 'submission.create', subject: id });
		return beginJudging(tx, deps, { id, version, keyId: asked.by.actor });
	});
	await deps.enqueueRun(runId);
}

/** One answer to many questions may have come in many uploads, and what was suspicious may have been replaced. */
async function lookAgain(tx: Database, id: string): Promise<void> {
	const collector = createResponseCollector();
	let line = 0;
	for await (const answers of readStoredAnswers(tx, id))
		for (const record of answers) collector.take({ kind: 'record', line: ++line, record });
	const { warnings } = collector.finish();
	await noteUpload(tx, id, {
		flags: [...flagsOf(warnings)],
		warnings: warnings.shown.map(({ code, message }) => ({ code, message })),
	});
}
