import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { noteUpload } from '@codejoust/db/queries/submissions/drafts';
import { insertSubmission } from '@codejoust/db/queries/submissions/submissions';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { ResponseSummary } from '@codejoust/formats/responses/response-collector';
import { flagsOf } from '@codejoust/formats/checks/warnings';
import type { ApiDeps } from '../../deps.ts';
import { newId } from '../../new-id.ts';
import type { NewCheckpoint } from '@codejoust/contract/schemas/provenance';
import type { NewStatedPrice } from '@codejoust/contract/schemas/stated-price';
import type { NewModel, VariantSettings } from '@codejoust/contract/schemas/model';
import { findUnknownModel, NO_PROBLEMS } from './refuse-submission.ts';
import { checkFile } from './check-file.ts';
import { type AnswerSource, readAnswers } from './response-source.ts';
import { flagCopies } from './flag-copies.ts';
import { logPlannedRun } from '../runs/log-planned-run.ts';
import { type PlannedJudging, planJudging } from '../runs/plan-judging.ts';
import { ensureModelVariant } from '../models/ensure-model.ts';
import { type AskedBenchmark, findAskedBenchmark } from '../benchmarks/asked-benchmark.ts';
import { refuseProblems } from '../../refuse-problems.ts';
import { retryDeadlocks } from '@codejoust/db/retry-deadlocks';
import type { RunVia } from '@codejoust/db/schema/runs';
import type { PreparationOptions } from '@codejoust/formats/checks/preparation';
import type { MisplacedCode } from '@codejoust/formats/checks/misplaced-text';
import { storeResponses } from '../benchmarks/store-responses.ts';

/** What is said of a submission besides its answers. */
export type SubmissionMetadata = {
	readonly benchmark: string;
	readonly model: string | NewModel;
	readonly variant?: VariantSettings | undefined;
	readonly visibility?: 'public' | 'private' | undefined;
	readonly contact?: string | undefined;
	/** How the judge is asked; live unless told. */
	readonly via?: RunVia | undefined;
	/** More answers will come: nothing is judged before it is submitted. */
	readonly draft?: boolean | undefined;
	/** Texts in the place of answers that may be judged. */
	readonly accepted?: readonly MisplacedCode[] | undefined;
	readonly checkpoint?: NewCheckpoint | undefined;
	/** What its answers cost, as the submitter states it. */
	readonly price?: NewStatedPrice | undefined;
	/** What is done to the answers before they are stored; recorded with the submission. */
	readonly prepare?: PreparationOptions | undefined;
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

export type SubmissionInput = SubmissionMetadata & Submitter & { readonly source: AnswerSource };

export type CreatedSubmission = {
	readonly id: string;
	/** Absent of a draft. */
	readonly judging?: PlannedJudging;
};

/** Checks a model's responses, stores them and, unless it is a draft, plans their judging, all or nothing. */
export async function createSubmission(
	deps: ApiDeps,
	input: SubmissionInput,
): Promise<CreatedSubmission> {
	const asked = await findAskedBenchmark(deps.db, input.benchmark);
	const { version, questions } = asked;
	const isPartial = input.draft === true;
	const { accepted = [], prepare } = input;
	const model = nameOf(input.model);
	const options = { questions, isPartial, accepted, prepare, model };
	const report = await checkFile(deps.db, input.source, { ...options, versionId: version.id });
	const faults = await findUnknownModel(deps.db, input.model);
	const problems = isEmptyDraft(input, report) ? NO_PROBLEMS : report.problems;
	refuseProblems('responses', problems, faults);
	const created = await retryDeadlocks(() =>
		deps.db.transaction(async (tx): Promise<CreatedSubmission> => {
			const id = await insertMetadata(tx, { input, asked, report });
			const batches = readAnswers(input.source, options);
			const responses = await storeResponses(tx, { submissionId: id, questions, batches });
			const action = isPartial ? 'submission.draft' : 'submission.create';
			const { createdBy, requestId } = input;
			await appendAudit(tx, { actor: createdBy, requestId, action, subject: id });
			if (isPartial) return { id };
			await noteCopies(tx, id, { ...asked, report });
			const stored = { id, version, questions, responses, keyId: createdBy, via: input.via };
			return { id, judging: await planJudging(tx, deps, stored) };
		}),
	);
	const { id: submissionId, judging } = created;
	const { benchmark, createdBy } = input;
	deps.log.info(
		{
			submissionId,
			benchmark,
			model,
			responses: report.counts.rows,
			visibility: input.visibility ?? 'public',
			key: createdBy,
		},
		isPartial ? 'a draft was received' : 'a submission was received',
	);
	if (judging) {
		logPlannedRun(deps, judging.run);
		await deps.enqueueRun(judging.run.id);
	}
	return created;
}

/** A slug. */
export function nameOf(model: string | NewModel): string {
	return typeof model === 'string' ? model : model.slug;
}

async function noteCopies(
	tx: Database,
	id: string,
	{ version, questions, report }: AskedBenchmark & { readonly report: ResponseSummary },
): Promise<void> {
	const hasReferences = questions.some(({ referenceHash }) => referenceHash !== null);
	const copies = await flagCopies(tx, { submissionId: id, version, hasReferences });
	if (copies.length === 0) return;
	const { warnings } = report;
	await noteUpload(tx, id, {
		flags: [...flagsOf(warnings), ...copies.flatMap(({ code, isFlag }) => (isFlag ? [code] : []))],
		warnings: [...warnings.shown, ...copies].map(({ code, message }) => ({ code, message })),
	});
}

/** A draft may begin without any answer. */
function isEmptyDraft({ draft }: SubmissionInput, { problems, counts }: ResponseSummary): boolean {
	const [only] = problems.shown;
	return (
		draft === true && counts.rows === 0 && problems.total === 1 && only?.reason === 'empty-file'
	);
}

async function insertMetadata(
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
		preparation: report.preparation,
		contentHash: contentHash(''),
		origin: report.origin ?? null,
		...storedCheckpoint(input.checkpoint),
		statedPrice: input.price ? { by: 'submitter', ...input.price } : null,
		contact: input.contact ?? null,
		owner: input.owner ?? null,
		createdBy: input.createdBy,
		...(input.draft === true ? { submittedAt: null } : {}),
		...(input.visibility === 'private' ? { publishedAt: null } : {}),
		...(input.isCleared ? { clearedAt: new Date() } : {}),
	});
	return id;
}

function storedCheckpoint(checkpoint: NewCheckpoint | undefined) {
	if (!checkpoint) return {};
	const { of: checkpointOf, step, tokens } = checkpoint;
	return step === undefined
		? { checkpointOf, checkpointUnit: 'tokens' as const, checkpointCount: tokens ?? null }
		: { checkpointOf, checkpointUnit: 'step' as const, checkpointCount: step };
}
