import type { Estimate } from './board-row.ts';

/** A model's place on a board: its score and 95 % interval, in [0, 1]. */
export type RankedModel = {
	readonly id: string;
	readonly value: number;
	readonly interval: Pick<Estimate['interval'], 'low' | 'high'>;
};

/**
 * Separability with confidence: the share of pairs of models whose 95 % intervals do not overlap, in [0, 1]; absent for
 * fewer than two models. A pair counts as overlapping when the intervals touch.
 *
 * Source: Li et al. 2024, "From crowdsourced data to high-quality benchmarks: Arena-Hard and BenchBuilder pipeline".
 */
export function separability(board: readonly RankedModel[]): number | undefined {
	return mean(pairsOf(board).map(([a, b]) => Math.abs(separate(a, b))));
}

/**
 * Agreement with confidence of a board with a reference over the models that both have, −1 to 1: a pair counts 1 when
 * both boards separate its intervals in the same order, −1 in opposite orders, 0 when either does not separate it.
 * Absent for fewer than two shared models. Symmetric in the two boards.
 *
 * Source: Li et al. 2024, as `separability`.
 */
export function agreementWithConfidence(
	board: readonly RankedModel[],
	reference: readonly RankedModel[],
): number | undefined {
	return mean(
		sharedPairs(board, reference).map(([own, other]) => separate(...own) * separate(...other)),
	);
}

/**
 * Pair rank Brier score of a board against a reference, 0 (best) to 1: mean over shared pairs of (p − y)², where p is the
 * probability that the first is truly better, from normal errors of the width of its intervals, and y whether the
 * reference has it above (½ when level). Always saying ½ scores ¼. Absent for fewer than two shared models.
 *
 * Source: Li et al. 2024, as `separability`, who take p from bootstrapped scores; Brier 1950.
 */
export function pairRankBrier(
	board: readonly RankedModel[],
	reference: readonly RankedModel[],
): number | undefined {
	return brierScore(
		sharedPairs(board, reference).map(([[a, b], [c, d]]) => ({
			probability: probabilityAbove(a, b),
			outcome: (Math.sign(c.value - d.value) + 1) / 2,
		})),
	);
}

/** Mean squared difference of forecast probabilities and outcomes, both in [0, 1]; absent without a forecast. Brier 1950. */
export function brierScore(
	forecasts: readonly { readonly probability: number; readonly outcome: number }[],
): number | undefined {
	return mean(forecasts.map(({ probability, outcome }) => (probability - outcome) ** 2));
}

/** 1 when a's interval lies above b's, −1 when below, 0 when they overlap. */
function separate(a: RankedModel, b: RankedModel): number {
	if (a.interval.low > b.interval.high) return 1;
	return b.interval.low > a.interval.high ? -1 : 0;
}

function probabilityAbove(a: RankedModel, b: RankedModel): number {
	const error = Math.hypot(standardError(a), standardError(b));
	if (error === 0) return (Math.sign(a.value - b.value) + 1) / 2;
	return normalShareBelow((a.value - b.value) / error);
}

function standardError({ interval }: RankedModel): number {
	return (interval.high - interval.low) / (2 * 1.959963984540054);
}

/** Standard normal distribution to 1.2 · 10⁻⁷ (Numerical Recipes' erfc, Press et al. 1992, section 6.2). */
function normalShareBelow(z: number): number {
	const t = 1 / (1 + Math.abs(z) / (2 * Math.SQRT2));
	const polynomial = ERFC_COEFFICIENTS.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
	const tail = (t * Math.exp((-z * z) / 2 + polynomial)) / 2;
	return z >= 0 ? 1 - tail : tail;
}

const ERFC_COEFFICIENTS = [
	-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
	-0.82215223, 0.17087277,
];

type Pair = readonly [RankedModel, RankedModel];

function pairsOf(board: readonly RankedModel[]): readonly Pair[] {
	return board.flatMap((a, at) => board.slice(at + 1).map((b): Pair => [a, b]));
}

function sharedPairs(board: readonly RankedModel[], reference: readonly RankedModel[]) {
	const referenceOf = new Map(reference.map((model) => [model.id, model]));
	return pairsOf(board).flatMap(([a, b]) => {
		const c = referenceOf.get(a.id);
		const d = referenceOf.get(b.id);
		return c && d ? [[[a, b] as const, [c, d] as const] as const] : [];
	});
}

function mean(values: readonly number[]): number | undefined {
	if (values.length === 0) return undefined;
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
