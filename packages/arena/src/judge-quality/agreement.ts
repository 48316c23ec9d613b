/** A judgment of one pair of answers: which is better. As data of two games `ba` is in shown order (A = second answer). */
export const SIDES = ['A', 'B', 'tie'] as const;
export type Side = (typeof SIDES)[number];

/** One item as two sources see it; an absent value is unscored (or unlabelled) and never a tie. */
export type LabelledDecision = {
	readonly label: Side | undefined;
	readonly decision: Side | undefined;
};

export type Accuracy = {
	/** Items with both a label and a decision: what the shares are of. */
	readonly n: number;
	readonly unscored: number;
	readonly correct: number;
	/** The label names a side and the decision is a tie. */
	readonly undecided: number;
	/** correct / n. */
	readonly agreement?: number;
	/** (correct + undecided / 2) / n: a judge that cannot tell is worth a coin. */
	readonly accuracy?: number;
	/** Agreement where both label and decision name a side, and how many items that is. */
	readonly decidedAgreement?: number;
	readonly decided: number;
};

/** Measures decisions against labels. A share of nothing is absent. */
export function measureAccuracy(items: readonly LabelledDecision[]): Accuracy {
	const scored = items.filter(isScored);
	const correct = scored.filter(({ label, decision }) => label === decision).length;
	const undecided = scored.filter(({ label, decision }) => label !== 'tie' && decision === 'tie');
	const decided = scored.filter(({ label, decision }) => label !== 'tie' && decision !== 'tie');
	const decidedCorrect = decided.filter(({ label, decision }) => label === decision).length;
	const n = scored.length;
	return {
		n,
		unscored: items.length - n,
		correct,
		undecided: undecided.length,
		decided: decided.length,
		...(n > 0 && { agreement: correct / n, accuracy: (correct + undecided.length / 2) / n }),
		...(decided.length > 0 && { decidedAgreement: decidedCorrect / decided.length }),
	};
}

/** Counts of items by label (rows) and decision (columns), both in the order of `SIDES`; unscored items are left out. */
export function confusionMatrix(
	items: readonly LabelledDecision[],
): readonly (readonly number[])[] {
	return SIDES.map((row) =>
		SIDES.map(
			(column) =>
				items.filter(({ label, decision }) => label === row && decision === column).length,
		),
	);
}

/** The two games of one pair: `ab` shows the first answer as A, `ba` the second; each in the order shown. */
export type GamePair = { readonly ab: Side | undefined; readonly ba: Side | undefined };

export type PositionMeasures = {
	/** Pairs with both games scored. */
	readonly n: number;
	readonly unscored: number;
	/** Share of pairs whose two games say the same of the answers (both ties included). */
	readonly positionConsistency?: number;
	/** Share of pairs whose two games decide for opposite answers. */
	readonly flipRate?: number;
	/** Games won by the answer shown first, over games with a winner. */
	readonly firstPositionShare?: number;
	/** Games of these pairs won by the answer shown first, and games with a winner. */
	readonly firstWins: number;
	readonly decidedGames: number;
};

/** Measures what the order of the answers does to a judge, over pairs with both games scored. */
export function measurePositions(pairs: readonly GamePair[]): PositionMeasures {
	const scored = pairs.flatMap(({ ab, ba }) => (ab && ba ? [{ ab, ba }] : []));
	const n = scored.length;
	const consistent = scored.filter(({ ab, ba }) => ab === flipSide(ba)).length;
	const flipped = scored.filter(({ ab, ba }) => ab === ba && ab !== 'tie').length;
	const games = scored.flatMap(({ ab, ba }) => [ab, ba]);
	const firstWins = games.filter((side) => side === 'A').length;
	const decidedGames = games.filter((side) => side !== 'tie').length;
	return {
		n,
		unscored: pairs.length - n,
		firstWins,
		decidedGames,
		...(n > 0 && { positionConsistency: consistent / n, flipRate: flipped / n }),
		...(decidedGames > 0 && { firstPositionShare: firstWins / decidedGames }),
	};
}

/** The same judgment with the answers named the other way round. */
export function flipSide(side: Side): Side {
	return side === 'A' ? 'B' : side === 'B' ? 'A' : 'tie';
}

/** What both games together say: one point each for the side it names; unscored when either game is. */
export function decideBySum({ ab, ba }: GamePair): Side | undefined {
	if (!ab || !ba) return undefined;
	const second = flipSide(ba);
	if (ab === second) return ab;
	if (ab === 'tie') return second;
	return second === 'tie' ? ab : 'tie';
}

function isScored(item: LabelledDecision): item is { label: Side; decision: Side } {
	return item.label !== undefined && item.decision !== undefined;
}
