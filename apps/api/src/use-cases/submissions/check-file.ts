import type { Database } from '@codejoust/db/connect';
import { findQuestionsElsewhere } from '@codejoust/db/queries/benchmarks/questions-elsewhere';
import type { ResponseSummary } from '@codejoust/formats/responses/response-collector';
import type { ResponseOptions } from '@codejoust/formats/responses/response-options';
import { isElsewhere, nameElsewhere } from '@codejoust/formats/responses/strangers';
import { type AnswerSource, checkAnswers } from './response-source.ts';

/** Everything that is to be said about answers to a version; of ids that are another benchmark's, which one. */
export async function checkFile(
	db: Database,
	source: AnswerSource,
	{ versionId, ...options }: ResponseOptions & { readonly versionId: number },
): Promise<ResponseSummary> {
	const summary = await checkAnswers(source, options);
	const { strangers: ids } = summary;
	if (ids === undefined) return summary;
	const found = await findQuestionsElsewhere(db, { ids, except: versionId });
	if (!found || !isElsewhere(found.questions, ids)) return summary;
	return nameElsewhere(summary, `${found.slug}@${found.version}`);
}
