import type { BoardInput } from '../outcomes/board-input.ts';
import type { OutcomeMatrix } from '../outcomes/outcome-matrix.ts';

/**
 * Code points of the baseline's answer minus those of the model's, models × questions like the matrix; NaN where either
 * length is unknown.
 */
export function buildLengthDifferences(
	input: Pick<BoardInput, 'entrants' | 'baselineLengths'>,
	{ modelIds, questionIds }: OutcomeMatrix,
): Float64Array {
	const entrantOf = new Map(input.entrants.map((entrant) => [entrant.id, entrant]));
	const differences = modelIds.flatMap((id) => {
		const entries = entrantOf.get(id)?.entries ?? [];
		const lengthOf = new Map(entries.map((entry) => [entry.questionId, entry.responseLength]));
		return questionIds.map(
			(question) => (input.baselineLengths.get(question) ?? NaN) - (lengthOf.get(question) ?? NaN),
		);
	});
	return Float64Array.from(differences);
}
