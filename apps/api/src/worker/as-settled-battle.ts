import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { JudgmentRow, OpenBattle } from '@codejoust/db/queries/runs/open-battles';
import type { SettledBattle } from '@codejoust/db/queries/runs/settle-battles';
import type { Decide } from '@codejoust/judge/protocol/protocol';

export type PlayedGame = { readonly judgment: Judgment; readonly costMicroUsd: number | null };

/** What the games of a battle, given in its order, make of it. */
export function asSettledBattle(
	battle: OpenBattle,
	played: readonly PlayedGame[],
	decide: Decide,
): SettledBattle {
	const judgments = battle.games.flatMap(({ order }, index) => {
		const judgment = played[index]?.judgment;
		return judgment ? [[order, judgment] as const] : [];
	});
	const result = decide(new Map(judgments));
	if (!result) throw new Error(`battle ${battle.id} lacks a game`);
	const unscored = played.filter(({ judgment }) => judgment.kind === 'unscored').length;
	return {
		id: battle.id,
		runId: battle.runId,
		result,
		gamesScored: played.length - unscored,
		gamesUnscored: unscored,
		costMicroUsd: addCosts(played.map((game) => game.costMicroUsd)),
	};
}

/** What was paid for a game in all. */
export function costOf(judgments: readonly JudgmentRow[]): number | null {
	return addCosts(judgments.map((judgment) => judgment.costMicroUsd));
}

/** Unknown only when nothing is known: a provider error has no price of its own. */
export function addCosts(costs: readonly (number | null)[]): number | null {
	const known = costs.filter((cost) => cost !== null);
	return known.length === 0 ? null : known.reduce((total, cost) => total + cost, 0);
}
