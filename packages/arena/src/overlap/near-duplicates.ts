import { createEditDistance } from './edit-distance.ts';
import { startOfText } from './compared-text.ts';
import { NEAREST_TEXTS, createTop, similarityOf } from './nearest-texts.ts';
import { createShingleIndex } from './shingle-index.ts';

/** Two questions of one benchmark, by their places in its order, the first one first. */
export type NearDuplicate = {
	readonly left: number;
	readonly right: number;
	/** 1 − edit distance / length of the longer text. */
	readonly similarity: number;
};

/** From here on two questions of a benchmark count as near-duplicates. */
export const NEAR_DUPLICATE = 0.8;

/**
 * Pairs of texts that are at least `NEAR_DUPLICATE` alike, the most alike first, then in the order of the texts. Each text is
 * compared with the `NEAREST_TEXTS` that share most of its shingles.
 */
export function findNearDuplicates(texts: readonly string[]): readonly NearDuplicate[] {
	const starts = texts.map(startOfText);
	const index = createShingleIndex(starts);
	const distance = createEditDistance();
	const found: NearDuplicate[] = [];
	for (const [right, text] of starts.entries()) {
		for (const left of nearestBefore(index, text, right)) {
			const similarity = similarityOf(starts[left] ?? '', text, NEAR_DUPLICATE, distance);
			if (similarity !== undefined) found.push({ left, right, similarity });
		}
	}
	return found.sort((a, b) => b.similarity - a.similarity || a.left - b.left || a.right - b.right);
}

/** Earlier texts that share most of a text's shingles. */
function nearestBefore(
	index: ReturnType<typeof createShingleIndex>,
	text: string,
	right: number,
): readonly number[] {
	const shares: { readonly question: number; readonly closeness: number }[] = [];
	index.visit(text, (question, closeness) => {
		if (question < right) shares.push({ question, closeness });
	});
	const top = createTop(NEAREST_TEXTS);
	return shares
		.sort((a, b) => b.closeness - a.closeness || a.question - b.question)
		.filter(({ closeness }) => top.admit(closeness))
		.map(({ question }) => question);
}
