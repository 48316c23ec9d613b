import { measurePositions, type Side } from './agreement.ts';
import { cohenKappa, krippendorffAlpha, scottPi } from './chance-corrected.ts';
import { type BattleResult, decideBattle } from '../rules/battle.ts';
import { estimateRates } from '../board/board-estimates.ts';
import type { Estimate } from '../board/board-row.ts';
import type { GameJudgment, UnscoredReason } from '../rules/judgment.ts';
import { measureJudgeBench, pairDecisionOf } from '../other-programs/judgebench-compat.ts';
import { countReasons } from '../outcomes/judging-counts.ts';
import { type LengthPreference, measureLengthPreference } from './length-preference.ts';
import { measureTrivialJudges, type TrivialNumbers } from './trivial-judges.ts';

/** A labelled pair of answers that a judge has judged in both orders. */
export type CheckedPair = {
	readonly category: string;
	/** Which answer is better by its label. */
	readonly label: Side;
	/** Of both answers, in code points. */
	readonly lengths: { readonly a: number; readonly b: number };
	/** The first answer shown as Assistant A, and the second one; absent of a judge that compares no two orders. */
	readonly games?: { readonly ab: GameJudgment; readonly ba: GameJudgment };
	/** What such a judge makes of it, the first answer standing where a baseline does. */
	readonly result?: BattleResult;
	/** Both answers are one text: a tie that nobody was asked for, which says nothing of the judge's conduct. */
	readonly isEqual?: boolean;
	/** Of both games with all their attempts; absent without a price. */
	readonly costMicroUsd?: number;
};

/** What a judge check says of a judge in one category, or over all. A number without data is absent, never 0. */
export type CheckNumbers = {
	readonly pairs: number;
	readonly labels: Readonly<Record<Side, number>>;
	readonly scored: number;
	/** Pairs with a game that could not be scored: they change no number below. */
	readonly unscored: number;
	/** Pairs by reason; one whose games have two reasons counts under each. */
	readonly unscoredReasons: Readonly<Partial<Record<UnscoredReason, number>>>;
	/** The decision of both games together is the label; the three add up to `scored`. */
	readonly correct: number;
	/** The label names an answer and the decision is a tie. */
	readonly undecided: number;
	readonly wrong: number;
	/** (correct + undecided / 2) / scored, with its 95 % interval. */
	readonly accuracy?: Estimate;
	/** (undecided / 2) / scored: what the accuracy would move by if all undecided pairs were right, or all wrong. */
	readonly halfUndecided?: number;
	/** Agreement of decisions and labels beyond chance, at most 1; absent where only one value occurs. */
	readonly kappa?: number;
	readonly pi?: number;
	readonly alpha?: number;
	/** The published rule of JudgeBench, over pairs whose label names an answer; unread games are kept as neither. */
	readonly judgeBench: JudgeBenchNumbers;
	/** Share of scored pairs whose games say the same of the answers, and whose games decide for opposite ones. */
	readonly positionConsistency?: number;
	readonly flipRate?: number;
	/** Games of scored pairs won by the answer shown first, and games with a winner; the share is of these. */
	readonly firstWins: number;
	readonly decidedGames: number;
	readonly firstPositionShare?: number;
	readonly length?: LengthPreference;
	readonly pricedPairs: number;
	readonly costMicroUsd: number;
};

export type JudgeBenchNumbers = {
	readonly pairs: number;
	readonly correct: number;
	readonly incorrect: number;
	readonly ties: number;
	readonly accuracy?: number;
	readonly positionConsistency?: number;
};

/** Every category counted alike, whatever its number of pairs; of those with a scored pair. */
export type CategoryMean = {
	readonly categories: number;
	readonly accuracy: number;
	readonly halfUndecided: number;
};

/** All numbers of a check: overall, and by category in code unit order. */
export type CheckResults = {
	readonly overall: CheckNumbers;
	/** Absent where no pair is scored. */
	readonly categoryMean?: CategoryMean;
	/** Judges that read nothing, over all pairs. */
	readonly trivial?: readonly TrivialNumbers[];
	readonly categories: readonly { readonly category: string; readonly numbers: CheckNumbers }[];
};

/** Measures a judge against labels. The same pairs give the same numbers in any order. */
export function measureCheck(pairs: readonly CheckedPair[]): CheckResults {
	const groups = Map.groupBy(pairs, ({ category }) => category);
	const categories = [...groups.keys()].sort().map((category) => ({
		category,
		numbers: measureSlice(groups.get(category) ?? []),
	}));
	const categoryMean = averageCategories(categories.map(({ numbers }) => numbers));
	return {
		overall: measureSlice(pairs),
		...(categoryMean && { categoryMean }),
		trivial: measureTrivialJudges(pairs),
		categories,
	};
}

