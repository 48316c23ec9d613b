import { type BattleResult, outcomeOfMargin } from './battle.ts';
import { type GameOrder, gamePoints } from './game.ts';
import type { GameJudgment } from './judgment.ts';
import { labelPreference } from './preference.ts';

/**
 * Decides a battle of which one game was played, in one order: nothing is known of how that order matters. The points of the
 * game, −2 to +2 from the model's side, are its margin. An unscored game leaves the battle unscored.
 */
export function decideOneGame(judgment: GameJudgment, order: GameOrder): BattleResult {
	if (judgment.kind === 'unscored') return { kind: 'unscored', reasons: [judgment.reason] };
	const margin = gamePoints(judgment.verdict, order);
	return { kind: 'scored', by: 'game', outcome: outcomeOfMargin(margin), margin };
}

/**
 * The same by the preference of the game, 0 to 1 for the answer shown first: a tie where it is at most `tieWithin` away from
 * one half. Undefined where a scored game has no preference.
 */
export function decideOnePreference(
	judgment: GameJudgment,
	{ order, tieWithin }: { readonly order: GameOrder; readonly tieWithin: number },
): BattleResult | undefined {
	if (judgment.kind === 'unscored') return decideOneGame(judgment, order);
	const { preference } = judgment;
	if (preference === undefined) return undefined;
	const verdict = labelPreference(preference, tieWithin);
	const result = decideOneGame({ kind: 'scored', verdict }, order);
	const own = order === 'baseline-first' ? 1 - preference : preference;
	return result.kind === 'scored' && 'margin' in result
		? { ...result, numbers: { preference: own } }
		: result;
}
