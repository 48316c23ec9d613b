import {
	type QuestionResamples,
	percentileInterval,
	resampleQuestions,
} from '../maths/bootstrap.ts';
import type { Bounds } from '../maths/intervals.ts';

/** One case of a share: whether it counts for it, on which question. */
export type ShareCase = { readonly questionId: string; readonly isHit: boolean };

/** hits / n; share and interval are absent without a case. */
export type QuestionShare = {
	readonly n: number;
	readonly hits: number;
	readonly share?: number;
	/** 95 %, percentile bootstrap over questions; absent below 30 questions. */
	readonly interval?: Bounds;
};

const MIN_QUESTIONS = 30;
const RESAMPLES = 1000;

/** Measures shares over cases that share questions: one resample of the questions serves all of them. */
export type MeasureShare = (cases: readonly ShareCase[]) => QuestionShare;

/**
 * Shares whose intervals resample the given questions and never the cases, of which a question has several (models, games).
 * Any order of questions and cases gives the same. Throws a RangeError for a case of another question.
 * Source: Field and Welsh 2007, "Bootstrapping clustered data".
 */
export function createShares(seed: string, questionIds: readonly string[]): MeasureShare {
	const questions = [...new Set(questionIds)].sort();
	const placeOf = new Map(questions.map((id, place) => [id, place]));
	let drawn: QuestionResamples | undefined;
	return (cases) => {
		const hits = new Float64Array(questions.length);
		const counts = new Float64Array(questions.length);
		for (const { questionId, isHit } of cases) {
			const place = placeOf.get(questionId);
			if (place === undefined) throw new RangeError(`a share has no question ${questionId}`);
			counts[place] = (counts[place] ?? 0) + 1;
			if (isHit) hits[place] = (hits[place] ?? 0) + 1;
		}
		const n = cases.length;
		const total = cases.filter(({ isHit }) => isHit).length;
		if (n === 0) return { n, hits: 0 };
		const share = { n, hits: total, share: total / n };
		if (counts.filter((count) => count > 0).length < MIN_QUESTIONS) return share;
		drawn ??= resampleQuestions(seed, questions.length, RESAMPLES);
		return { ...share, interval: boundRatio(drawn, hits, counts) };
	};
}

/** A resample that drew no case has no share and is left out. */
function boundRatio(
	{ resamples, counts: draws }: QuestionResamples,
	hits: Float64Array,
	counts: Float64Array,
): Bounds {
	const [above, below] = [new Float64Array(resamples), new Float64Array(resamples)];
	counts.forEach((count, question) => {
		if (count === 0) return;
		const hit = hits[question] ?? 0;
		const row = draws.subarray(question * resamples, (question + 1) * resamples);
		for (let resample = 0; resample < resamples; resample++) {
			const times = row[resample] ?? 0;
			above[resample] = (above[resample] ?? 0) + times * hit;
			below[resample] = (below[resample] ?? 0) + times * count;
		}
	});
	const ratios = above.map((value, at) => value / (below[at] ?? 0)).filter(Number.isFinite);
	return percentileInterval(ratios);
}
