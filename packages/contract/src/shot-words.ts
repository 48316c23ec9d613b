import { findRatingShot } from '@codejoust/judge/definition/rating-shot';

/** A criterion as people read it: without the hyphens of its name. Untrusted text. */
export function nameCriterion(name: string): string {
	return name.replaceAll('-', ' ');
}

/** Whose answer a prompt asks a rating for, and under which criterion; undefined for a prompt of another kind of judge. */
export const readRatingShot = findRatingShot;

/** What a judge is asked about a battle, in words. Untrusted text, since criteria have names of their own. */
export function nameShot(order: string): string {
	const rating = findRatingShot(order);
	if (rating) return `the ${rating.rated} under ${nameCriterion(rating.criterion)}`;
	if (order === 'baseline-first') return 'baseline first';
	return order === 'swapped' ? 'model first' : order;
}
