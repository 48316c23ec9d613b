// This file loads nothing, so that a page can read it.

/** Whose answer is rated. */
export const RATED_SIDES = ['baseline', 'model'] as const;
export type RatedSide = (typeof RATED_SIDES)[number];

export type RatingShot = { readonly rated: RatedSide; readonly criterion: string };

/** The name of the prompt that asks for a rating of one answer under one criterion. */
export function writeRatingShot({ rated, criterion }: RatingShot): string {
	return `${rated}:${criterion}`;
}

/** Undefined for a prompt of another kind of judge. */
export function findRatingShot(shot: string): RatingShot | undefined {
	const rated = RATED_SIDES.find((side) => shot.startsWith(`${side}:`));
	return rated && { rated, criterion: shot.slice(rated.length + 1) };
}

/** Throws for a prompt of another kind of judge. */
export function readRatingShot(shot: string): RatingShot {
	const found = findRatingShot(shot);
	if (!found) throw new Error(`${shot} names no rating`);
	return found;
}
