import { CODEPREFBENCH_OBJECTIVES, type CodePrefBenchObjective } from '../rules/ablation-rule.ts';
import type { GameJudgment } from '../rules/judgment.ts';
import { pairDecisionOf } from './judgebench-compat.ts';

/** Which answer is better, by a label or by a game. */
type Side = 'A' | 'B' | 'tie';

export type CodePrefBenchPair = {
	readonly category: string;
	readonly label: Side;
	/** The game that shows the pair's first answer as Assistant A. */
	readonly game: GameJudgment;
};

/** Accuracy with undecided pairs counted half, and half of their share: what is printed as `58.0 ± 0.8`. In [0, 1]. */
export type HalfUndecided = { readonly accuracy: number; readonly halfUndecided: number };

export type CodePrefBenchNumbers = {
	/** Those of the three that have pairs. */
	readonly objectives: readonly (HalfUndecided & {
		readonly objective: CodePrefBenchObjective;
		readonly pairs: number;
		readonly correct: number;
		readonly undecided: number;
	})[];
	/** Plain means of all three; absent where one has no pair. */
	readonly mean?: HalfUndecided;
};

/** The answer that the first order decides for; a tie and a reply that could not be read decide for none. */
export function decideCodePrefBench(game: GameJudgment): Side {
	const decision = pairDecisionOf(game);
	if (decision === 'A>B') return 'A';
	return decision === 'B>A' ? 'B' : 'tie';
}

/**
 * The rule `codeprefbench-compat` (Liu et al. 2024, CodeFavor): one order; a pair that is not decided counts half; the plain
 * mean of the three objectives. Pairs whose label is a tie are left out. For comparison with published numbers only.
 */
export function measureCodePrefBench(pairs: readonly CodePrefBenchPair[]): CodePrefBenchNumbers {
	const objectives = CODEPREFBENCH_OBJECTIVES.flatMap((objective) => {
		const own = pairs.filter(({ category, label }) => category === objective && label !== 'tie');
		if (own.length === 0) return [];
		const decided = own.map(({ game, label }) => ({ label, side: decideCodePrefBench(game) }));
		const correct = decided.filter(({ label, side }) => label === side).length;
		const undecided = decided.filter(({ side }) => side === 'tie').length;
		const halfUndecided = undecided / 2 / own.length;
		const accuracy = correct / own.length + halfUndecided;
		return [{ objective, pairs: own.length, correct, undecided, accuracy, halfUndecided }];
	});
	if (objectives.length < CODEPREFBENCH_OBJECTIVES.length) return { objectives };
	const mean = (pick: (numbers: HalfUndecided) => number) =>
		objectives.reduce((sum, numbers) => sum + pick(numbers), 0) / objectives.length;
	return {
		objectives,
		mean: {
			accuracy: mean(({ accuracy }) => accuracy),
			halfUndecided: mean(({ halfUndecided }) => halfUndecided),
		},
	};
}

/** `58.0 ± 0.8`, in per cent. */
export function formatHalfUndecided({ accuracy, halfUndecided }: HalfUndecided): string {
	return `${(100 * accuracy).toFixed(1)} ± ${(100 * halfUndecided).toFixed(1)}`;
}
