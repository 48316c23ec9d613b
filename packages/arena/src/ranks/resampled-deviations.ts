import { prepareAlikePairs, searchAlikePairs, writeAlikePairs } from './alike-pairs.ts';
import { UNSCORED } from '../outcomes/outcome-matrix.ts';
import { packPoints, sumDraws } from './packed-points.ts';
import { createRandom, mixSeed } from '../maths/random.ts';
import type { Resample } from './resample.ts';
import { createTopValues } from './top-values.ts';
import { prepareUnlikePairs, searchUnlikePairs, writeUnlikePairs } from './unlike-pairs.ts';

export type ResamplingInput = {
	readonly seed: string;
	/** One row of outcome codes per model, all of the same length. */
	readonly models: readonly Int8Array[];
	readonly resamples: number;
};

/** One set of resamples of the question ids. `scales` is symmetric, models × models; a pair with the scale 0 is left out. */
export type ResampledDeviations = {
	/**
	 * Opens a series of quantiles: each is the `level` quantile (in (0, 1)), the ⌈level · (resamples + 1)⌉-th smallest, of the
	 * largest |deviation of a pair's mean difference in score| · scale over the pairs, or `least` when it is smaller. Every
	 * call's pairs must be among those of the call before, with the same scales. A quantile of `enough` or more is not
	 * determined further: then some value from `enough` up to the quantile is given.
	 */
	readonly openQuantiles: (
		level: number,
		least: number,
	) => (scales: Float64Array, enough: number) => number;
	/**
	 * For every resample the scaled deviations of the pairs, models × models, filled below the diagonal. The array is written
	 * over by the next resample.
	 */
	readonly scaledDeviations: (scales: Float64Array) => Iterable<Float64Array>;
};

/**
 * Draws the resamples, each when it is first needed; every quantile is over the same ones.
 *
 * Exact, though most pairs are never looked at: only resamples above the quantile matter, so a pair that cannot exceed
 * what the quantile is known to reach is skipped, and so is a resample that an earlier quantile has bounded. Two models
 * with the same scored questions differ by the difference of their means, so the models with the commonest set of scored
 * questions need one mean each per resample; every other pair corrects the plain sums by the questions that one of the two
 * lacks.
 */
export function resampleDeviations(input: ResamplingInput): ResampledDeviations {
	const { models, resamples } = input;
	const absent = models.map(unscoredQuestions);
	const alike = commonestGroup(absent);
	const resampleAt = openResamples(input);
	const prepare = (scales: Float64Array) => ({
		alikePairs: prepareAlikePairs(models, alike, absent[alike[0] ?? 0] ?? [], scales),
		unlikePairs: prepareUnlikePairs(models, alike, absent, scales),
	});
	return {
		scaledDeviations: function* (scales) {
			const { alikePairs, unlikePairs } = prepare(scales);
			const cells = new Float64Array(models.length ** 2);
			for (let at = 0; at < resamples; at++) {
				writeAlikePairs(alikePairs, resampleAt(at), cells, models.length);
				writeUnlikePairs(unlikePairs, resampleAt(at), cells, models.length);
				yield cells;
			}
		},
		openQuantiles: (level, least) => {
			const place = Math.min(resamples, Math.ceil(level * (resamples + 1)));
			const bounds = new Float64Array(resamples).fill(Infinity);
			let order = [...bounds.keys()];
			return (scales, enough) => {
				if (models.length < 2 || models[0]?.length === 0) return least;
				const { alikePairs, unlikePairs } = prepare(scales);
				const top = createTopValues(resamples - place + 1, least);
				for (const at of order) {
					if ((bounds[at] ?? 0) <= top.least()) continue;
					const largest = searchAlikePairs(alikePairs, resampleAt(at), top.least());
					const value = searchUnlikePairs(unlikePairs, resampleAt(at), largest);
					bounds[at] = value;
					top.add(value);
					if (top.least() >= enough) return top.least();
				}
				// The largest first, so that the next quantile is soon known to reach what most resamples do not.
				order = order.toSorted((a, b) => (bounds[b] ?? 0) - (bounds[a] ?? 0) || a - b);
				return top.least();
			};
		},
	};
}

/** Every resample has a seed of its own, so it is the same whenever it is drawn. */
function openResamples({ seed, models, resamples }: ResamplingInput): (at: number) => Resample {
	const questions = models[0]?.length ?? 0;
	const packed = packPoints(models);
	const draws = new Int32Array(questions);
	const drawn: Resample[] = [];
	// One room for all resamples: two arrays of their own for each cost more than the draws.
	let room: { readonly counts: Uint16Array; readonly sums: Float64Array } | undefined;
	return (at) => {
		const known = drawn[at];
		if (known) return known;
		room ??= {
			counts: new Uint16Array(resamples * questions),
			sums: new Float64Array(resamples * models.length),
		};
		const counts = room.counts.subarray(at * questions, (at + 1) * questions);
		const sums = room.sums.subarray(at * models.length, (at + 1) * models.length);
		const { nextInt } = createRandom(mixSeed(seed, 'rank-ranges', at));
		for (let draw = 0; draw < questions; draw++) {
			const question = nextInt(questions);
			draws[draw] = question;
			counts[question] = (counts[question] ?? 0) + 1;
		}
		sumDraws(packed, draws, sums);
		return (drawn[at] = { counts, sums });
	};
}

function unscoredQuestions(cells: Int8Array): readonly number[] {
	const absent: number[] = [];
	for (let question = 0; question < cells.length; question++) {
		if (cells[question] === UNSCORED) absent.push(question);
	}
	return absent;
}

/** The models that share the commonest list, the first such list in row order. */
function commonestGroup(absent: readonly (readonly number[])[]): readonly number[] {
	const groups = new Map<string, number[]>();
	absent.forEach((questions, model) => {
		const key = questions.join();
		const group = groups.get(key);
		if (group) group.push(model);
		else groups.set(key, [model]);
	});
	return [...groups.values()].reduce(
		(best, group) => (group.length > best.length ? group : best),
		[],
	);
}
