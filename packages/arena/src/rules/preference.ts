import { type BattleResult, decideBattle } from './battle.ts';
import type { GameJudgment, VerdictJudgment } from './judgment.ts';
import type { Verdict } from './verdict.ts';

/** Preferences that differ by less are equal: 0.55 − 0.5 is no more than 0.05. */
const EPSILON = 1e-9;

/** What a preference says as a label. */
export type PreferenceLabel = Extract<Verdict, 'A>B' | 'A=B' | 'B>A'>;

/**
 * The label of a preference, 0 to 1, for the answer shown first: a tie where it is at most `tieWithin` away from one half.
 */
export function labelPreference(preference: number, tieWithin: number): PreferenceLabel {
	if (Math.abs(preference - 0.5) <= tieWithin + EPSILON) return 'A=B';
	return preference > 0.5 ? 'A>B' : 'B>A';
}

/**
 * Decides a battle from the preferences of its two games for the answer shown first. Their mean for the model is the battle's
 * preference, and its label the outcome; consistency and points are those of the games' own labels. A battle with an unscored
 * game is unscored. Undefined where a scored game has no preference.
 */
export function decidePreference(
	games: { readonly baselineFirst: GameJudgment; readonly swapped: GameJudgment },
	tieWithin: number,
): BattleResult | undefined {
	const { baselineFirst, swapped } = games;
	if (!hasPreference(baselineFirst) || !hasPreference(swapped)) return undefined;
	const result = decideBattle({
		baselineFirst: relabel(baselineFirst, tieWithin),
		swapped: relabel(swapped, tieWithin),
	});
	if (result.kind !== 'scored' || result.by !== 'games') return result;
	if (baselineFirst.kind !== 'scored' || swapped.kind !== 'scored') return result;
	const preference = (1 - baselineFirst.preference + swapped.preference) / 2;
	const outcome = OUTCOME_OF[labelPreference(preference, tieWithin)];
	return { ...result, outcome, numbers: { preference } };
}

const OUTCOME_OF = { 'A>B': 'win', 'A=B': 'tie', 'B>A': 'loss' } as const;

type WithPreference =
	| (VerdictJudgment & Required<Pick<VerdictJudgment, 'preference'>>)
	| Exclude<GameJudgment, VerdictJudgment>;

function hasPreference(judgment: GameJudgment): judgment is WithPreference {
	return judgment.kind === 'unscored' || judgment.preference !== undefined;
}

function relabel(judgment: WithPreference, tieWithin: number): GameJudgment {
	if (judgment.kind === 'unscored') return judgment;
	return { ...judgment, verdict: labelPreference(judgment.preference, tieWithin) };
}
