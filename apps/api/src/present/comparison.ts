import type { BattleResult } from '@codejoust/arena/battle';
import type { Comparison as ArenaComparison } from '@codejoust/arena/compare';
import type { BattlePlaceRow } from '@codejoust/db/queries/battle-places';
import type { PairComparison } from '../schemas/comparison.ts';
import type { PairComparison as ComputedPair } from '../use-cases/compare-entrants.ts';
import { presentQuestionStart } from './benchmark.ts';

/** The battle of a submission on a question. */
export type FindPlace = (submissionId: string, questionKey: string) => BattlePlaceRow | undefined;

/** The beginnings of private questions are kept back: a comparison is the same for everybody. */
export function presentPair(
	pair: ComputedPair,
	findPlace: FindPlace,
	isPrivate: boolean,
): PairComparison {
	return {
		a: pair.a,
		b: pair.b,
		...presentCounts(pair),
		p_value: pair.pValue ?? null,
		adjusted_p_value: pair.adjustedPValue ?? null,
		answer: pair.answer.kind,
		reasons: [...pair.answer.reasons],
		categories: pair.categories.map(({ category, comparison }) => ({
			category,
			...presentCounts(comparison),
		})),
		questions: pair.questions.map(({ questionId, category, a, b }) => {
			const [placeA, placeB] = [findPlace(pair.a, questionId), findPlace(pair.b, questionId)];
			if (!placeA || !placeB) throw new Error(`a battle on question ${questionId} vanished`);
			return {
				question_id: questionId,
				question_start: presentQuestionStart(placeA.messages, isPrivate),
				category,
				a: presentSide(a, placeA),
				b: presentSide(b, placeB),
			};
		}),
	};
}

function presentCounts({ shared, scores, aBetter, bBetter, difference }: ArenaComparison) {
	return {
		shared,
		scores: scores ?? null,
		a_better: aBetter,
		b_better: bBetter,
		difference: difference ? { value: difference.value, ...difference.interval } : null,
	};
}

function presentSide(
	result: BattleResult,
	{ id }: BattlePlaceRow,
): PairComparison['questions'][number]['a'] {
	if (result.kind === 'unscored') throw new Error('an unscored battle differs from nothing');
	return {
		outcome: result.outcome,
		margin: result.by === 'games' ? result.margin : null,
		battle_id: String(id),
	};
}
