import type { AnswerHeaders } from '../endpoint/ask.ts';

const NAME = /^[a-z0-9_-]{1,80}$/;
const MOST_NAMES = 200;
const LIMIT_NAME = /(^|-)ratelimit(-|$)|^retry-after(-ms)?$/;
/** Counts, durations and times: what begins with a digit and holds nothing that could be a key. */
const LIMIT_VALUE =
	/^-?\d{1,13}(?:\.\d{1,9})?(?:[a-z]{1,2}(?:\d{1,6}(?:\.\d{1,9})?[a-z]{1,2}){0,3})?$/i;
const TIME_VALUE =
	/^(?:\d{4}-\d\d-\d\dT[\d:.]{5,15}(?:Z|[+-]\d\d:\d\d)|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT)$/;
const HIDDEN = '(not shown)';

export type SeenHeader = {
	readonly name: string;
	readonly answers: number;
	/** First and last value; only of headers about limits, and only where it is a number, a duration or a time. */
	readonly values: { readonly first: string; readonly last: string } | null;
};

export type HeaderLog = {
	readonly note: (headers: AnswerHeaders) => void;
	/** By name. */
	readonly read: () => readonly SeenHeader[];
};

/** Collects which headers a provider sends. No value is kept but those that say something about limits. */
export function openHeaderLog(): HeaderLog {
	const seen = new Map<string, { answers: number; first: string; last: string }>();
	return {
		note: (headers) => {
			for (const [given, value] of headers.entries()) {
				const name = given.toLowerCase();
				if (!NAME.test(name) || (!seen.has(name) && seen.size >= MOST_NAMES)) continue;
				const last = describeValue(value);
				const known = seen.get(name) ?? { answers: 0, first: last, last };
				seen.set(name, { ...known, answers: known.answers + 1, last });
			}
		},
		read: () =>
			[...seen]
				.map(([name, { answers, first, last }]) => ({
					name,
					answers,
					values: LIMIT_NAME.test(name) ? { first, last } : null,
				}))
				.sort((a, b) => (a.name < b.name ? -1 : 1)),
	};
}

function describeValue(value: string): string {
	const text = value.trim();
	return text.length <= 40 && (LIMIT_VALUE.test(text) || TIME_VALUE.test(text)) ? text : HIDDEN;
}