function averageCategories(all: readonly CheckNumbers[]): CategoryMean | undefined {
	const scored = all.filter((numbers) => numbers.scored > 0);
	if (scored.length === 0) return undefined;
	const mean = (pick: (numbers: CheckNumbers) => number | undefined) =>
		scored.reduce((sum, numbers) => sum + (pick(numbers) ?? 0), 0) / scored.length;
	return {
		categories: scored.length,
		accuracy: mean(({ accuracy }) => accuracy?.value),
		halfUndecided: mean(({ halfUndecided }) => halfUndecided),
	};
}

function measureSlice(pairs: readonly CheckedPair[]): CheckNumbers {
	const decided = pairs.map((pair) => ({ ...pair, result: decidePair(pair) }));
	const scored = decided.flatMap(({ result, label, lengths }) =>
		result.decision === undefined ? [] : [{ label, lengths, decision: result.decision }],
	);
	const correct = scored.filter(({ label, decision }) => label === decision).length;
	const undecided = scored.filter(
		({ label, decision }) => label !== 'tie' && decision === 'tie',
	).length;
	const wrong = scored.length - correct - undecided;
	const { score } = estimateRates({ wins: correct, ties: undecided, losses: wrong });
	const length = measureLengthPreference(scored);
	const costs = pairs.flatMap(({ costMicroUsd }) => costMicroUsd ?? []);
	return {
		pairs: pairs.length,
		labels: countLabels(pairs),
		scored: scored.length,
		unscored: pairs.length - scored.length,
		unscoredReasons: countReasons(decided.map(({ result }) => result.battle)),
		correct,
		undecided,
		wrong,
		...(score && { accuracy: score, halfUndecided: undecided / 2 / scored.length }),
		...measureBeyondChance(scored),
		judgeBench: measureByJudgeBench(pairs),
		...measureOrder(pairs),
		...(length && { length }),
		pricedPairs: costs.length,
		costMicroUsd: costs.reduce((total, cost) => total + cost, 0),
	};
}

function measureBeyondChance(
	scored: readonly { readonly label: Side; readonly decision: Side }[],
): Pick<CheckNumbers, 'kappa' | 'pi' | 'alpha'> {
	const items = scored.map(({ label, decision }) => [label, decision] as const);
	const [kappa, pi, alpha] = [cohenKappa(items), scottPi(items), krippendorffAlpha(items)];
	return {
		...(kappa !== undefined && { kappa }),
		...(pi !== undefined && { pi }),
		...(alpha !== undefined && { alpha }),
	};
}

/** The product's own rule: the first answer stands where a benchmark's baseline does, and the margin decides. */
function decidePair({ games, result }: CheckedPair) {
	const battle = games ? decideBattle({ baselineFirst: games.ab, swapped: games.ba }) : result;
	if (!battle) throw new Error('a checked pair has two games or a result');
	const decision: Side | undefined =
		battle.kind === 'unscored'
			? undefined
			: battle.outcome === 'tie'
				? 'tie'
				: battle.outcome === 'win'
					? 'B'
					: 'A';
	return { battle, decision };
}

function countLabels(pairs: readonly CheckedPair[]): CheckNumbers['labels'] {
	const count = (side: Side) => pairs.filter(({ label }) => label === side).length;
	return { A: count('A'), B: count('B'), tie: count('tie') };
}

function measureOrder(pairs: readonly CheckedPair[]) {
	const asked = pairs.filter(({ isEqual }) => isEqual !== true);
	const sides = asked.flatMap(({ games }) =>
		games ? [{ ab: sideOf(games.ab), ba: sideOf(games.ba) }] : [],
	);
	const { firstWins, decidedGames, ...shares } = measurePositions(sides);
	const { positionConsistency, flipRate, firstPositionShare } = shares;
	return {
		firstWins,
		decidedGames,
		...(positionConsistency !== undefined && { positionConsistency }),
		...(flipRate !== undefined && { flipRate }),
		...(firstPositionShare !== undefined && { firstPositionShare }),
	};
}

/** Which of the answers is better in the order shown; undefined when the game is unscored. */
function sideOf(judgment: GameJudgment): Side | undefined {
	const decision = pairDecisionOf(judgment);
	if (decision === null) return undefined;
	return decision === 'A=B' ? 'tie' : decision === 'A>B' ? 'A' : 'B';
}

/** Over no pair of a judge that compares no two orders: its rule is one of two games. */
function measureByJudgeBench(pairs: readonly CheckedPair[]): JudgeBenchNumbers {
	const hasOrders = pairs.every(({ games }) => games !== undefined);
	const { correct, incorrect, ties, accuracy, positionConsistency, ...rest } = measureJudgeBench(
		pairs.flatMap(({ label, games }) =>
			label === 'tie' || !games || !hasOrders
				? []
				: [
						{
							label: label === 'A' ? ('A>B' as const) : ('B>A' as const),
							games: [pairDecisionOf(games.ab), pairDecisionOf(games.ba)] as const,
						},
					],
		),
	);
	return {
		pairs: rest.pairs,
		correct,
		incorrect,
		ties,
		...(accuracy !== undefined && { accuracy }),
		...(positionConsistency !== undefined && { positionConsistency }),
	};
}
