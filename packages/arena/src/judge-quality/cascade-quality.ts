import type { Outcome } from '../rules/battle.ts';
import { measureShare, type QuestionShare } from './question-shares.ts';

/** A battle of a cascade's board that a judge was asked about, with what each of its two judges took and said. */
export type CascadeBattle = {
	/** The model's submission. */
	readonly entrantId: string;
	readonly questionId: string;
	readonly isScored: boolean;
	/** Undefined where the first judge is unscored. */
	readonly firstOutcome: Outcome | undefined;
	/** Whether the second judge was asked for the cascade. */
	readonly isAsked: boolean;
	/** What the second judge says of the battle, also where only another run has asked it; undefined where it says nothing. */
	readonly secondOutcome: Outcome | undefined;
	readonly firstGames: number;
	/** Asked for the cascade; 0 where it was not. */
	readonly secondGames: number;
	/** Micro-dollars; undefined where nobody knows. */
	readonly firstCost: number | undefined;
	readonly secondCost: number | undefined;
};

/** What a cascade took, against asking its second judge about every battle. */
export type CascadeSaving = {
	readonly firstGames: number;
	readonly secondGames: number;
	/** What the second judge would be asked about all battles: games per asked battle, times the battles. Absent without one. */
	readonly everywhereGames?: number;
	/** Micro-dollars, absent where a price is not known. */
	readonly firstCost?: number;
	readonly secondCost?: number;
	/** An estimate: the mean cost of an asked battle, times the battles. */
	readonly everywhereCost?: number;
	/** `everywhereCost` less both costs; below zero where the cascade cost more. */
	readonly savedCost?: number;
};

export type CascadeRow = {
	readonly entrantId: string;
	readonly battles: number;
	readonly asked: QuestionShare;
};

export type CascadeQuality = {
	readonly battles: number;
	/** Of all battles, those that the second judge was asked about. */
	readonly asked: QuestionShare;
	/** Of the asked ones, those of which the first judge said nothing that could be read. */
	readonly firstUnscored: number;
	/** The second judge was asked and said nothing that could be read either. */
	readonly unscored: number;
	readonly saving: CascadeSaving;
	/** Of the asked battles that both have scored, those with the same outcome. */
	readonly agreesWhereAsked: QuestionShare;
	/** Of the battles that the first judge decided and another run had the second one judge, those with the same outcome. */
	readonly agreesWhereDecided: QuestionShare;
	/** By submission id. */
	readonly rows: readonly CascadeRow[];
};

/** Measures a cascade by the battles of one board. Any order of battles gives the same. */
export function measureCascade(given: readonly CascadeBattle[]): CascadeQuality {
	const asked = given.filter(({ isAsked }) => isAsked);
	const byEntrant = Map.groupBy(given, ({ entrantId }) => entrantId);
	return {
		battles: given.length,
		asked: shareOfAsked(given),
		firstUnscored: asked.filter(({ firstOutcome }) => firstOutcome === undefined).length,
		unscored: asked.filter(({ isScored }) => !isScored).length,
		saving: measureSaving(given, asked),
		agreesWhereAsked: agreement(asked),
		agreesWhereDecided: agreement(given.filter(({ isAsked }) => !isAsked)),
		rows: [...byEntrant.keys()].sort().map((entrantId) => {
			const own = byEntrant.get(entrantId) ?? [];
			return { entrantId, battles: own.length, asked: shareOfAsked(own) };
		}),
	};
}

function shareOfAsked(battles: readonly CascadeBattle[]): QuestionShare {
	return measureShare(battles.map(({ questionId, isAsked }) => ({ questionId, isHit: isAsked })));
}

function agreement(battles: readonly CascadeBattle[]): QuestionShare {
	return measureShare(
		battles.flatMap(({ questionId, firstOutcome: first, secondOutcome: second }) =>
			first === undefined || second === undefined ? [] : [{ questionId, isHit: first === second }],
		),
	);
}

function measureSaving(
	battles: readonly CascadeBattle[],
	asked: readonly CascadeBattle[],
): CascadeSaving {
	const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
	const games = sum(asked.map(({ secondGames }) => secondGames));
	const per = battles.length / Math.max(1, asked.length);
	const firstCost = sumKnown(battles.map((battle) => battle.firstCost));
	const secondCost = sumKnown(asked.map((battle) => battle.secondCost));
	const everywhere = asked.length > 0 && secondCost !== undefined ? secondCost * per : undefined;
	return {
		firstGames: sum(battles.map(({ firstGames }) => firstGames)),
		secondGames: games,
		...(asked.length > 0 && { everywhereGames: Math.round(games * per) }),
		...(firstCost !== undefined && { firstCost }),
		...(secondCost !== undefined && { secondCost }),
		...(everywhere !== undefined && { everywhereCost: Math.round(everywhere) }),
		...(everywhere !== undefined &&
			firstCost !== undefined &&
			secondCost !== undefined && {
				savedCost: Math.round(everywhere) - firstCost - secondCost,
			}),
	};
}

/** Undefined where one of the values is not known. */
function sumKnown(values: readonly (number | undefined)[]): number | undefined {
	const known = values.filter((value) => value !== undefined);
	if (known.length < values.length) return undefined;
	return known.reduce((total, value) => total + value, 0);
}
