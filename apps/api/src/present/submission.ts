import type { SubmissionRow } from '@codejoust/db/queries/submissions';
import type { SubmissionBrief } from '../schemas/submission.ts';
import { presentBenchmarkName, presentModelBrief } from './names.ts';
import { deriveSubmissionState } from './submission-state.ts';
import { withoutExcerpt } from './withhold.ts';

export function presentSubmission(row: SubmissionRow): SubmissionBrief {
	const isKept = row.benchmarkVisibility === 'private';
	return {
		id: row.id,
		benchmark: presentBenchmarkName(row),
		model: presentModelBrief(row.model),
		is_baseline: row.isBaseline,
		...deriveSubmissionState(row),
		visibility: row.publishedAt ? 'public' : 'private',
		responses: row.responses,
		empty_responses: row.emptyResponses,
		flags: [...row.flags],
		superseded_by: row.supersededBy,
		supersedes: row.supersedes,
		warnings: row.warnings.map(({ code, message }) => ({
			code,
			message: isKept ? withoutExcerpt(message) : message,
		})),
		created_at: row.createdAt.toISOString(),
		submitted_at: row.submittedAt?.toISOString() ?? null,
		// A draft keeps in the same place what it is meant for.
		published_at: row.submittedAt ? (row.publishedAt?.toISOString() ?? null) : null,
	};
}

/** What only its owner and operators are told. */
export function presentOwnFacts(row: SubmissionRow) {
	return {
		revision: row.revision,
		questions: row.questions,
		contact: row.contact,
		share_token: row.shareToken,
	};
}
