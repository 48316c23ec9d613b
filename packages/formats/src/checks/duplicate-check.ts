import { quoteValue } from '@codejoust/arena/text/printable';
import { type Place, type Problem, nameOf, problemAt } from './problem.ts';

export type DuplicateCheck = {
	/** Remembers where an id stands first; answers the problem of standing there again. */
	readonly check: (
		seen: { readonly id: string; readonly field: string; readonly value: unknown },
		place: Place,
	) => Problem | undefined;
};

export function createDuplicateCheck(): DuplicateCheck {
	const first = new Map<string, string>();
	return {
		check({ id, field, value }, place) {
			const earlier = first.get(id);
			if (earlier === undefined) {
				first.set(id, nameOf(place));
				return undefined;
			}
			const says = `the ${field} ${quoteValue(value)} is in ${lowerFirst(earlier)} already; it must be unique.`;
			return problemAt(place, { field, value, reason: 'duplicate', says });
		},
	};
}

function lowerFirst(text: string): string {
	return text.charAt(0).toLowerCase() + text.slice(1);
}
