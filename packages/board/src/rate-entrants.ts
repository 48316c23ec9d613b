import {
	LOSS,
	type OutcomeMatrix,
	outcomesOfModel,
	UNSCORED,
} from '@codejoust/arena/outcomes/outcome-matrix';
import type { BattleTable } from '@codejoust/arena/ratings/battle-table';
import { rateModels } from '@codejoust/arena/ratings/bradley-terry';

export const RATING_REFUSALS = [
	/** Fewer than 30 scored questions: the sandwich interval would be too narrow. */
	'not-enough-questions',
	/** No win and no tie: the likelihood has its optimum at minus infinity. */
	'never-better',
	/** No loss and no tie. */
	'never-worse',
	/** Only ties: nothing shows how far the rating could be off. */
	'all-ties',
] as const;
export type RatingRefusal = (typeof RATING_REFUSALS)[number];

/** Rating points with their 95 % interval, the baseline at 1000; or why there are none. */
export type EntrantRating =
	| { readonly kind: 'rated'; readonly value: number; readonly low: number; readonly high: number }
	| { readonly kind: 'refused'; readonly reason: RatingRefusal };

const BASELINE = 'baseline';
const MIN_QUESTIONS = 30;

/**
 * Bradley–Terry ratings of all entrants by submission id. Every battle is one against the baseline, so the graph is a
 * star: a rating is 1000 + 400 · log10(score / (1 − score)) with the interval of the clustered sandwich, and no entrant
 * moves another's.
 */
export function rateEntrants(outcomes: OutcomeMatrix): ReadonlyMap<string, EntrantRating> {
	const refused = new Map<string, EntrantRating>(
		outcomes.modelIds.flatMap((id, row) => {
			const reason = findRefusal(outcomesOfModel(outcomes, row));
			return reason ? [[id, { kind: 'refused', reason }] as const] : [];
		}),
	);
	const rows = [...outcomes.modelIds.keys()].filter(
		(row) => !refused.has(outcomes.modelIds[row] ?? ''),
	);
	if (rows.length === 0) return refused;
	const rated = rateModels(tabulate(outcomes, rows), BASELINE);
	if (rated.kind === 'refused') throw new Error(`a star of placed models has no optimum`);
	// The baseline is the first; its rating is 1000 by definition.
	const ratings = rated.ratings.slice(1).map(({ id, rating: value, interval }) => {
		if (!interval) throw new Error(`thirty questions have an interval, ${id} has none`);
		return [id, { kind: 'rated', value, ...interval }] as const;
	});
	return new Map<string, EntrantRating>([...refused, ...ratings]);
}

function findRefusal(cells: Int8Array): RatingRefusal | undefined {
	const scored = cells.filter((cell) => cell !== UNSCORED);
	const ties = scored.filter((cell) => cell === 1).length;
	const losses = scored.filter((cell) => cell === LOSS).length;
	if (scored.length < MIN_QUESTIONS) return 'not-enough-questions';
	if (ties === scored.length) return 'all-ties';
	if (losses === scored.length) return 'never-better';
	return losses + ties === 0 ? 'never-worse' : undefined;
}

function tabulate(outcomes: OutcomeMatrix, rows: readonly number[]): BattleTable {
	const battles = rows.flatMap((row, at) =>
		[...outcomesOfModel(outcomes, row).entries()].flatMap(([question, points]) =>
			points === UNSCORED ? [] : [{ model: at + 1, question, points }],
		),
	);
	return {
		modelIds: [BASELINE, ...rows.map((row) => outcomes.modelIds[row] ?? '')],
		first: Uint16Array.from(battles, ({ model }) => model),
		second: new Uint16Array(battles.length),
		points: Uint8Array.from(battles, ({ points }) => points),
		questions: Int32Array.from(battles, ({ question }) => question),
	};
}
