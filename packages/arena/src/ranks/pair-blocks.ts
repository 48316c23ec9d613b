import type { PairBounds } from './pair-bounds.ts';
import { deviationOf, type PairDeviations } from './pair-deviations.ts';

/**
 * The pairs of some scales in blocks: models in order of their scores, several to a block, so that most resamples are answered by
 * the blocks' extremes, and most pairs are never looked at.
 */
export type PairBlocks = {
	readonly pairs: PairDeviations;
	readonly bounds: PairBounds;
	/** The models by place. */
	readonly order: Int32Array;
	readonly blockSize: number;
	readonly blocks: number;
	/** Places × places below the diagonal: scales of pairs. */
	readonly scales: Float64Array;
	/** Places × blocks, up to the place's own block: the largest scale. */
	readonly rowScales: Float64Array;
	/** Blocks × blocks below the diagonal and on it: the same of all its rows. */
	readonly blockScales: Float64Array;
	/** Of the resample: the extremes of each block. */
	readonly lows: Float64Array;
	readonly highs: Float64Array;
};

/** Bounds are compared with what is computed otherwise: this is far above the rounding of both. */
const SLACK = 1 + 1e-9;

export function preparePairBlocks(pairs: PairDeviations, bounds: PairBounds): PairBlocks {
	const size = bounds.means.length;
	const blockSize = 8;
	const blocks = Math.ceil(size / blockSize);
	const { means } = bounds;
	return {
		pairs,
		bounds,
		order: Int32Array.from(means.keys()).sort((a, b) => (means[a] ?? 0) - (means[b] ?? 0) || a - b),
		blockSize,
		blocks,
		scales: new Float64Array(size * size),
		rowScales: new Float64Array(size * blocks),
		blockScales: new Float64Array(blocks * blocks),
		lows: new Float64Array(blocks),
		highs: new Float64Array(blocks),
	};
}

/** Takes over the scales of the models' pairs, symmetric; a pair with the scale 0 is left out. */
export function layOutScales(
	{ order, blockSize, blocks, scales, rowScales, blockScales }: PairBlocks,
	own: Float64Array,
): void {
	const size = order.length;
	blockScales.fill(0);
	for (let i = 0; i < size; i++) {
		const row = (order[i] ?? 0) * size;
		const block = Math.floor(i / blockSize);
		for (let other = 0; other <= block; other++) {
			const end = Math.min(i, (other + 1) * blockSize);
			let largest = 0;
			for (let j = other * blockSize; j < end; j++) {
				const scale = own[row + (order[j] ?? 0)] ?? 0;
				scales[i * size + j] = scale;
				if (scale > largest) largest = scale;
			}
			rowScales[i * blocks + other] = largest;
			const at = block * blocks + other;
			if (largest > (blockScales[at] ?? 0)) blockScales[at] = largest;
		}
	}
}

/** Describes a resample, as `boundResample` has described it, by the extremes of blocks. */
function describeBlocks({ order, blockSize, blocks, lows, highs, bounds }: PairBlocks): void {
	for (let block = 0; block < blocks; block++) {
		let low = Infinity;
		let high = -Infinity;
		const end = Math.min(order.length, (block + 1) * blockSize);
		for (let place = block * blockSize; place < end; place++) {
			const model = order[place] ?? 0;
			const lowest = bounds.lows[model] ?? 0;
			const highest = bounds.highs[model] ?? 0;
			if (lowest < low) low = lowest;
			if (highest > high) high = highest;
		}
		lows[block] = low;
		highs[block] = high;
	}
}

/** The largest scaled deviation of the resample that the pairs and bounds describe, or `floor` when none is larger. */
export function searchBlocks(all: PairBlocks, floor: number): number {
	const { blocks, blockScales, bounds } = all;
	const { fewestDraws } = bounds;
	describeBlocks(all);
	const perBound = fewestDraws > 0 ? SLACK / (2 * fewestDraws) : Infinity;
	let largest = floor;
	for (let one = blocks - 1; one >= 0; one--) {
		for (let other = 0; other <= one; other++) {
			const scale = (blockScales[one * blocks + other] ?? 0) * perBound;
			if (reachOf(all, one, other) * scale <= largest) continue;
			largest = searchBlock(all, one, other, perBound, largest);
		}
	}
	return largest;
}

function searchBlock(
	all: PairBlocks,
	one: number,
	other: number,
	perBound: number,
	floor: number,
): number {
	const { bounds, order, blockSize, blocks, rowScales } = all;
	const low = all.lows[other] ?? 0;
	const high = all.highs[other] ?? 0;
	const end = Math.min(order.length, (one + 1) * blockSize);
	let largest = floor;
	for (let i = one * blockSize; i < end; i++) {
		const model = order[i] ?? 0;
		const up = (bounds.highs[model] ?? 0) - low;
		const down = high - (bounds.lows[model] ?? 0);
		const scale = (rowScales[i * blocks + other] ?? 0) * perBound;
		if ((up > down ? up : down) * scale <= largest) continue;
		largest = searchRow(all, i, other, perBound, largest);
	}
	return largest;
}

/** The pairs of the model at a place with those of a block before it. */
function searchRow(
	{ pairs, bounds, order, blockSize, scales }: PairBlocks,
	place: number,
	other: number,
	perBound: number,
	floor: number,
): number {
	const model = order[place] ?? 0;
	const lowest = bounds.lows[model] ?? 0;
	const highest = bounds.highs[model] ?? 0;
	const end = Math.min(place, (other + 1) * blockSize);
	let largest = floor;
	for (let j = other * blockSize; j < end; j++) {
		const partner = order[j] ?? 0;
		const scale = scales[place * order.length + j] ?? 0;
		const up = highest - (bounds.lows[partner] ?? 0);
		const down = (bounds.highs[partner] ?? 0) - lowest;
		if ((up > down ? up : down) * scale * perBound <= largest) continue;
		const statistic = deviationOf(pairs, model, partner) * scale;
		if (statistic > largest) largest = statistic;
	}
	return largest;
}

/** The largest distance of bounds between models of two blocks. */
function reachOf({ lows, highs }: PairBlocks, one: number, other: number): number {
	const up = (highs[one] ?? 0) - (lows[other] ?? 0);
	const down = (highs[other] ?? 0) - (lows[one] ?? 0);
	return up > down ? up : down;
}
