import type { Estimate } from '../board/board-row.ts';
import { normalShareBelow } from '../maths/normal-share.ts';

/** A model's place on a board: its score and 95 % interval, in [0, 1]. */
export type RankedModel = {
	readonly id: string;
	readonly value: number;
	readonly interval: Pick<Estimate['interval'], 'low' | 'high'>;
};

/** A model's place on a board by the one notion of better. */
export type PlacedModel = {
	readonly id: string;
	/** Ids of the models that it is significantly better than. */
	readonly beats: readonly string[];
};

/**
 * Separability: the share of pairs of models that the board tells apart, in [0, 1]; absent for fewer than two models.
 *
 * Source: Li et al. 2024, "From crowdsourced data to high-quality benchmarks: Arena-Hard and BenchBuilder pipeline", who
 * count pairs whose intervals do not overlap; here a pair counts when the board's simultaneous test tells it apart.
 */
export function separability(board: readonly PlacedModel[]): number | undefined {
	return mean(pairsOf(board).map(([a, b]) => Math.abs(separate(a, b))));
}

/**
 * Agreement with confidence of a board with a reference over the models that both have, −1 to 1: a pair counts 1 when
 * both boards tell it apart in the same order, −1 in opposite orders, 0 when either does not tell it apart.
 * Absent for fewer than two shared models. Symmetric in the two boards.
 *
 * Source: Li et al. 2024, as `separability`.
 */
export function agreementWithConfidence(
	board: readonly PlacedModel[],
	reference: readonly PlacedModel[],
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

/** 1 when a beats b, −1 when b beats a, 0 when the board cannot tell. */
function separate(a: PlacedModel, b: PlacedModel): number {
	if (a.beats.includes(b.id)) return 1;
	return b.beats.includes(a.id) ? -1 : 0;
}

function probabilityAbove(a: RankedModel, b: RankedModel): number {
	const error = Math.hypot(standardError(a), standardError(b));
	if (error === 0) return (Math.sign(a.value - b.value) + 1) / 2;
	return normalShareBelow((a.value - b.value) / error);
}

function standardError({ interval }: RankedModel): number {
	return (interval.high - interval.low) / (2 * 1.959963984540054);
}

function pairsOf<Model>(board: readonly Model[]): readonly (readonly [Model, Model])[] {
	return board.flatMap((a, at) => board.slice(at + 1).map((b) => [a, b] as const));
}

function sharedPairs<Model extends { readonly id: string }>(
	board: readonly Model[],
	reference: readonly Model[],
) {
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
