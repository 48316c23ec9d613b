import { z } from 'zod';
import { JUDGE_KINDS, type JudgeKind } from '../definition/definition-values.ts';
import { decideCascade, openCascade } from './cascade.ts';
import { cascadeFieldsOf, findCascadeFaults } from './cascade-fields.ts';
import { decideJury, nameMember, openJury, readMembers, splitShot } from './jury.ts';
import { findJuryFaults, juryFieldsOf } from './jury-fields.ts';
import { PAIRWISE } from './pairwise.ts';
import {
	decideRecorded,
	findRecordedFaults,
	openRecorded,
	type RecordedDefinition,
} from './recorded.ts';
import { RUBRIC } from './rubric.ts';
import type { BattlePlan, Decide, FieldFault, Kind, Protocol } from './protocol.ts';
import { judgmentIdentity } from '../identity/identity.ts';
import { usesReference } from '../prompt/reference-block.ts';
import { textOf } from './text-of.ts';
import { TOKEN } from './token.ts';

/** Every kind of judge that is asked. */
const KINDS = { pairwise: PAIRWISE, token: TOKEN, rubric: RUBRIC } as const;

const [first, ...others] = Object.values(KINDS).map(({ fields }) => fields);
if (!first) throw new Error('there is a kind of judge');

/** Every kind of judge that is asked, by the fields of its definition. */
export const anyDefinition = z.discriminatedUnion('kind', [first, ...others], {
	error: `The kinds of judges are: ${JUDGE_KINDS.join(', ')}.`,
});

/** A jury, whose members are judges that are asked. */
export const juryFields = juryFieldsOf(anyDefinition);
export type JuryDefinition = Readonly<z.infer<typeof juryFields>>;

/** A cascade, whose two members are judges that are asked. */
export const cascadeFields = cascadeFieldsOf(anyDefinition);
export type CascadeDefinition = Readonly<z.infer<typeof cascadeFields>>;

/** How a judge is asked, read and decides, by its kind. */
export function protocolOf(definition: Readonly<z.infer<typeof anyDefinition>>): Protocol {
	// A table's entry is of its name's kind, which TypeScript cannot see for a name that it does not know.
	const open = KINDS[definition.kind].open as (of: typeof definition) => Protocol;
	return open(definition);
}

/** What a judge of any kind, also one that asks nothing, makes of a battle, and of which judgments. */
export function planOf(
	definition:
		| Readonly<z.infer<typeof anyDefinition>>
		| JuryDefinition
		| CascadeDefinition
		| RecordedDefinition,
): BattlePlan {
	if (definition.kind === 'jury') return openJury(definition, protocolOf);
	if (definition.kind === 'cascade') return openCascade(definition, protocolOf);
	return definition.kind === 'recorded' ? openRecorded(definition) : protocolOf(definition);
}

const BY_NAME: Readonly<Record<JudgeKind, Pick<Kind<never>, 'decide' | 'findFaults'>>> = {
	...KINDS,
	jury: {
		decide: (definition) => decideJury(definition, decideOf),
		findFaults: findJuryFaults,
	},
	recorded: { decide: decideRecorded, findFaults: findRecordedFaults },
	cascade: {
		decide: (definition) => decideCascade(definition, decideOf),
		findFaults: findCascadeFaults,
	},
};

/** How battles are decided under a judge of such a definition, fields of which may be missing; undefined for a kind that is none. */
export function decideOf(definition: Readonly<Record<string, unknown>>): Decide | undefined {
	const known = JUDGE_KINDS.find((one) => one === definition['kind']);
	return known && BY_NAME[known].decide(definition);
}

/**
 * What makes a judgment of a judge of such a definition the same judgment; undefined for a kind that is none. Those of a jury or
 * cascade are its members' own, and empty where the definition names no such member.
 */
export function identityOf(
	definition: Readonly<Record<string, unknown>>,
): Protocol['identity'] | undefined {
	const known = JUDGE_KINDS.find((one) => one === definition['kind']);
	if (known === undefined) return undefined;
	if (known === 'recorded') return judgmentIdentity;
	return known === 'jury' || known === 'cascade'
		? identifyMembers(definition)
		: KINDS[known].identity;
}

function identifyMembers(definition: Readonly<Record<string, unknown>>): Protocol['identity'] {
	const members = readMembers(definition);
	return ({ order, referenceHash, ...key }) => {
		const { member: name, shot } = splitShot(order);
		const member = members.find((one) => nameMember(one) === name);
		const identify = member && identityOf(member.definition);
		if (!member || !identify) return '';
		const isShown = usesReference(textOf(member.definition, 'userTemplate') ?? '');
		const shown = isShown && referenceHash !== undefined ? { referenceHash } : {};
		return identify({ ...key, ...shown, judgeHash: member.hash, order: shot });
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
