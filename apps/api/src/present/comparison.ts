import type { BattleResult } from '@codejoust/arena/battle';
import type { Comparison as ArenaComparison } from '@codejoust/arena/compare';
import type { PairComparison } from '../schemas/comparison.ts';
import type { PairComparison as ComputedPair } from '../use-cases/compare-entrants.ts';

export function presentPair(pair: ComputedPair): PairComparison {
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
		questions: pair.questions.map(({ questionId, category, a, b }) => ({
			question_id: questionId,
			category,
			a: presentSide(a),
			b: presentSide(b),
		})),
	};
}

function presentCounts({ shared, aBetter, bBetter, difference }: ArenaComparison) {
	return {
		shared,
		a_better: aBetter,
		b_better: bBetter,
		difference: difference ? { value: difference.value, ...difference.interval } : null,
	};
}

function presentSide(result: BattleResult): PairComparison['questions'][number]['a'] {
	if (result.kind === 'unscored') throw new Error('an unscored battle differs from nothing');
	return { outcome: result.outcome, margin: result.by === 'games' ? result.margin : null };
}
