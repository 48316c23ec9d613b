import { quoteValue, shortenValue } from '@codejoust/arena/text/printable';
import type { Problem } from '../checks/problem.ts';

/** Columns without a name, and names that stand twice, by their 1-based positions. */
export function findColumnFaults(columns: readonly string[]): readonly Problem[] {
	const firstOf = new Map<string, number>();
	return columns.flatMap((name, at): Problem[] => {
		if (name === '')
			return [{ line: 1, reason: 'missing-field', message: `Column ${at + 1} has no name.` }];
		const first = firstOf.get(name);
		if (first === undefined) {
			firstOf.set(name, at);
			return [];
		}
		const message = `Columns ${first + 1} and ${at + 1} are both called ${quoteValue(name)}.`;
		return [{ line: 1, field: shortenValue(name), reason: 'duplicate', message }];
	});
}
