import type { RatingJudgment, UnreadableReason, UnscoredJudgment } from './judgment.ts';
import { findClosing, findStated, isFence, RATING_FIELD } from './rating-lines.ts';
import { asRating } from './rating.ts';
import { isAttributed } from './verdict-words.ts';
import { hasWords } from './words.ts';

/** What is known of one rating: 1 to 10, or the reason why there is none. Never a default. */
export type RatedJudgment =
	RatingJudgment | Extract<UnscoredJudgment, { readonly reason: UnreadableReason }>;

/**
 * Reads the one rating of a judge's final text, thinking cut out, of a reply that is known to have ended well. A rating counts
 * on a line that states it ("Rating: 7", "**Rating:** 7/10", "Score for this criterion (1-10): 7", "[[7]]" or "7/10" alone), at
 * the end of the last line ("so I rate it 7 out of 10"), and in a field "rating" or "score" of JSON. Numbers in sentences,
 * block quotations and code mean nothing. All that counts must agree: two values contradict each other. Nothing is rounded
 * or clamped: a whole number outside of 1 to 10 is `out-of-range`; a half point, a word or nothing is `no-verdict`.
 */
export function readRating(text: string): RatedJudgment {
	if (text.trim() === '') return unscored('empty');
	const fields = readFields(text);
	const stated = fields ?? findRatings(text);
	const [value, ...others] = new Set(stated);
	if (others.length > 0) return unscored('contradictory');
	if (stated.length === 0 || value === undefined) return unscored('no-verdict');
	const rating = asRating(value);
	return rating === undefined ? unscored('out-of-range') : { kind: 'scored', rating };
}

/** A value is undefined where something else than a whole number stands in its place. */
type Found = readonly (number | undefined)[];

function findRatings(text: string): Found {
	const whole = text.trim();
	// A reply that is nothing but a number.
	if (/^[-+]?\d{1,15}[.\s]*$/.test(whole)) return [Number.parseInt(whole, 10)];
	const lines = ownLines(text);
	const found: (number | undefined)[] = [];
	let above = '';
	for (const line of lines) {
		const inJson = readObject(line);
		const values = inJson ?? findStated(line, above).map(({ value }) => value);
		found.push(...values);
		above = line;
	}
	const last = lines.at(-1) ?? '';
	const closing = readObject(last) === undefined ? findClosing(last) : undefined;
	const isOwn = closing !== undefined && !isAttributed(last.slice(0, closing.at));
	return isOwn ? [...found, closing.value] : found;
}

/** The lines with words, without those in blocks of code; a block that ends the text is the judge's own. */
function ownLines(text: string): readonly string[] {
	const own: string[] = [];
	let block: string[] | undefined;
	let last: readonly string[] = [];
	for (const line of text.split('\n')) {
		if (isFence(line)) {
			last = block ?? last;
			block = block === undefined ? [] : undefined;
		} else if (hasWords(line)) {
			if (block === undefined) {
				own.push(line);
				last = [];
			} else block.push(line);
		}
	}
	return [...own, ...(block ?? last)];
}

/** The rating of a text that is one object of JSON, bare or in a block of code, or that ends with one of several lines. */
function readFields(text: string): Found | undefined {
	const whole = text.trim().replace(/^```[a-z]{0,12}[^\S\n]*\n|\n```$/gi, '');
	if (whole.startsWith('{')) return readObject(whole);
	const end = whole.lastIndexOf('\n{\n');
	if (end < 0) return undefined;
	const object = readObject(whole.slice(end).replace(/\n```\s*$/, ''));
	if (object === undefined) return undefined;
	return [...findStatedAbove(whole.slice(0, end)), ...object];
}

function findStatedAbove(text: string): Found {
	return ownLines(text).flatMap((line) => findStated(line).map(({ value }) => value));
}

/** Undefined where the text is no object of JSON. JSON.parse keeps the last of several fields with one name and says nothing. */
function readObject(text: string): Found | undefined {
	const bare = text.trim();
	if (!bare.startsWith('{') || !bare.endsWith('}')) return undefined;
	let parsed: unknown;
	try {
		parsed = JSON.parse(bare);
	} catch {
		return undefined;
	}
	if (typeof parsed !== 'object' || parsed === null) return undefined;
	const fields = Object.entries(parsed).filter(([name]) =>
		/^(?:(?:final|overall)_)?(?:rating|score)$/i.test(name),
	);
	const isRepeated = (bare.match(RATING_FIELD) ?? []).length > fields.length;
	return [...fields.map(([, value]) => readValue(value)), ...(isRepeated ? [undefined, NaN] : [])];
}

function readValue(value: unknown): number | undefined {
	if (typeof value === 'string') return findStated(`Rating: ${value.slice(0, 200)}`)[0]?.value;
	return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function unscored(reason: UnreadableReason): RatedJudgment {
	return { kind: 'unscored', reason };
}
