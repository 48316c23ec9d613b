import { createEditDistance } from './edit-distance.ts';
import { createShingleIndex } from './shingle-index.ts';
import { startOfText } from './compared-text.ts';

/** Texts that are compared with a question: those that share most of its shingles. */
export const NEAREST_TEXTS = 50;

/** Below it a similarity says nothing about a common origin, and is not measured. */
export const LEAST_SIMILARITY = 0.5;

/** A question's nearest text. `similarity`: 1 − edit distance / length of the longer text, in [0.5, 1]. */
export type Nearest<Place> = { readonly similarity: number; readonly place: Place };

export type NearestTexts<Place> = {
	/** Compares one more text. The place is kept where the text is the nearest one so far. */
	readonly add: (text: string, place: Place) => void;
	/** By question; undefined where no text that was compared is at least `LEAST_SIMILARITY` alike. */
	readonly nearest: () => readonly (Nearest<Place> | undefined)[];
};

/**
 * Finds the text that is most alike to each question, by normalised edit distance of their starts (`startOfText`). A text
 * is compared with the questions for which it is, so far, among the `NEAREST_TEXTS` with most of the question's shingles;
 * so at least the nearest of all texts are compared, and no text is kept.
 */
export function createNearestTexts<Place>(questions: readonly string[]): NearestTexts<Place> {
	const starts = questions.map(startOfText);
	const index = createShingleIndex(starts);
	const distance = createEditDistance();
	const tops = starts.map(() => createTop(NEAREST_TEXTS));
	const nearest: (Nearest<Place> | undefined)[] = starts.map(() => undefined);
	return {
		add(text, place) {
			const start = startOfText(text);
			index.visit(start, (question, closeness) => {
				if (!tops[question]?.admit(closeness)) return;
				const least = nearest[question]?.similarity ?? LEAST_SIMILARITY;
				const similarity = similarityOf(starts[question] ?? '', start, least, distance);
				const isNearer =
					similarity !== undefined && similarity > (nearest[question]?.similarity ?? 0);
				if (isNearer) nearest[question] = { similarity, place };
			});
		},
		nearest: () => [...nearest],
	};
}

/** 1 − edit distance / the longer length where it is at least `least`, else undefined; two empty texts are alike. */
export function similarityOf(
	left: string,
	right: string,
	least: number,
	distance = createEditDistance(),
): number | undefined {
	const length = Math.max(left.length, right.length);
	if (length === 0) return 1;
	const found = distance(left, right, Math.floor((1 - least) * length + 1e-9));
	return found === undefined ? undefined : 1 - found / length;
}

/** The highest values seen; `admit` answers whether a value is one of them. */
export function createTop(size: number): { readonly admit: (value: number) => boolean } {
	const values: number[] = [];
	return {
		admit(value) {
			if (values.length === size && value <= (values[0] ?? 0)) return false;
			if (values.length === size) values.shift();
			let at = values.length;
			while (at > 0 && (values[at - 1] ?? 0) > value) at -= 1;
			values.splice(at, 0, value);
			return true;
		},
	};
}
