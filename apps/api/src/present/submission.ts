import { nameBenchmark } from '../benchmark-name.ts';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { Submission, SubmissionBrief } from '@codejoust/contract/schemas/submission';
import { presentFindable, type FoundFindable } from './findable.ts';
import { presentModelBrief } from './names.ts';
import { type FoundRun, presentRun } from './run.ts';
import { presentSource } from './source.ts';
import { presentStatedPrice } from './stated-price.ts';
import { deriveSubmissionState } from '../submission-state.ts';
import { withoutExcerpt } from '../withhold.ts';

export function presentSubmissionBrief(row: SubmissionRow): SubmissionBrief {
	const isKept = row.benchmarkVisibility === 'private';
	return {
		id: row.id,
		benchmark: nameBenchmark(row),
		model: presentModelBrief(row.model),
		is_baseline: row.isBaseline,
		...presentSource(row.source),
		stated_price: presentStatedPrice(row.source),
		...deriveSubmissionState(row),
		visibility: row.publishedAt ? 'public' : 'private',
		responses: row.responses,
		empty_responses: row.emptyResponses,
		flags: [...row.flags],
		preparation: row.preparation,
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

/** A submission with its runs as its page lists them. */
export type FoundSubmission = Pick<Submission, 'queue' | 'estimate'> & {
	readonly row: SubmissionRow;
	readonly runs: readonly FoundRun[];
	readonly findable: FoundFindable | undefined;
	/** The reader is its owner or an operator. */
	readonly isOwn: boolean;
};

export function presentSubmission(found: FoundSubmission, now: Date): Submission {
	const { row, runs, queue, estimate, findable, isOwn } = found;
	return {
		...presentSubmissionBrief(row),
		runs: runs.map((run) => presentRun(run, now)),
		queue,
		estimate,
		findable: presentFindable(findable),
		own: isOwn ? presentOwnDetails(row) : null,
	};
}

/** What only its owner and operators are told. */
function presentOwnDetails(row: SubmissionRow): Submission['own'] {
	return {
		revision: row.revision,
		questions: row.questions,
		contact: row.contact,
	};
}
