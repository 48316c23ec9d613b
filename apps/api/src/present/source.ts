import type { Checkpoint, Provenance } from '@codejoust/contract/schemas/provenance';
import type { SubmissionSourceRow } from '@codejoust/db/queries/submissions/submission-source';

/** Where the answers of a submission come from, and which point of a training they are. */
export function presentSource(row: SubmissionSourceRow): {
	readonly provenance: Provenance;
	readonly checkpoint: Checkpoint | null;
} {
	return { provenance: presentProvenance(row), checkpoint: presentCheckpoint(row) };
}

/** The command line writes its name so; another program has another one. */
const MADE_HERE = /^codejoust \d/;

function presentProvenance({ origin, rerunAt, responses }: SubmissionSourceRow): Provenance {
	const isMadeHere = MADE_HERE.test(origin?.made_by ?? '');
	return {
		kind: rerunAt ? 'operator' : isMadeHere ? 'codejoust' : 'submitted',
		made_by: origin?.made_by ?? null,
		answers: Math.min(origin?.answers ?? 0, responses),
		models_reported: [...(origin?.models_reported ?? [])],
		sampling: origin?.sampling ? { ...origin.sampling } : null,
		from: origin?.from ?? null,
		until: origin?.until ?? null,
		rerun_at: rerunAt?.toISOString() ?? null,
	};
}

function presentCheckpoint(row: SubmissionSourceRow): Checkpoint | null {
	const { checkpointOf: of, checkpointUnit: unit, checkpointCount: count } = row;
	if (of === null) return null;
	return { of, step: unit === 'step' ? count : null, tokens: unit === 'tokens' ? count : null };
}
