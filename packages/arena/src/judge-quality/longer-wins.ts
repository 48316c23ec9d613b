import type { BoardInput } from '../outcomes/board-input.ts';
import { wasAsked } from '../rules/battle.ts';
import { measureShare, type QuestionShare } from './question-shares.ts';

/**
 * How often the judge of a board preferred the longer of two answers: battles won by it, over battles that the judge decided
 * for one side and whose answers differ in length (code points). Its interval is over questions, of which a board has several
 * models' battles.
 */
export function measureLongerWins(input: BoardInput): QuestionShare {
	return measureShare(
		input.entrants.flatMap(({ entries }) =>
			entries.flatMap(({ questionId, result, responseLength }) => {
				const other = input.baselineLengths.get(questionId);
				if (result?.kind !== 'scored' || !wasAsked(result) || result.outcome === 'tie') return [];
				if (other === undefined || other === responseLength) return [];
				return [{ questionId, isHit: (result.outcome === 'win') === responseLength > other }];
			}),
		),
	);
}
