import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/access';
import { lockDraft, noteUpload } from '@codejoust/db/queries/submission-life';
import { listResponses, type SubmissionRow } from '@codejoust/db/queries/submissions';
import type { KnownQuestion } from '../client/known-questions.ts';
import { LIMITS } from '../client/limits.ts';
import { listNames } from '../client/printable.ts';
import type { ResponseSummary } from '../client/response-collector.ts';
import { SUSPICION_CODES } from '../client/suspicions.ts';
import { flagsOf } from '../client/warnings.ts';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { Refusal } from '../refusal.ts';
import { type AnswerSource, checkAnswers, readAnswers } from './answer-source.ts';
import { findBenchmarkOf } from './asked-benchmark.ts';
import { refuseProblems } from './refuse-problems.ts';
import { retryDeadlocks } from './retry-deadlocks.ts';
import { storeResponses } from './store-responses.ts';

export type Upload = {
	readonly source: AnswerSource;
	/** What `If-Match` asks for: the draft as its sender has seen it. */
	readonly revision: number | undefined;
	/** Answers may take the place of those that are there. */
	readonly isReplacing: boolean;
	readonly by: Actor;
};

/** Adds some of its answers to a draft, all of the upload or nothing; two uploads at once come one after the other. */
export async function appendResponses(
	deps: ApiDeps,
	draft: SubmissionRow,
	upload: Upload,
): Promise<void> {
	if (draft.state !== 'draft') throw refuseSubmitted(draft.id);
	const { questions } = await findBenchmarkOf(deps.db, draft);
	const options = { questions, isPartial: true };
	const report = await checkAnswers(upload.source, options);
	refuseProblems('responses', report.problems);
	await retryDeadlocks(() =>
		deps.db.transaction(async (tx) => {
			await admit(tx, draft.id, { upload, report, questions });
			await storeResponses(tx, {
				submissionId: draft.id,
				benchmarkVersionId: draft.benchmarkVersionId,
				batches: readAnswers(upload.source, options),
				isReplacing: upload.isReplacing,
			});
			await appendAudit(tx, { ...upload.by, action: 'submission.upload', subject: draft.id });
		}),
	);
}

/** Waits for uploads that came first, then says whether this one still fits. */
async function admit(
	tx: Database,
	id: string,
	given: {
		readonly upload: Upload;
		readonly report: ResponseSummary;
		readonly questions: readonly KnownQuestion[];
	},
): Promise<void> {
	const { upload, report } = given;
	const stored = await lockDraft(tx, id);
	if (!stored) throw refuseSubmitted(id);
	if (upload.revision !== undefined && upload.revision !== stored.revision)
		throw new Refusal(
			'precondition-failed',
			`The draft is at revision ${stored.revision}, and If-Match asks for ${upload.revision}: another upload came in between. Read it again.`,
		);
	if (!upload.isReplacing) await refuseAnswered(tx, id, given);
	const fresh = report.warnings.shown.map(({ code, message }) => ({ code, message }));
	const flags = new Set([...stored.flags, ...flagsOf(report.warnings)]);
	await noteUpload(tx, id, {
		warnings: [...stored.warnings, ...fresh].slice(0, MOST_WARNINGS),
		flags: SUSPICION_CODES.filter((code) => flags.has(code)),
	});
}

const MOST_WARNINGS = 10 * LIMITS.shownWarnings;

async function refuseAnswered(
	tx: Database,
	id: string,
	{ upload, questions }: { readonly upload: Upload; readonly questions: readonly KnownQuestion[] },
): Promise<void> {
	const answered = new Set((await listResponses(tx, id)).map(({ key }) => key));
	if (answered.size === 0) return;
	const twice: string[] = [];
	for await (const batch of readAnswers(upload.source, { questions, isPartial: true }))
		for (const { question_id: key } of batch) if (answered.has(key)) twice.push(key);
	if (twice.length === 0) return;
	throw new Refusal(
		'conflict',
		`The draft has answers to ${twice.length} of these questions already: ${listNames(twice)}. Send the others alone, or add ?existing=replace.`,
		twice.slice(0, LIMITS.shownProblems).map((value) => ({
			name: 'question_id',
			value,
			reason: `The draft has an answer to question "${value}" already.`,
		})),
		twice.length,
	);
}

function refuseSubmitted(id: string): Refusal {
	return new Refusal(
		'conflict',
		`Submission ${id} is no draft any more: its answers are what they are. Submit anew; the newer one takes its place.`,
	);
}
