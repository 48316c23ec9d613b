import { submissions } from '../../schema/submissions.ts';
import type { StoredStatedPrice, SubmissionOrigin } from '../../schema/submissions.ts';

/** The columns that say where the answers of a submission come from, and which point of a training they are. */
export const submissionSourceColumns = {
	responses: submissions.responses,
	origin: submissions.origin,
	statedPrice: submissions.statedPrice,
	rerunAt: submissions.rerunAt,
	checkpointOf: submissions.checkpointOf,
	checkpointUnit: submissions.checkpointUnit,
	checkpointCount: submissions.checkpointCount,
};

export type SubmissionSourceRow = {
	readonly responses: number;
	readonly origin: SubmissionOrigin | null;
	readonly statedPrice: StoredStatedPrice | null;
	readonly rerunAt: Date | null;
	readonly checkpointOf: string | null;
	readonly checkpointUnit: 'step' | 'tokens' | null;
	readonly checkpointCount: number | null;
};
