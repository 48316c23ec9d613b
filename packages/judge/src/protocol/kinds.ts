import { z } from 'zod';
import { JUDGE_KINDS, type JudgeKind } from '../definition/definition-values.ts';
import { PAIRWISE } from './pairwise.ts';
import type { Decide, FieldFault, Kind, Protocol } from './protocol.ts';
import { textOf } from './text-of.ts';
import { TOKEN } from './token.ts';

/** Every kind of judge. */
const KINDS = { pairwise: PAIRWISE, token: TOKEN } as const;

/** Every kind of judge, by the fields of its definition. */
export const anyDefinition = z.discriminatedUnion(
	'kind',
	[KINDS.pairwise.fields, KINDS.token.fields],
	{
		error: `The kinds of judges are: ${JUDGE_KINDS.join(', ')}.`,
	},
);

/** How a judge is asked, read and decides, by its kind. */
export function protocolOf(definition: Readonly<z.infer<typeof anyDefinition>>): Protocol {
	// A definition is opened by the kind that it names.
	const open = KINDS[definition.kind].open as (own: typeof definition) => Protocol;
	return open(definition);
}

const BY_NAME: Readonly<Record<JudgeKind, Pick<Kind<never>, 'decide' | 'findFaults'>>> = KINDS;

/** How battles are decided under a judge of such a definition, fields of which may be missing; undefined for a kind that is none. */
export function decideOf(definition: Readonly<Record<string, unknown>>): Decide | undefined {
	const known = JUDGE_KINDS.find((one) => one === definition['kind']);
	return known && BY_NAME[known].decide(definition);
}

/**
 * Everything that does not fit together in a definition though each field may have its type; fields may be missing or of any
 * type. A definition of no known kind is read as pairwise.
 */
export function findFieldFaults(given: unknown): readonly FieldFault[] {
	const named = textOf(given, 'kind');
	const kind = JUDGE_KINDS.find((one) => one === named) ?? 'pairwise';
	return BY_NAME[kind].findFaults(given);
}
