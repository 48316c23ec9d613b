import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { lockDraft, noteUpload } from '@codejoust/db/queries/submissions/drafts';
import {
	listResponses,
	type ResponseRow,
	type SubmissionRow,
} from '@codejoust/db/queries/submissions/submissions';
import type { KnownQuestion } from '@codejoust/formats/responses/known-questions';
import { LIMITS } from '@codejoust/formats/checks/limits';
import { listNames } from '@codejoust/arena/text/printable';
import { mergeOrigins, type ResponseOrigin } from '@codejoust/formats/responses/response-origin';
import type { ResponseSummary } from '@codejoust/formats/responses/response-collector';
import { addPreparations, type PreparationOptions } from '@codejoust/formats/checks/preparation';
import type { MisplacedCode } from '@codejoust/formats/checks/misplaced-text';
import { SUSPICION_CODES } from '@codejoust/formats/checks/suspicions';
import { flagsOf } from '@codejoust/formats/checks/warnings';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';
import { checkFile } from './check-file.ts';
import { type AnswerSource, readAnswers } from './response-source.ts';
import { listAskedQuestions } from '../benchmarks/asked-benchmark.ts';
import { refuseProblems } from '../../refuse-problems.ts';
import { retryDeadlocks } from '@codejoust/db/retry-deadlocks';
import { storeResponses } from '../benchmarks/store-responses.ts';

export type Upload = {
	readonly source: AnswerSource;
	/** What `If-Match` asks for: the draft as its sender has seen it. */
	readonly revision: number | undefined;
	/** Answers may take the place of those that are there. */
	readonly isReplacing: boolean;
	/** Texts in the place of answers that may be judged. */
	readonly accepted: readonly MisplacedCode[];
	/** What is done to the answers before they are stored; recorded with the submission. */
	readonly prepare: PreparationOptions;
	readonly by: Actor;
};

/** Adds some of its answers to a draft, all of the upload or nothing; two uploads at once come one after the other. */
export async function appendResponses(
	deps: ApiDeps,
	draft: SubmissionRow,
	upload: Upload,
): Promise<void> {
	if (draft.state !== 'draft') throw refuseSubmitted(draft.id);
	const questions = await listAskedQuestions(deps.db, draft.benchmarkVersionId);
	const { accepted, prepare } = upload;
	const model = draft.model.slug;
	const options = { questions, isPartial: true, accepted, prepare, model };
	const { benchmarkVersionId: versionId } = draft;
	const report = await checkFile(deps.db, upload.source, { ...options, versionId });
	refuseProblems('responses', report.problems);
	await retryDeadlocks(() =>
		deps.db.transaction(async (tx) => {
			const stored = await admit(tx, draft.id, { upload, report, questions });
			await storeResponses(tx, {
				submissionId: draft.id,
				questions,
				stored,
				batches: readAnswers(upload.source, options),
				isReplacing: upload.isReplacing,
			});
			await appendAudit(tx, { ...upload.by, action: 'submission.upload', subject: draft.id });
		}),
	);
}

/** Waits for uploads that came first, then says whether this one still fits. Returns the responses that are stored. */
async function admit(
	tx: Database,
	id: string,
	given: {
		readonly upload: Upload;
		readonly report: ResponseSummary;
		readonly questions: readonly KnownQuestion[];
	},
): Promise<readonly ResponseRow[]> {
	const { upload, report } = given;
	const stored = await lockDraft(tx, id);
	if (!stored) throw refuseSubmitted(id);
	if (upload.revision !== undefined && upload.revision !== stored.revision)
		throw new Refusal(
			'precondition-failed',
			`The draft is at revision ${stored.revision}, and If-Match asks for ${upload.revision}: another upload has changed it. Read it again.`,
		);
	const responses = await listResponses(tx, id);
	if (!upload.isReplacing) await refuseAnswered(responses, given);
	const fresh = report.warnings.shown.map(({ code, message }) => ({ code, message }));
	const flags = new Set([...stored.flags, ...flagsOf(report.warnings)]);
	await noteUpload(tx, id, {
		warnings: [...stored.warnings, ...fresh].slice(0, MOST_WARNINGS),
		flags: SUSPICION_CODES.filter((code) => flags.has(code)),
		origin: joinOrigins(stored.origin, upload, report) ?? null,
		preparation: addPreparations(stored.preparation, report.preparation),
	});
	return responses;
}

/** Which of the earlier answers are replaced is not known here: what was said of them is dropped. */
function joinOrigins(
	before: ResponseOrigin | null,
	{ isReplacing }: Upload,
	{ origin }: ResponseSummary,
): ResponseOrigin | undefined {
	if (before === null || isReplacing) return origin;
	return origin === undefined ? before : mergeOrigins(before, origin);
}

const MOST_WARNINGS = 10 * LIMITS.shownWarnings;

async function refuseAnswered(
	responses: readonly ResponseRow[],
	{ upload, questions }: { readonly upload: Upload; readonly questions: readonly KnownQuestion[] },
): Promise<void> {
	const answered = new Set(responses.map(({ key }) => key));
	if (answered.size === 0) return;
	const twice: string[] = [];
	const { source, prepare } = upload;
	for await (const batch of readAnswers(source, { questions, isPartial: true, prepare }))
		for (const { question_id: key } of batch) if (answered.has(key)) twice.push(key);
	if (twice.length === 0) return;
	throw new Refusal(
		'conflict',
		`The draft has answers to ${twice.length} of these questions already: ${listNames(twice)}. Send only the others, or let these take their place (existing=replace).`,
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
		`Submission ${id} is not a draft any more, so its answers cannot change. Submit again; the newer submission replaces it.`,
	);
}
