import type { BattleResult } from './battle.ts';

/** Preferences that differ by less are equal: 0.7 − 0.5 is no less than 0.2. */
const EPSILON = 1e-9;

/** What one of the two judges of a cascade makes of a battle, under its name among the votes. */
export type CascadeVote = { readonly name: string; readonly result: BattleResult };

/**
 * Whether the first judge of a cascade decides a battle alone: the battle is scored, and its preference, 0 to 1 and the mean of
 * both orders, is at least `margin` away from one half.
 */
export function decidesAlone(result: BattleResult, margin: number): boolean {
	if (result.kind !== 'scored' || !('margin' in result)) return false;
	const { preference } = result.numbers ?? {};
	return preference !== undefined && Math.abs(preference - 0.5) + EPSILON >= margin;
}

/**
 * Decides a battle by the first judge where that is sure enough, else by the second one, whatever the first one said. `votes`
 * has what each of them made of it; that of a second judge that decides nothing is left out. Undefined where the second judge
 * is needed and not given.
 */
export function decideCascade(
	first: CascadeVote,
	second: CascadeVote | undefined,
	margin: number,
): BattleResult | undefined {
	if (decidesAlone(first.result, margin)) return asVote(first, {});
	if (!second) return undefined;
	const { result } = first;
	return asVote(second, { [first.name]: result.kind === 'scored' ? result.outcome : null });
}

function asVote(
	{ name, result }: CascadeVote,
	others: Readonly<Record<string, 'win' | 'tie' | 'loss' | null>>,
): BattleResult {
	if (result.kind === 'unscored') return { kind: 'unscored', reasons: result.reasons };
	const { outcome } = result;
	const margin = outcome === 'win' ? 1 : outcome === 'loss' ? -1 : 0;
	const votes = { ...others, [name]: outcome };
	return { kind: 'scored', by: 'votes', outcome, margin, numbers: { votes } };
}
