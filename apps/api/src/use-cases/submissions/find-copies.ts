import { createHash } from 'node:crypto';
import type { Database } from '@codejoust/db/connect';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import {
	type CopiedSubmission,
	listCopied,
	type OwnAnswers,
	type SqueezedAnswer,
} from '@codejoust/db/queries/submissions/copies';
import { LIMITS } from '@codejoust/formats/checks/limits';
import { squeezeText } from '@codejoust/formats/checks/squeezed-text';
import { isSuspiciouslyCopied } from '@codejoust/formats/checks/suspicions';
import { addWarnings } from '@codejoust/formats/checks/warnings';
import type { ResponseSummary } from '@codejoust/formats/responses/response-collector';
import type { ResponseOptions } from '@codejoust/formats/responses/response-options';
import { type AnswerSource, readAnswers } from './response-source.ts';

/** One of the two codes, for the submission that most answers equal. */
export type CopyWarning = {
	readonly code: 'copies-baseline' | 'copies-model';
	readonly message: string;
};

type Version = Pick<BenchmarkVersionRow, 'id' | 'questions' | 'isSample'>;

/** What there is to say of answers that have the texts of the baseline or of a published model, white space apart. */
export async function findCopies(
	db: Database,
	own: OwnAnswers,
	{ questions, isSample }: Pick<Version, 'questions' | 'isSample'>,
): Promise<readonly CopyWarning[]> {
	const found = await listCopied(db, own, LIMITS.copiedResponses);
	const copied = found.filter(({ answers }) => isSuspiciouslyCopied(answers, questions));
	const baseline = copied.find(({ isBaseline }) => isBaseline);
	const model = copied.find(({ isBaseline }) => !isBaseline);
	return [
		...(baseline ? [describeBaseline(baseline, questions)] : []),
		// Everybody tries the shipped sample with the answers that are shipped.
		...(model && !isSample ? [describeModel(model, questions)] : []),
	];
}

/** The same as warnings of a file that was checked; a file with problems is not compared. */
export async function addCopies(
	db: Database,
	summary: ResponseSummary,
	{ source, version, ...options }: ResponseOptions & { source: AnswerSource; version: Version },
): Promise<ResponseSummary> {
	if (summary.problems.total > 0) return summary;
	const answers: SqueezedAnswer[] = [];
	for await (const batch of readAnswers(source, options))
		for (const { question_id: questionId, response } of batch) {
			const text = squeezeText(response);
			if (text === '') continue;
			answers.push({ questionId, sha256: createHash('sha256').update(text).digest('hex') });
		}
	const own = { kind: 'given', versionId: version.id, model: options.model, answers } as const;
	const copies = await findCopies(db, own, version);
	return { ...summary, warnings: addWarnings(summary.warnings, copies) };
}

function describeBaseline({ answers }: CopiedSubmission, questions: number): CopyWarning {
	const message = `${countShare(answers, questions)} have the text of the baseline's, white space apart: where it is the same to the character, the battle is a tie, and no judge is asked.`;
	return { code: 'copies-baseline', message };
}

function describeModel({ answers, model }: CopiedSubmission, questions: number): CopyWarning {
	const message = `${countShare(answers, questions)} have the text of the model ${model}'s, white space apart.`;
	return { code: 'copies-model', message };
}

function countShare(answers: number, questions: number): string {
	return `${answers} of ${questions} answers (${Math.round((100 * answers) / questions)} %)`;
}
