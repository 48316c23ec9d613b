import { prepareAlikePairs, searchAlikePairs } from './alike-pairs.ts';
import { UNSCORED } from './outcome-matrix.ts';
import { packPoints, sumDraws } from './packed-points.ts';
import { createRandom, mixSeed } from './random.ts';
import { createTopValues } from './top-values.ts';
import { prepareUnlikePairs, searchUnlikePairs } from './unlike-pairs.ts';

export type ResamplingInput = {
	readonly seed: string;
	/** One row of outcome codes per model, all of the same length. */
	readonly models: readonly Int8Array[];
	/** Symmetric, models × models: weight of a pair's deviation. */
	readonly scales: Float64Array;
	readonly resamples: number;
	/** In (0, 1). */
	readonly level: number;
};

/** One resample of the question ids. */
export type Resample = {
	/** How often each question was drawn. */
	readonly counts: Int32Array;
	/** Every model's points over the draws, its unscored questions counting 0. */
	readonly sums: Float64Array;
};

/**
 * Resamples the question ids and gives the `level` quantile, the ⌈level · (resamples + 1)⌉-th smallest, of the largest
 * |deviation of a pair's mean difference in score| · scale over all pairs; 0 without a pair.
 *
 * Exact, though most pairs are never looked at: only resamples above the quantile matter, so a pair that cannot exceed
 * what the quantile is known to reach is skipped. Two models with the same scored questions differ by the difference of
 * their means, so the models with the commonest set of scored questions need one mean each per resample; every other
 * pair corrects the plain sums by the questions that one of the two lacks.
 */
export function resampleCriticalDeviation(input: ResamplingInput): number {
	const { seed, models, scales, resamples, level } = input;
	const questions = models[0]?.length ?? 0;
	if (models.length < 2 || questions === 0) return 0;
	const absent = models.map(unscoredQuestions);
	const alike = commonestGroup(absent);
	const alikePairs = prepareAlikePairs(models, alike, absent[alike[0] ?? 0] ?? [], scales);
	const unlikePairs = prepareUnlikePairs(models, alike, absent, scales);
	const packed = packPoints(models);
	const draws = new Int32Array(questions);
	const counts = new Int32Array(questions);
	const sums = new Float64Array(models.length);
	const top = createTopValues(
		resamples - Math.min(resamples, Math.ceil(level * (resamples + 1))) + 1,
	);
	for (let resample = 0; resample < resamples; resample++) {
		drawQuestions(createRandom(mixSeed(seed, 'rank-ranges', resample)).nextInt, draws, counts);
		sumDraws(packed, draws, sums);
		const largest = searchAlikePairs(alikePairs, { counts, sums }, top.least());
		top.add(searchUnlikePairs(unlikePairs, { counts, sums }, largest));
	}
	return top.least();
}

function drawQuestions(nextInt: (n: number) => number, draws: Int32Array, counts: Int32Array) {
	counts.fill(0);
	for (let draw = 0; draw < draws.length; draw++) {
		const question = nextInt(draws.length);
		draws[draw] = question;
		counts[question] = (counts[question] ?? 0) + 1;
	}
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
		groups.set(key, [...(groups.get(key) ?? []), model]);
	});
	return [...groups.values()].reduce((best, group) => (group.length > best.length ? group : best));
}
