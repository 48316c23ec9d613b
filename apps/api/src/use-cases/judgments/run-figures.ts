import type { PlannedBattle } from '@codejoust/db/queries/runs/insert-run';
import type { ImportFigures } from '@codejoust/db/schema/judgment-imports';
import type { ReadGame } from './read-game.ts';

/** What was imported of one model under one judge. */
export type RunFigures = Omit<ImportFigures, 'models'> & {
	/** Battles that no judgment decides: an empty answer, or one that equals the baseline's. */
	readonly undecided: number;
};

export const NO_FIGURES: RunFigures = {
	battles: 0,
	undecided: 0,
	games: 0,
	scored: 0,
	unscored: {},
	compared: 0,
	differing: 0,
};

export function countGames(
	battles: readonly Pick<PlannedBattle, 'games'>[],
	games: readonly ReadGame[],
): RunFigures {
	const reasons = games.flatMap(({ judgment }) =>
		judgment.kind === 'unscored' ? [judgment.reason] : [],
	);
	const compared = games.filter(({ differs }) => differs !== undefined);
	return {
		battles: battles.length,
		undecided: battles.filter((battle) => battle.games.length === 0).length,
		games: games.length,
		scored: games.length - reasons.length,
		unscored: countEach(reasons),
		compared: compared.length,
		differing: compared.filter(({ differs }) => differs === true).length,
	};
}

/** The sum of several models. */
export function addFigures(all: readonly RunFigures[]): ImportFigures {
	const total = (pick: (figures: RunFigures) => number) =>
		all.reduce((sum, figures) => sum + pick(figures), 0);
	const reasons = all.flatMap(({ unscored }) =>
		Object.entries(unscored).flatMap(([reason, count]) => Array<string>(count).fill(reason)),
	);
	return {
		models: all.length,
		battles: total(({ battles }) => battles),
		games: total(({ games }) => games),
		scored: total(({ scored }) => scored),
		unscored: countEach(reasons),
		compared: total(({ compared }) => compared),
		differing: total(({ differing }) => differing),
	};
}

function countEach(names: readonly string[]): Readonly<Record<string, number>> {
	const groups = Map.groupBy(names, (name) => name);
	return Object.fromEntries([...groups].map(([name, own]) => [name, own.length]).sort());
}
