import type { Rating } from '../rules/rating.ts';

/** A labelled pair as CODAL-Bench's program would compare it: what was read of each rating, undefined where nothing was. */
export type CodalPair = {
	readonly label: 'A' | 'B';
	/** Of both answers under the same criteria. */
	readonly ratings: readonly {
		readonly a: Rating | undefined;
		readonly b: Rating | undefined;
	}[];
};

export type CodalNumbers = {
	readonly pairs: number;
	readonly correct: number;
	readonly ties: number;
	readonly incorrect: number;
	/** (correct + ties / 2) / pairs; absent without a pair. */
	readonly accuracy?: number;
};

/**
 * The arithmetic of CODAL-Bench (Weyssow and others 2024, "CodeUltraFeedback"), for comparison with its numbers only: a reply
 * without a rating ("N/A") counts 0, so that an unreadable judge looks like a poor answer. The default rule leaves it unscored.
 */
export function measureCodal(pairs: readonly CodalPair[]): CodalNumbers {
	const leads = pairs.map(({ label, ratings }) => {
		const lead = ratings.reduce((sum, { a, b }) => sum + (a ?? 0) - (b ?? 0), 0);
		return label === 'A' ? lead : -lead;
	});
	const correct = leads.filter((lead) => lead > 0).length;
	const ties = leads.filter((lead) => lead === 0).length;
	return {
		pairs: pairs.length,
		correct,
		ties,
		incorrect: pairs.length - correct - ties,
		...(pairs.length > 0 && { accuracy: (correct + ties / 2) / pairs.length }),
	};
}
