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

/** Rows in which one question may be listed, so that a question that is like many others leaves room for the rest. */
export const ROWS_OF_A_QUESTION = 3;

export type ListedDuplicate = NearDuplicate & {
	/** Pairs that each of the two is in. */
	readonly leftPairs: number;
	readonly rightPairs: number;
};

/**
 * The first `most` pairs in the given order in which no text stands more than `ROWS_OF_A_QUESTION` times, each with the number of pairs
 * that its two texts are in.
 */
export function listDuplicates(
	pairs: readonly NearDuplicate[],
	most: number,
): readonly ListedDuplicate[] {
	const all = new Map<number, number>();
	for (const { left, right } of pairs)
		for (const text of [left, right]) all.set(text, (all.get(text) ?? 0) + 1);
	const rows = new Map<number, number>();
	const isFull = (text: number) => (rows.get(text) ?? 0) >= ROWS_OF_A_QUESTION;
	const listed: ListedDuplicate[] = [];
	for (const pair of pairs) {
		if (listed.length === most) break;
		const { left, right } = pair;
		if (isFull(left) || isFull(right)) continue;
		for (const text of [left, right]) rows.set(text, (rows.get(text) ?? 0) + 1);
		listed.push({ ...pair, leftPairs: all.get(left) ?? 0, rightPairs: all.get(right) ?? 0 });
	}
	return listed;
}

/** How many texts are in some pair. */
export function countDuplicated(pairs: readonly NearDuplicate[]): number {
	return new Set(pairs.flatMap(({ left, right }) => [left, right])).size;
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
