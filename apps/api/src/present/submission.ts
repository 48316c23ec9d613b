import type { SubmissionRow } from '@codejoust/db/queries/submissions';
import type { z } from '@hono/zod-openapi';
import type { submissionBrief } from '../schemas/submission.ts';
import { presentBenchmarkName, presentModelBrief } from './names.ts';
import { withoutExcerpt } from './withhold.ts';

export function presentSubmission(row: SubmissionRow): z.infer<typeof submissionBrief> {
	const isPrivate = row.visibility === 'private';
	return {
		id: row.id,
		benchmark: presentBenchmarkName(row),
		model: presentModelBrief(row.model),
		is_baseline: row.isBaseline,
		responses: row.responses,
		empty_responses: row.emptyResponses,
		warnings: row.warnings.map(({ code, message }) => ({
			code,
			message: isPrivate ? withoutExcerpt(message) : message,
		})),
		created_at: row.createdAt.toISOString(),
	};
}
