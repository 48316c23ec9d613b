import { factorCholesky } from '../maths/cholesky.ts';
import { percentileInterval } from '../maths/bootstrap.ts';
import { createRandom, mixSeed, type Random } from '../maths/random.ts';
import type { PairCounts } from './battle-table.ts';
import { fitBradleyTerry, type RatingRefusal, toRating } from './bradley-terry.ts';
import { drawBinomial } from '../maths/binomial.ts';
import { findUnplaced } from './connected-models.ts';
import { fitStrengths, type GainedPoints, informationMatrix } from './fit-strengths.ts';

/** Ratings of resamples `from` to `to` − 1: resample × model, a row of NaN where a resample has no finite fit. */
export type RatingResamples = { readonly kind: 'resampled'; readonly ratings: Float64Array };

/**
 * Refits the ratings on multinomial resamples of the battles (over the distinct triples of pair and outcome). Resample r
 * has a seed of its own, so any split of the range gives bit for bit the same rows. This resamples battles as if they
 * were independent, as published arenas do; where models share questions the clustered sandwich is the honest interval.
 * Throws a RangeError for counts of a weighted table: a draw is of whole battles.
 *
 * Source: Efron and Tibshirani 1993, "An Introduction to the Bootstrap", chapter 6; the multinomial form is FastChat's.
 */
export function resampleRatings(input: {
	readonly seed: string;
	readonly counts: PairCounts;
	readonly anchorId: string;
	readonly from: number;
	readonly to: number;
}): RatingResamples | RatingRefusal {
	const { seed, counts, anchorId, from, to } = input;
	if (!counts.wins.every(Number.isInteger) || !counts.ties.every(Number.isInteger)) {
		throw new RangeError('only whole battles can be resampled');
	}
	const fit = fitBradleyTerry(counts, anchorId);
	if (fit.kind === 'refused') return fit;
	const size = counts.modelIds.length;
	const information = informationMatrix(fit.points, fit.strengths, fit.anchor);
	const preconditioner = factorCholesky(information, size - 1);
	const nearby = preconditioner && { strengths: fit.strengths, preconditioner };
	const cells = listCells(counts);
	const points = { gained: new Float64Array(size * size), size };
	const ratings = new Float64Array((to - from) * size).fill(NaN);
	for (let resample = from; resample < to; resample++) {
		drawPoints(createRandom(mixSeed(seed, 'ratings', resample)), cells, points);
		if (findUnplaced(points.gained, size, fit.anchor).length > 0) continue;
		const strengths = fitStrengths(points, fit.anchor, nearby);
		strengths?.forEach((strength, model) => {
			ratings[(resample - from) * size + model] = toRating(strength);
		});
	}
	return { kind: 'resampled', ratings };
}

/**
 * 95 % percentile intervals from the rows of `resampleRatings`, one per model; all `undefined` when more than 1 % of the
 * resamples have no finite fit, since leaving them out would then cut the tails.
 */
export function boundRatings(
	ratings: Float64Array,
	models: number,
): readonly ({ readonly low: number; readonly high: number } | undefined)[] {
	return Array.from({ length: models }, (_, model) => {
		const own = ratings.filter((_, at) => at % models === model);
		const finite = own.filter((rating) => !Number.isNaN(rating));
		if (finite.length === 0 || finite.length < 0.99 * own.length) return undefined;
		return percentileInterval(finite);
	});
}

/** Non-empty triples of (row, column, outcome) with their counts, pairs once each. */
type Cells = {
	readonly at: Int32Array;
	readonly isTie: Uint8Array;
	readonly counts: Float64Array;
	readonly total: number;
};

function listCells({ modelIds, wins, ties }: PairCounts): Cells {
	const size = modelIds.length;
	const cells: { at: number; isTie: number; count: number }[] = [];
	for (let at = 0; at < size * size; at++) {
		const isUpper = Math.floor(at / size) < at % size;
		const won = wins[at] ?? 0;
		const tied = ties[at] ?? 0;
		if (won > 0) cells.push({ at, isTie: 0, count: won });
		if (tied > 0 && isUpper) cells.push({ at, isTie: 1, count: tied });
	}
	return {
		at: Int32Array.from(cells, (cell) => cell.at),
		isTie: Uint8Array.from(cells, (cell) => cell.isTie),
		counts: Float64Array.from(cells, (cell) => cell.count),
		total: cells.reduce((sum, { count }) => sum + count, 0),
	};
}

/** A multinomial draw as a chain of binomials, each cell given what the earlier ones left; its points into `points`. */
function drawPoints(random: Random, cells: Cells, { gained, size }: GainedPoints) {
	gained.fill(0);
	let battles = cells.total;
	let weight = cells.total;
	for (let cell = 0; cell < cells.at.length && battles > 0; cell++) {
		const count = cells.counts[cell] ?? 0;
		const drawn = drawBinomial(random, battles, Math.min(1, count / weight));
		battles -= drawn;
		weight -= count;
		const at = cells.at[cell] ?? 0;
		if (cells.isTie[cell]) {
			const mirror = (at % size) * size + Math.floor(at / size);
			gained[at] = (gained[at] ?? 0) + drawn / 2;
			gained[mirror] = (gained[mirror] ?? 0) + drawn / 2;
		} else gained[at] = (gained[at] ?? 0) + drawn;
	}
}
