import { z } from 'zod';
import { JUDGE_KINDS, type JudgeKind } from '../definition/definition-values.ts';
import { decidePairwise, openPairwise, pairwiseFields } from './pairwise.ts';
import { findPairwiseFaults } from './pairwise-faults.ts';
import type { Decide, FieldFault, Protocol } from './protocol.ts';
import { textOf } from './text-of.ts';

/** Every kind of judge, by the fields of its definition. */
export const anyDefinition = z.discriminatedUnion('kind', [pairwiseFields], {
	error: `The kinds of judges are: ${JUDGE_KINDS.join(', ')}.`,
});

/** How a judge is asked, read and decides, by its kind. */
export function protocolOf(definition: Readonly<z.infer<typeof anyDefinition>>): Protocol {
	return openPairwise(definition);
}

const DECIDE: Readonly<Record<JudgeKind, Decide>> = { pairwise: decidePairwise };

/** How battles are decided under a judge of this kind, whatever its definition says; undefined for a kind that is none. */
export function decideOf(kind: unknown): Decide | undefined {
	const known = JUDGE_KINDS.find((one) => one === kind);
	return known && DECIDE[known];
}

const FIND_FAULTS: Readonly<Record<JudgeKind, (given: unknown) => readonly FieldFault[]>> = {
	pairwise: findPairwiseFaults,
};

/**
 * Everything that does not fit together in a definition though each field may have its type; fields may be missing or of any
 * type. A definition of no known kind is read as pairwise.
 */
export function findFieldFaults(given: unknown): readonly FieldFault[] {
	const named = textOf(given, 'kind');
	const kind = JUDGE_KINDS.find((one) => one === named) ?? 'pairwise';
	return FIND_FAULTS[kind](given);
}
