import { appendAudit } from '@codejoust/db/queries/access';
import { findBenchmarkVersion, listQuestions } from '@codejoust/db/queries/benchmarks';
import { LIMITS } from '../client/limits.ts';
import { promptOf } from '../client/question-record.ts';
import { readResponses, readResponseValues, type ResponsesFile } from '../client/responses.ts';
import { readMessages } from '../present/benchmark.ts';
import { parseBenchmarkName } from '../benchmark-name.ts';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { NewModel, VariantSettings } from '../schemas/model.ts';
import { refuseRetired } from './benchmark-standing.ts';
import { ensureModelVariant } from './ensure-model.ts';
import { planRun } from './plan-run.ts';
import { refuseProblems } from './refuse-problems.ts';
import { storeResponses } from './store-responses.ts';

export type SubmissionInput = {
	readonly benchmark: string;
	readonly model: string | NewModel;
	readonly variant?: VariantSettings | undefined;
	/** A file of responses in any known format, or the rows of a JSON body. */
	readonly file: Uint8Array | readonly unknown[];
	readonly createdBy: string;
};

/** Checks a model's responses, stores them and plans their judging, all or nothing. Returns the submission's id. */
export async function createSubmission(deps: ApiDeps, input: SubmissionInput): Promise<string> {
	const benchmark = await findBenchmarkVersion(deps.db, parseBenchmarkName(input.benchmark));
	if (!benchmark) {
		throw new Refusal('invalid-input', `There is no benchmark "${input.benchmark}".`, [
			{ name: 'benchmark', value: input.benchmark, reason: 'There is no benchmark of this name.' },
		]);
	}
	refuseRetired(benchmark);
	const report = await readFile(deps, benchmark.id, input.file);
	refuseProblems('responses', report.problems);
	const { submissionId, runId } = await deps.db.transaction(async (tx) => {
		const submissionId = await storeResponses(tx, {
			benchmarkVersionId: benchmark.id,
			variantId: await ensureModelVariant(tx, input.model, input.variant),
			isBaseline: false,
			answers: new Map(report.responses.map((row) => [row.question_id, row.response])),
			warnings: report.warnings.shown.map(({ code, message }) => ({ code, message })),
			createdBy: input.createdBy,
		});
		const judge = deps.judgeFor(benchmark);
		await appendAudit(tx, {
			actor: input.createdBy,
			action: 'submission.create',
			subject: submissionId,
		});
		const runId = await planRun(tx, { submissionId, benchmarkVersionId: benchmark.id, judge });
		return { submissionId, runId };
	});
	await deps.enqueueRun(runId);
	return submissionId;
}

/** Prompts are needed to match answers that carry the instruction in place of an id. */
async function readFile(
	{ db }: ApiDeps,
	benchmarkVersionId: number,
	file: SubmissionInput['file'],
): Promise<ResponsesFile> {
	const rows = await listQuestions(db, { benchmarkVersionId, after: -1, limit: LIMITS.records });
	const questions = rows.map((row) => ({
		question_id: row.key,
		prompt: promptOf({ messages: readMessages(row.messages) }),
	}));
	return file instanceof Uint8Array
		? readResponses(file, { questions })
		: readResponseValues(file, { questions });
}
