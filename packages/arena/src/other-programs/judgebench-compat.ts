import type { GameJudgment } from '../rules/judgment.ts';

/** Three-way decision: the first answer, the second, or neither; null where the reply could not be read. */
export type PairDecision = 'A>B' | 'A=B' | 'B>A' | null;

export type JudgeBenchPair = {
	readonly label: 'A>B' | 'B>A';
	/** Both decisions in SHOWN order: in the second game A is the pair's second answer. */
	readonly games: readonly [PairDecision, PairDecision];
};

/** Counts under JudgeBench's rule. Rates are absent without pairs. */
export type JudgeBenchMetrics = {
	readonly pairs: number;
	readonly correct: number;
	readonly incorrect: number;
	/** Pairs that the rule decides for neither answer. */
	readonly ties: number;
	/** Pairs of which both games, neither, or just one agrees with the label. */
	readonly allCorrect: number;
	readonly allIncorrect: number;
	readonly someCorrect: number;
	/** Pairs whose games differ, an unread one included. */
	readonly inconsistent: number;
	readonly inconsistentAmongBothRead: number;
	readonly bothRead: number;
	readonly withUnread: number;
	/** Pairs whose games name opposite winners. */
	readonly strictReversals: number;
	readonly gameTies: number;
	readonly unreadGames: number;
	readonly firstPositionWins: number;
	readonly secondPositionWins: number;
	readonly accuracy?: number;
	/** Accuracy of the first game by itself. */
	readonly accuracyOfFirstGame?: number;
	readonly positionConsistency?: number;
};

/** A five-level judgment as JudgeBench keeps it: without strength, and null when it is unscored. */
export function pairDecisionOf(judgment: GameJudgment): PairDecision {
	if (judgment.kind === 'unscored') return null;
	switch (judgment.verdict) {
		case 'A>>B':
		case 'A>B':
			return 'A>B';
		case 'A=B':
			return 'A=B';
		case 'B>A':
		case 'B>>A':
			return 'B>A';
	}
}

/**
 * The rule `judgebench-compat` (Tan et al. 2024, JudgeBench): the sign of the sum of both games' signs decides. An
 * unread game is kept and decides for neither side. For comparison with published numbers only.
 */
export function decideJudgeBenchPair({ label, games }: JudgeBenchPair): {
	readonly outcome: 'correct' | 'incorrect' | 'tie';
} {
	const agreement = signFor(label, games[0]) + signFor(label, reversed(games[1]));
	if (agreement > 0) return { outcome: 'correct' };
	return { outcome: agreement < 0 ? 'incorrect' : 'tie' };
}

/** All counts of JudgeBench's own report over the pairs, in any order. */
export function measureJudgeBench(pairs: readonly JudgeBenchPair[]): JudgeBenchMetrics {
	const read = pairs.map((pair) => readPair(pair));
	const count = (holds: (pair: PairReading) => boolean) => read.filter(holds).length;
	const games = pairs.flatMap((pair) => pair.games);
	const correct = count((pair) => pair.outcome === 'correct');
	const inconsistent = count((pair) => pair.first !== pair.second);
	return {
		pairs: pairs.length,
		correct,
		incorrect: count((pair) => pair.outcome === 'incorrect'),
		ties: count((pair) => pair.outcome === 'tie'),
		allCorrect: count((pair) => pair.agreeing === 2),
		allIncorrect: count((pair) => pair.agreeing === 0),
		someCorrect: count((pair) => pair.agreeing === 1),
		inconsistent,
		inconsistentAmongBothRead: count((pair) => pair.isRead && pair.first !== pair.second),
		bothRead: count((pair) => pair.isRead),
		withUnread: count((pair) => !pair.isRead),
		strictReversals: count((pair) => isReversal(pair)),
		gameTies: games.filter((game) => game === 'A=B').length,
		unreadGames: games.filter((game) => game === null).length,
		firstPositionWins: games.filter((game) => game === 'A>B').length,
		secondPositionWins: games.filter((game) => game === 'B>A').length,
		...(pairs.length > 0 && {
			accuracy: correct / pairs.length,
			accuracyOfFirstGame: count((pair) => pair.first === pair.label) / pairs.length,
			positionConsistency: 1 - inconsistent / pairs.length,
		}),
	};
}

type PairReading = {
	readonly label: PairDecision;
	readonly outcome: 'correct' | 'incorrect' | 'tie';
	/** Both decisions in the pair's own order. */
	readonly first: PairDecision;
	readonly second: PairDecision;
	readonly agreeing: number;
	readonly isRead: boolean;
};

function readPair(pair: JudgeBenchPair): PairReading {
	const [first, second] = [pair.games[0], reversed(pair.games[1])];
	return {
		label: pair.label,
		outcome: decideJudgeBenchPair(pair).outcome,
		first,
		second,
		agreeing: [first, second].filter((decision) => decision === pair.label).length,
		isRead: first !== null && second !== null,
	};
}

function isReversal({ first, second }: PairReading): boolean {
	return first !== null && first !== 'A=B' && second === reversed(first);
}

function signFor(label: 'A>B' | 'B>A', decision: PairDecision): number {
	if (decision === null || decision === 'A=B') return 0;
	return decision === label ? 1 : -1;
}

function reversed(decision: PairDecision): PairDecision {
	if (decision === 'A>B') return 'B>A';
	return decision === 'B>A' ? 'A>B' : decision;
}
