import { diffLines as compareLines } from 'diff';
import type { z } from 'zod';
import type { changedLine } from '@codejoust/contract/schemas/judge-registry';

export type ChangedLine = z.infer<typeof changedLine>;

/**
 * Lines that are added and removed, in all. The time grows with the lines times these, so that a prompt of the longest takes
 * a tenth of a second; a limit of time instead would give another answer on a busy machine.
 */
const MOST_EDITS = 500;

/** All lines of two texts in order, each kept, added or removed; texts with next to nothing in common are replaced whole. */
export function diffLines(before: string, after: string): readonly ChangedLine[] {
	const changes = compareLines(before, after, { maxEditLength: MOST_EDITS });
	if (!changes) return [...asLines(before, 'removed'), ...asLines(after, 'added')];
	return changes.flatMap(({ value, added, removed }) =>
		asLines(value, added ? 'added' : removed ? 'removed' : 'same'),
	);
}

function asLines(text: string, kind: ChangedLine['kind']): readonly ChangedLine[] {
	if (text === '') return [];
	return text
		.replace(/\n$/, '')
		.split('\n')
		.map((line) => ({ kind, text: line }));
}
