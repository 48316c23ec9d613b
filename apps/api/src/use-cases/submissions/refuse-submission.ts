import type { Database } from '@codejoust/db/connect';
import { findModel } from '@codejoust/db/queries/models/models';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import type { PreparationOptions } from '@codejoust/formats/checks/preparation';
import type { MisplacedCode } from '@codejoust/formats/checks/misplaced-text';
import type { ResponseSummary } from '@codejoust/formats/responses/response-collector';
import { refuseProblems } from '../../refuse-problems.ts';
import { Refusal } from '../../refusal.ts';
import { findAskedBenchmark } from '../benchmarks/asked-benchmark.ts';
import { describeUnknown } from '../models/ensure-model.ts';
import { checkFile } from './check-file.ts';
import type { AnswerSource } from './response-source.ts';

/** What the answers of a submission are checked by, as far as its fields could be read. */
export type AnswerReading = {
	readonly benchmark: string | undefined;
	/** The slug of a known model. */
	readonly model: string | undefined;
	readonly isPartial: boolean;
	readonly accepted: readonly MisplacedCode[];
	readonly prepare: PreparationOptions;
};

type Wrong = {
	readonly faults: readonly InvalidParam[];
	readonly reading: AnswerReading;
	readonly source: AnswerSource;
};

/** Refuses a submission whose fields have faults, with all that is wrong with its answers besides. */
export async function refuseSubmission(
	db: Database,
	{ faults, reading, source }: Wrong,
): Promise<never> {
	const { model } = reading;
	const own = [...faults, ...(await findUnknownModel(db, model))];
	const { benchmarkFaults, problems } = await checkAnswers(db, { reading, source });
	refuseProblems('responses', problems, [...own, ...benchmarkFaults]);
	throw new Error('a submission with faults was not refused');
}

/** A model that is named by a slug alone has to be known. */
export async function findUnknownModel(
	db: Database,
	model: unknown,
): Promise<readonly InvalidParam[]> {
	if (typeof model !== 'string' || (await findModel(db, model))) return [];
	return [describeUnknown(model)];
}

export const NO_PROBLEMS: ResponseSummary['problems'] = { shown: [], total: 0 };

async function checkAnswers(db: Database, { reading, source }: Pick<Wrong, 'reading' | 'source'>) {
	const { benchmark, ...options } = reading;
	if (benchmark === undefined) return { benchmarkFaults: [], problems: NO_PROBLEMS };
	try {
		const { version, questions } = await findAskedBenchmark(db, benchmark);
		const asked = { questions, versionId: version.id, ...options };
		const { problems, counts } = await checkFile(db, source, asked);
		const isEmptyDraft = options.isPartial && counts.rows === 0;
		return { benchmarkFaults: [], problems: isEmptyDraft ? NO_PROBLEMS : problems };
	} catch (cause) {
		if (!(cause instanceof Refusal) || cause.code !== 'invalid-input') throw cause;
		return { benchmarkFaults: cause.errors, problems: NO_PROBLEMS };
	}
}
