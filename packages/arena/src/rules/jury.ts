import type { BattleResult, Outcome } from './battle.ts';

/**
 * How the votes of several judges become an outcome. `majority`: what more than half of the votes say; a tie where nothing
 * has more than half of them. `mean`: the sign of the mean of the votes, a win as 1, a tie as 0, a loss as −1.
 */
export const JURY_RULES = ['majority', 'mean'] as const;
export type JuryRule = (typeof JURY_RULES)[number];

/** What each member of a jury makes of a battle; null where it has no opinion that can be read. */
export type Votes = Readonly<Record<string, Outcome | null>>;

/**
 * Decides a battle by votes, one of each member. A member whose battle is unscored does not vote; with fewer votes than the
 * quorum (1 or more), and in a tie that the votes of those members could turn, the battle is unscored with their reasons.
 * Undefined where fewer members than the quorum are given: then it could never be decided.
 */
export function decideByVotes(
	members: ReadonlyMap<string, BattleResult>,
	{ rule, quorum }: { readonly rule: JuryRule; readonly quorum: number },
): BattleResult | undefined {
	if (members.size < quorum) return undefined;
	const votes = Object.fromEntries(
		[...members].map(([name, result]) => [name, result.kind === 'scored' ? result.outcome : null]),
	);
	const { outcome, margin } = countVotes(votes, rule, quorum) ?? {};
	if (outcome !== undefined && margin !== undefined)
		return { kind: 'scored', by: 'votes', outcome, margin, numbers: { votes } };
	const reasons = [...members.values()].flatMap((result) =>
		result.kind === 'unscored' ? result.reasons : [],
	);
	return { kind: 'unscored', reasons };
}

/**
 * The outcome of votes, and by how many votes: of a win those for the model less those against it, of a loss the same, of a
 * tie 0. Undefined below the quorum, and in a tie that those who have not voted could turn: it would be a tie because a
 * member was in trouble.
 */
export function countVotes(
	votes: Votes,
	rule: JuryRule,
	quorum: number,
): { readonly outcome: Outcome; readonly margin: number } | undefined {
	const all = Object.values(votes);
	const cast = all.filter((vote) => vote !== null);
	if (cast.length === 0 || cast.length < quorum) return undefined;
	const count = (outcome: Outcome) => cast.filter((vote) => vote === outcome).length;
	const [wins, losses] = [count('win'), count('loss')];
	const isDecided = rule === 'mean' || 2 * Math.max(wins, losses) > cast.length;
	const margin = isDecided ? wins - losses : 0;
	const missing = all.length - cast.length;
	const couldTurn = rule === 'mean' || 2 * (Math.max(wins, losses) + missing) > all.length;
	if (margin === 0 && missing > 0 && couldTurn) return undefined;
	return { outcome: margin > 0 ? 'win' : margin < 0 ? 'loss' : 'tie', margin };
}
