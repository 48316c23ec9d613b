import { diffLines as compareLines } from 'diff';
import type { z } from 'zod';
import type { changedLine } from '../schemas/judge-registry.ts';

export type ChangedLine = z.infer<typeof changedLine>;

const MOST_EDITS = 4000;

/** All lines of two texts in order, each kept, added or removed; texts with next to nothing in common are replaced whole. */
export function diffLines(before: string, after: string): readonly ChangedLine[] {
	const changes = compareLines(before, after, { maxEditLength: MOST_EDITS, timeout: 500 });
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
