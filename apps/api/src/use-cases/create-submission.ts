import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/access';
import { insertSubmission } from '@codejoust/db/queries/submissions';
import { contentHash } from '@codejoust/judge/identity';
import type { ResponseSummary } from '../client/response-collector.ts';
import { flagsOf } from '../client/warnings.ts';
import type { ApiDeps } from '../deps.ts';
import { newId, newShareToken } from '../new-id.ts';
import type { NewModel, VariantSettings } from '../schemas/model.ts';
import { type AnswerSource, checkAnswers, readAnswers } from './answer-source.ts';
import { beginJudging } from './begin-judging.ts';
import { ensureModelVariant } from './ensure-model.ts';
import { type AskedBenchmark, findAskedBenchmark } from './asked-benchmark.ts';
import { refuseProblems } from './refuse-problems.ts';
import { retryDeadlocks } from './retry-deadlocks.ts';
import { storeResponses } from './store-responses.ts';

/** What is said of a submission besides its answers. */
export type SubmissionFacts = {
	readonly benchmark: string;
	readonly model: string | NewModel;
	readonly variant?: VariantSettings | undefined;
	readonly visibility?: 'public' | 'private' | undefined;
	readonly contact?: string | undefined;
	/** More answers will come: nothing is judged before it is submitted. */
	readonly draft?: boolean | undefined;
};

export type Submitter = {
	/** The key's id. */
	readonly createdBy: string;
	readonly requestId?: string;
	/** Who may see and change it; absent for what a starting server loads. */
	readonly owner?: string;
	/** An operator submits and has decided about whatever is suspicious in it. */
	readonly isCleared: boolean;
};

export type SubmissionInput = SubmissionFacts & Submitter & { readonly source: AnswerSource };

/** Checks a model's responses, stores them and, unless it is a draft, plans their judging, all or nothing. Returns the id. */
export async function createSubmission(deps: ApiDeps, input: SubmissionInput): Promise<string> {
	const asked = await findAskedBenchmark(deps.db, input.benchmark);
	const { questions } = asked;
	const isPartial = input.draft === true;
	const report = await checkAnswers(input.source, { questions, isPartial });
	if (!isEmptyDraft(input, report)) refuseProblems('responses', report.problems);
	const { id, runId } = await retryDeadlocks(() =>
		deps.db.transaction(async (tx) => {
			const id = await insertFacts(tx, { input, asked, report });
			const batches = readAnswers(input.source, { questions, isPartial });
			await storeResponses(tx, {
				submissionId: id,
				benchmarkVersionId: asked.version.id,
				batches,
			});
			const action = isPartial ? 'submission.draft' : 'submission.create';
			const { createdBy, requestId } = input;
			await appendAudit(tx, { actor: createdBy, requestId, action, subject: id });
			if (isPartial) return { id };
			const runId = await beginJudging(tx, deps, { id, version: asked.version, keyId: createdBy });
			return { id, runId };
		}),
	);
	if (runId !== undefined) await deps.enqueueRun(runId);
	return id;
}

/** A draft may begin without any answer. */
function isEmptyDraft({ draft }: SubmissionInput, { problems, counts }: ResponseSummary): boolean {
	const [only] = problems.shown;
	return (
		draft === true && counts.rows === 0 && problems.total === 1 && only?.reason === 'empty-file'
	);
}

async function insertFacts(
	tx: Database,
	{
		input,
		asked,
		report,
	}: {
		readonly input: SubmissionInput;
		readonly asked: AskedBenchmark;
		readonly report: ResponseSummary;
	},
): Promise<string> {
	const id = newId('sub');
	await insertSubmission(tx, {
		id,
		benchmarkVersionId: asked.version.id,
		variantId: await ensureModelVariant(tx, input.model, input.variant),
		isBaseline: false,
		responses: 0,
		emptyResponses: 0,
		warnings: report.warnings.shown.map(({ code, message }) => ({ code, message })),
		flags: [...flagsOf(report.warnings)],
		contentHash: contentHash(''),
		contact: input.contact ?? null,
		owner: input.owner ?? null,
		shareToken: newShareToken(),
		createdBy: input.createdBy,
		...(input.draft === true ? { submittedAt: null } : {}),
		...(input.visibility === 'private' ? { publishedAt: null } : {}),
		...(input.isCleared ? { clearedAt: new Date() } : {}),
	});
	return id;
}
