/** How good an answer is under one criterion, from worst to best. */
export const RATINGS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
export type Rating = (typeof RATINGS)[number];

/** The rating that a number is; undefined where it is none: nothing is rounded or clamped. */
export function asRating(value: number): Rating | undefined {
	return RATINGS.find((rating) => rating === value);
}
