import type { Database } from '@codejoust/db/connect';
import {
	type BenchmarkVersionRow,
	listQuestionOutlines,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	lockDraft,
	noteUpload,
	readStoredAnswers,
	submitDraft as endDraft,
} from '@codejoust/db/queries/submissions/drafts';
import {
	listResponses,
	type ResponseRow,
	type SubmissionRow,
} from '@codejoust/db/queries/submissions/submissions';
import type { RunVia } from '@codejoust/db/schema/runs';
import { createResponseCollector } from '@codejoust/formats/responses/response-collector';
import { flagsOf } from '@codejoust/formats/checks/warnings';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';
import { findVersionOf } from '../benchmarks/asked-benchmark.ts';
import { refuseRetired } from '../benchmarks/benchmark-visibility.ts';
import { flagCopies } from './flag-copies.ts';
import { logPlannedRun } from '../runs/log-planned-run.ts';
import { type PlannedJudging, planJudging } from '../runs/plan-judging.ts';

export type DraftSubmission = {
	readonly visibility: 'public' | 'private' | undefined;
	readonly via: RunVia | undefined;
	readonly revision: number | undefined;
	readonly by: Actor;
	readonly isCleared: boolean;
};

/** Submits a draft that answers every question: its judging is planned in the same transaction. */
export async function submitDraft(
	deps: ApiDeps,
	draft: SubmissionRow,
	asked: DraftSubmission,
): Promise<PlannedJudging> {
	const { id } = draft;
	const version = await findVersionOf(deps.db, draft);
	refuseRetired(version);
	const judging = await deps.db.transaction(async (tx) => {
		const stored = await lockDraft(tx, id);
		if (!stored)
			throw new Refusal('conflict', `Submission ${id} is not a draft: it was submitted already.`);
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
		const responses = await listResponses(tx, id);
		await lookAgain(tx, { id, version }, responses);
		const { visibility, isCleared } = asked;
		const isPrivate = visibility === undefined ? undefined : visibility === 'private';
		await endDraft(tx, id, { isPrivate, isCleared });
		await appendAudit(tx, { ...asked.by, action: 'submission.create', subject: id });
		const questions = await listQuestionOutlines(tx, version.id);
		const { via } = asked;
		const { actor: keyId } = asked.by;
		return planJudging(tx, deps, { id, version, questions, responses, keyId, via });
	});
	deps.log.info({ submissionId: id, key: asked.by.actor }, 'a draft was submitted');
	logPlannedRun(deps, judging.run);
	await deps.enqueueRun(judging.run.id);
	return judging;
}

/** One answer to many questions may have come in many uploads, and what was suspicious may have been replaced. */
async function lookAgain(
	tx: Database,
	{ id, version }: { readonly id: string; readonly version: BenchmarkVersionRow },
	responses: readonly ResponseRow[],
): Promise<void> {
	const collector = createResponseCollector();
	let line = 0;
	for await (const answers of readStoredAnswers(tx, responses))
		for (const record of answers) collector.take({ kind: 'record', line: ++line, record });
	const { warnings } = collector.finish();
	const copies = await flagCopies(tx, { submissionId: id, version, hasReferences: true });
	await noteUpload(tx, id, {
		flags: [...flagsOf(warnings), ...copies.flatMap(({ code, isFlag }) => (isFlag ? [code] : []))],
		warnings: [...warnings.shown, ...copies].map(({ code, message }) => ({ code, message })),
	});
}
