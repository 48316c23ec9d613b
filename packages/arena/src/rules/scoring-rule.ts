import type { BattleResult, Outcome } from './battle.ts';

/**
 * How battles become a score. `codejoust`: the sign of both games' five-level points together, the default. `sign`: each
 * game counts ±1 or 0. `decided-only`: as `codejoust`, ties leave n. `codearena-compat`: the arithmetic of CodeArena's
 * evaluator, for comparison with its published tables: a game without a verdict counts 0, so that nothing is
 * unscored where two games decide.
 */
export const SCORING_RULES = ['codejoust', 'sign', 'decided-only', 'codearena-compat'] as const;
export type ScoringRule = (typeof SCORING_RULES)[number];

/** A settled battle's outcome under a rule; `left-out` where it leaves n, undefined where it stays unscored or open. */
export function outcomeUnder(
	rule: ScoringRule,
	result: BattleResult | undefined,
): Outcome | 'left-out' | undefined {
	if (!result) return undefined;
	if (result.kind === 'unscored') {
		if (rule !== 'codearena-compat') return undefined;
		const points = result.points ?? 0;
		return points > 0 ? 'win' : points < 0 ? 'loss' : 'tie';
	}
	if (result.by !== 'games') return leaveTies(rule, result.outcome);
	// Two games for opposite sides add up to nothing once every game counts one.
	if (rule === 'sign') return result.consistency === 'flipped' ? 'tie' : result.outcome;
	return leaveTies(rule, result.outcome);
}

/**
 * `outcomeUnder` for the battles of one board. `codearena-compat` is the arithmetic of two games: what is unscored stays
 * unscored under it too where one game, ratings or votes decide, and where no game has a verdict, so that nobody knows.
 */
export function openOutcomes(results: Iterable<BattleResult | undefined>): typeof outcomeUnder {
	for (const result of results) if (isOfTwoGames(result)) return outcomeUnder;
	return (rule, one) => (one?.kind === 'unscored' ? undefined : outcomeUnder(rule, one));
}

function isOfTwoGames(result: BattleResult | undefined): boolean {
	if (result === undefined) return false;
	return result.kind === 'scored' ? result.by === 'games' : result.points !== undefined;
}

function leaveTies(rule: ScoringRule, outcome: Outcome): Outcome | 'left-out' {
	return rule === 'decided-only' && outcome === 'tie' ? 'left-out' : outcome;
}
