import { findClosing, findStated, isFence, RATING_FIELD } from './rating-lines.ts';
import { hasWords } from './words.ts';

/** Of one line, as many ratings are looked for. */
const MOST_IN_LINE = 4;

/**
 * The text with `mark` before the number of everything that `readRating` could read as a rating, wherever it stands: what is
 * copied out of it into a reply states no rating.
 */
export function breakRatings(text: string, mark: string): string {
	if (/^\s*[-+]?\d{1,15}[.\s]*$/.test(text)) return text.replace(/\S/, `${mark}$&`);
	// A reader passes over blocks of code, and a copy may begin inside one: either kind of line may be the one above.
	const above = ['', ''];
	let parity = 0;
	return text
		.replace(RATING_FIELD, (field) => `${field}${mark}`)
		.split('\n')
		.map((line) => {
			if (isFence(line)) parity = 1 - parity;
			const broken = breakLine(line, above, mark);
			if (hasWords(line)) above[parity] = line;
			return broken;
		})
		.join('\n');
}

function breakLine(line: string, above: readonly string[], mark: string): string {
	// A judge that copies a block quotation may leave its sign out.
	const quoted = /^[\s>]*/.exec(line)?.[0] ?? '';
	let rest = line.slice(quoted.length);
	for (let times = 0; times < MOST_IN_LINE; times++) {
		const [stated] = above.flatMap((lineAbove) => findStated(rest, lineAbove));
		const at = stated?.at ?? findClosing(rest)?.at;
		if (at === undefined) break;
		rest = `${rest.slice(0, at)}${mark}${rest.slice(at)}`;
	}
	return quoted + rest;
}
