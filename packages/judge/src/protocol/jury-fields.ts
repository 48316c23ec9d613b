import { JURY_RULES } from '@codejoust/arena/rules/jury';
import { z } from 'zod';
import {
	JURY_MODES,
	MOST_MEMBERS,
	type JudgeKind,
	MEMBERED_KINDS,
	RECUSALS,
} from '../definition/definition-values.ts';
import { isRehearsalModel } from '../definition/rehearsal-policies.ts';
import { canonicalJson } from '../identity/canonical-json.ts';
import { contentHash } from '../identity/identity.ts';
import type { FieldFault } from './protocol.ts';
import { textOf } from './text-of.ts';

/**
 * Several judge versions that decide together. It asks nothing: what it pins of its members is their definitions, by which
 * their judgments are found, and by which a bundle is decided again.
 */
export function juryFieldsOf<Definition extends z.ZodType>(member: Definition) {
	return z.strictObject({
		kind: z.literal('jury' satisfies JudgeKind),
		/** Sorted by hash, so that the order in which they were named changes nothing. */
		members: z
			.array(z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), definition: member }))
			.transform((members) => members.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)))
			.readonly(),
		/** Absent where every battle is asked of all members: so were juries before there was another mode. */
		mode: z
			.literal('cyclic' satisfies (typeof JURY_MODES)[number], {
				error: `The modes of a jury are: ${JURY_MODES.join(', ')}.`,
			})
			.optional(),
		rule: z.enum(JURY_RULES),
		/** How many members have to vote, with fewer a battle is unscored; in the mode cyclic, how many have to take turns. */
		quorum: z.int().min(1),
		recuse: z.enum(RECUSALS),
	});
}

type MemberedKind = (typeof MEMBERED_KINDS)[number];

export type GivenMember = { readonly hash: string | undefined; readonly definition: unknown };

/** Everything that is wrong with a jury's members and its quorum; fields may be missing or of any type. */
export function findJuryFaults(given: unknown): readonly FieldFault[] {
	const members = membersOf(given);
	if (members === undefined) return [];
	return [
		...countFaults(members.length),
		...members.flatMap(memberFaults(members, 'jury')),
		...mixedFaults(members, 'jury'),
		...findQuorumFaults(given, members.length),
		...findModeFaults(given),
	];
}

/** A single vote is no majority: in the mode cyclic each battle has one. */
function findModeFaults(given: unknown): readonly FieldFault[] {
	if (fieldOf(given, 'mode') !== 'cyclic' || fieldOf(given, 'rule') !== 'majority') return [];
	return [
		{
			field: 'rule',
			reason:
				'In the mode cyclic each battle has one vote, so that there is no majority: the rule is mean.',
		},
	];
}

/** A quorum that so many members can never reach. */
function findQuorumFaults(given: unknown, members: number): readonly FieldFault[] {
	const quorum = fieldOf(given, 'quorum');
	if (typeof quorum !== 'number' || quorum <= members) return [];
	return [
		{
			field: 'quorum',
			reason: `The quorum is ${quorum}, and the jury has ${members} ${members === 1 ? 'member' : 'members'}: no battle could be decided.`,
		},
	];
}

function countFaults(members: number): readonly FieldFault[] {
	if (members >= 2 && members <= MOST_MEMBERS) return [];
	return [
		{
			field: 'members',
			reason: `A jury has 2 to ${MOST_MEMBERS} members, and ${members === 1 ? 'one is' : `${members} are`} named.`,
		},
	];
}

/** What keeps judge versions from being members of a jury or cascade. */
export function memberFaults(members: readonly GivenMember[], owner: MemberedKind) {
	return ({ hash, definition }: GivenMember, at: number): readonly FieldFault[] => {
		const field = `members.${at}`;
		const first = members.findIndex((one) => one.hash !== undefined && one.hash === hash);
		const isOther = hash !== undefined && hash !== contentHash(canonicalJson(definition));
		const kind = textOf(definition, 'kind');
		return [
			...(first >= 0 && first < at
				? [{ field, reason: `This is the same judge version as members.${first}.` }]
				: []),
			...(isMembered(definition)
				? [
						{
							field,
							reason: `This member is a ${kind}: a ${owner} has judges that are asked as members.`,
						},
					]
				: isOther
					? [{ field, reason: 'The hash is not that of the definition.' }]
					: []),
		];
	};
}

function isMembered(definition: unknown): boolean {
	const kind = textOf(definition, 'kind');
	return MEMBERED_KINDS.some((one) => one === kind);
}

/** A board of both would be neither a rehearsal nor a measurement. */
export function mixedFaults(
	members: readonly GivenMember[],
	owner: MemberedKind,
): readonly FieldFault[] {
	// Of a member that nobody knows, or that cannot be one, nothing is said here.
	const known = members.filter(
		({ definition }) => definition !== undefined && !isMembered(definition),
	);
	const rehearsals = known.filter(({ definition }) =>
		isRehearsalModel(textOf(definition, 'model') ?? ''),
	).length;
	if (rehearsals === 0 || rehearsals === known.length) return [];
	return [
		{
			field: 'members',
			reason: `${rehearsals} of ${known.length} members are rehearsal judges: a ${owner} has rehearsal judges only, or none.`,
		},
	];
}

/** The members that somebody named, whatever is wrong with them; undefined where there is no list. */
export function membersOf(given: unknown): readonly GivenMember[] | undefined {
	const members = fieldOf(given, 'members');
	if (!Array.isArray(members)) return undefined;
	return members.map((member: unknown) => ({
		hash: textOf(member, 'hash'),
		definition: fieldOf(member, 'definition'),
	}));
}

/** A field of something of any type. */
export function fieldOf(given: unknown, field: string): unknown {
	return typeof given === 'object' && given !== null ? Reflect.get(given, field) : undefined;
}
