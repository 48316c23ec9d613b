import type { Submission } from '@codejoust/contract/client';
import { describeCheckpoint, describeProvenance } from '@codejoust/contract/provenance-words';
import { safeText } from './safe-text.ts';

/** Where the answers of a submission come from, a line each; none where nothing is said. */
export function describeSource(
	submission: Pick<Submission, 'provenance' | 'checkpoint' | 'responses'>,
): readonly string[] {
	const { provenance, checkpoint, responses } = submission;
	return [
		...describeProvenance(provenance, responses),
		...(checkpoint === null
			? []
			: [`A checkpoint of ${checkpoint.of}: ${describeCheckpoint(checkpoint)}.`]),
	].map(safeText);
}
