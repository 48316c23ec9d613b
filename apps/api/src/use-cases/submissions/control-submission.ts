import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { advanceModelsRevision } from '@codejoust/db/queries/models/models-revision';
import { holdRun } from '@codejoust/db/queries/runs/run-control';
import {
	listOpenRuns,
	markBoardsOf,
	markRerun,
	publishSubmission,
	reviewSubmission,
	storeStatedPrice,
	withdrawSubmission,
} from '@codejoust/db/queries/submissions/drafts';
import type { StoredStatedPrice } from '@codejoust/db/schema/submissions';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { ApiDeps } from '../../deps.ts';
import { deriveSubmissionState } from '../../submission-state.ts';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';

export type SubmissionChange =
	| { readonly kind: 'publish' }
	| { readonly kind: 'withdraw'; readonly reason: string }
	| { readonly kind: 'clear' }
	| { readonly kind: 'reject'; readonly reason: string }
	/** What the answers cost, as somebody states it; no number of a board changes. */
	| {
			readonly kind: 'price';
			readonly price: StoredStatedPrice | null;
			readonly note: string | undefined;
	  }
	/** An operator has made the answers again, or takes that back; the note is for the audit log. */
	| { readonly kind: 'rerun' | 'unmark-rerun'; readonly note: string };

/** Changes who sees a submission, and writes down who did it. What was asked before is done again without harm. */
export async function controlSubmission(
	deps: ApiDeps,
	submission: SubmissionRow,
	{ change, by }: { readonly change: SubmissionChange; readonly by: Actor },
): Promise<void> {
	const { id } = submission;
	if (change.kind === 'publish' && isPublic(submission)) return;
	const cancelled = await deps.db.transaction(async (tx) => {
		const isDone = await act(tx, id, change);
		if (!isDone) throw refuse(submission, change.kind);
		if (change.kind !== 'price') await markBoardsOf(tx, id);
		const action = `submission.${change.kind}`;
		if ('note' in change) await advanceModelsRevision(tx);
		const detail = detailOf(change);
		await appendAudit(tx, { ...by, action, subject: id, detail });
		return isEnding(change) ? holdRuns(tx, id, change.reason) : [];
	});
	deps.log.info(
		{ submissionId: id, key: by.actor, runsCancelled: cancelled.length },
		CHANGED[change.kind],
	);
	for (const runId of cancelled) await deps.cancelChunks(runId);
}

const CHANGED: Readonly<Record<SubmissionChange['kind'], string>> = {
	publish: 'a submission was published',
	price: 'the stated price of a submission was changed',
	withdraw: 'a submission was withdrawn',
	clear: 'a submission was cleared in its review',
	reject: 'a submission was rejected in its review',
	rerun: 'a submission was marked as made again by an operator',
	'unmark-rerun': 'a submission lost the mark that an operator has made it again',
};

function isPublic({ state }: SubmissionRow): boolean {
	return state === 'published' || state === 'held';
}

function act(db: ApiDeps['db'], id: string, change: SubmissionChange): Promise<boolean> {
	switch (change.kind) {
		case 'publish':
			return publishSubmission(db, id);
		case 'withdraw':
			return withdrawSubmission(db, { id, reason: change.reason });
		case 'clear':
			return reviewSubmission(db, { id, decision: 'clear' });
		case 'reject':
			return reviewSubmission(db, { id, decision: 'reject', reason: change.reason });
		case 'price':
			return storeStatedPrice(db, id, change.price);
		case 'rerun':
		case 'unmark-rerun':
			return markRerun(db, id, change.kind === 'rerun');
	}
}

function detailOf(change: SubmissionChange): Readonly<Record<string, unknown>> {
	if (change.kind === 'price') return { price: change.price, reason: change.note };
	if ('reason' in change) return { reason: change.reason };
	return 'note' in change ? { reason: change.note } : {};
}

type Ending = Extract<SubmissionChange, { readonly reason: string }>;

function isEnding(change: SubmissionChange): change is Ending {
	return 'reason' in change;
}

/** Nobody waits for these numbers any more. */
async function holdRuns(db: ApiDeps['db'], id: string, reason: string): Promise<readonly string[]> {
	const runs = await listOpenRuns(db, id);
	for (const runId of runs)
		await holdRun(db, { runId, held: 'cancelled', cause: 'operator', reason });
	return runs;
}

function refuse(submission: SubmissionRow, kind: SubmissionChange['kind']): Refusal {
	const { state } = deriveSubmissionState(submission);
	const name = submission.isBaseline ? 'a baseline' : state;
	return new Refusal('conflict', `Submission ${submission.id} is ${name}: ${WHY_NOT[kind]}`);
}

const WHY_NOT: Readonly<Record<SubmissionChange['kind'], string>> = {
	price: 'a withdrawn submission has no price any more, and no price of a baseline is stated.',
	publish: 'only a private submission can be published, after it was submitted.',
	withdraw: 'a withdrawn submission stays withdrawn, and a baseline belongs to its benchmark.',
	clear: 'only a submission that was submitted and not withdrawn can be reviewed.',
	reject: 'only a submission that was submitted and not withdrawn can be reviewed.',
	rerun: 'only a submission that was submitted and not withdrawn can be marked.',
	'unmark-rerun': 'only a submission that was submitted and not withdrawn can be marked.',
};
