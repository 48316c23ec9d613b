import { clusteredShareInterval } from '../maths/clustered-share-interval.ts';
import type { Bounds } from '../maths/intervals.ts';

/** One case of a share: whether it counts for it, on which question. */
export type ShareCase = { readonly questionId: string; readonly isHit: boolean };

/** hits / n; share and interval are absent without a case. */
export type QuestionShare = {
	readonly n: number;
	readonly hits: number;
	readonly share?: number;
	/** 95 %, over questions (`clusteredShareInterval`); absent below 30 questions with a case. */
	readonly interval?: Bounds;
};

const MIN_QUESTIONS = 30;

/**
 * A share whose interval is over the questions and never over the cases, of which a question has several (models, games). Any
 * order of cases gives the same.
 */
export function measureShare(cases: readonly ShareCase[]): QuestionShare {
	const n = cases.length;
	const hits = countHits(cases);
	if (n === 0) return { n, hits };
	const share = { n, hits, share: hits / n };
	const questions = [...Map.groupBy(cases, ({ questionId }) => questionId).entries()].sort(
		([a], [b]) => (a < b ? -1 : 1),
	);
	if (questions.length < MIN_QUESTIONS) return share;
	const interval = clusteredShareInterval(
		questions.map(([, own]) => ({ cases: own.length, hits: countHits(own) })),
	);
	return interval ? { ...share, interval } : share;
}

function countHits(cases: readonly ShareCase[]): number {
	return cases.filter(({ isHit }) => isHit).length;
}
