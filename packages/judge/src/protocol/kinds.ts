import { z } from 'zod';
import { JUDGE_KINDS, type JudgeKind } from '../definition/definition-values.ts';
import { PAIRWISE } from './pairwise.ts';
import { RUBRIC } from './rubric.ts';
import type { Decide, FieldFault, Kind, Protocol } from './protocol.ts';
import { textOf } from './text-of.ts';
import { TOKEN } from './token.ts';

/** Every kind of judge. */
const KINDS = { pairwise: PAIRWISE, token: TOKEN, rubric: RUBRIC } as const;

const [first, ...others] = Object.values(KINDS).map(({ fields }) => fields);
if (!first) throw new Error('there is a kind of judge');

/** Every kind of judge, by the fields of its definition. */
export const anyDefinition = z.discriminatedUnion('kind', [first, ...others], {
	error: `The kinds of judges are: ${JUDGE_KINDS.join(', ')}.`,
});

/** How a judge is asked, read and decides, by its kind. */
export function protocolOf(definition: Readonly<z.infer<typeof anyDefinition>>): Protocol {
	// A table's entry is of its name's kind, which TypeScript cannot see for a name that it does not know.
	const open = KINDS[definition.kind].open as (of: typeof definition) => Protocol;
	return open(definition);
}

const BY_NAME: Readonly<
	Record<JudgeKind, Pick<Kind<never>, 'decide' | 'findFaults' | 'identity'>>
> = KINDS;

/** How battles are decided under a judge of such a definition, fields of which may be missing; undefined for a kind that is none. */
export function decideOf(definition: Readonly<Record<string, unknown>>): Decide | undefined {
	const known = JUDGE_KINDS.find((one) => one === definition['kind']);
	return known && BY_NAME[known].decide(definition);
}

/** What makes a judgment of a judge of such a definition the same judgment; undefined for a kind that is none. */
export function identityOf(
	definition: Readonly<Record<string, unknown>>,
): Protocol['identity'] | undefined {
	const known = JUDGE_KINDS.find((one) => one === definition['kind']);
	return known && BY_NAME[known].identity;
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
