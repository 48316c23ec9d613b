import { z } from 'zod';
import { JUDGE_KINDS, type JudgeKind } from '../definition/definition-values.ts';
import { judgmentIdentity, type JudgmentKey } from '../identity/identity.ts';
import { decideJury, nameMember, openJury, readMembers, splitShot } from './jury.ts';
import { findJuryFaults, juryFieldsOf } from './jury-fields.ts';
import { PAIRWISE } from './pairwise.ts';
import type { BattlePlan, Decide, FieldFault, Kind, Protocol } from './protocol.ts';
import { textOf } from './text-of.ts';

/** Every kind of judge that is asked. */
const KINDS = { pairwise: PAIRWISE } as const;

/** Every kind of judge that is asked, by the fields of its definition. */
export const anyDefinition = z.discriminatedUnion('kind', [KINDS.pairwise.fields], {
	error: `The kinds of judges are: ${JUDGE_KINDS.join(', ')}.`,
});

/** A jury, whose members are judges that are asked. */
export const juryFields = juryFieldsOf(anyDefinition);
export type JuryDefinition = Readonly<z.infer<typeof juryFields>>;

/** How a judge is asked, read and decides, by its kind. */
export function protocolOf(definition: Readonly<z.infer<typeof anyDefinition>>): Protocol {
	return KINDS[definition.kind].open(definition);
}

/** What a judge of any kind, a jury as well, makes of a battle, and of which judgments. */
export function planOf(
	definition: Readonly<z.infer<typeof anyDefinition>> | JuryDefinition,
): BattlePlan {
	return definition.kind === 'jury' ? openJury(definition, protocolOf) : protocolOf(definition);
}

const BY_NAME: Readonly<Record<JudgeKind, Pick<Kind<never>, 'decide' | 'findFaults'>>> = {
	...KINDS,
	jury: {
		decide: (definition) => decideJury(definition, decideOf),
		findFaults: findJuryFaults,
	},
};

/** How battles are decided under a judge of such a definition, fields of which may be missing; undefined for a kind that is none. */
export function decideOf(definition: Readonly<Record<string, unknown>>): Decide | undefined {
	const known = JUDGE_KINDS.find((one) => one === definition['kind']);
	return known && BY_NAME[known].decide(definition);
}

/**
 * The identity of a judgment under a judge of such a definition, as `decideOf` knows it: a jury's are its members' own. Empty
 * where the definition names no such member.
 */
export function identityOf(
	definition: Readonly<Record<string, unknown>>,
): (key: JudgmentKey) => string {
	if (definition['kind'] !== ('jury' satisfies JudgeKind)) return judgmentIdentity;
	const members = readMembers(definition);
	return ({ order, ...key }) => {
		const { member: name, shot } = splitShot(order);
		const member = members.find((one) => nameMember(one) === name);
		if (!member) return '';
		return identityOf(member.definition)({ ...key, judgeHash: member.hash, order: shot });
	};
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
