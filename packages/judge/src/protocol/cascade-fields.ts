import { z } from 'zod';
import { type JudgeKind, WIDEST_MARGIN } from '../definition/definition-values.ts';
import { fieldOf, type GivenMember, memberFaults, membersOf, mixedFaults } from './jury-fields.ts';
import type { FieldFault } from './protocol.ts';
import { textOf } from './text-of.ts';

/**
 * A judge that is read by one token, and another one that is asked where the first is not sure. It asks nothing itself: what it
 * pins of both is their definitions, as a jury does.
 */
export function cascadeFieldsOf<Definition extends z.ZodType>(member: Definition) {
	return z.strictObject({
		kind: z.literal('cascade' satisfies JudgeKind),
		/** The one that is asked first, and the one that is asked where the first is not sure. */
		members: z
			.array(z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), definition: member }))
			.readonly(),
		/** How far away from one half the first one's preference has to be to decide a battle. */
		margin: z.number({
			error: `Say how far from one half the first judge’s preference has to be to decide a battle: a number above 0 and at most ${WIDEST_MARGIN}.`,
		}),
	});
}

/** Everything that is wrong with a cascade's members and its margin; fields may be missing or of any type. */
export function findCascadeFaults(given: unknown): readonly FieldFault[] {
	const members = membersOf(given);
	if (members === undefined) return findMarginFaults(given);
	return [
		...pairFaults(members.length),
		...members.flatMap(memberFaults(members, 'cascade')),
		...firstFaults(members[0]),
		...mixedFaults(members, 'cascade'),
		...findMarginFaults(given),
	];
}

/** A margin that decides everything or nothing. */
function findMarginFaults(given: unknown): readonly FieldFault[] {
	const margin = fieldOf(given, 'margin');
	if (typeof margin !== 'number' || (margin > 0 && margin <= WIDEST_MARGIN)) return [];
	return [
		{
			field: 'margin',
			reason: `The margin is ${margin}. It must be above 0 and at most ${WIDEST_MARGIN}: no preference is farther away from one half.`,
		},
	];
}

/** A number of members that is not two. */
function pairFaults(members: number): readonly FieldFault[] {
	if (members === 2) return [];
	return [
		{
			field: 'members',
			reason: `A cascade has two members, the judge that is asked first and the one that is asked where the first is not sure, and ${members === 1 ? 'one is' : `${members} are`} named.`,
		},
	];
}

function firstFaults(first: GivenMember | undefined): readonly FieldFault[] {
	const kind = textOf(first?.definition, 'kind');
	if (kind === undefined || kind === ('token' satisfies JudgeKind)) return [];
	// What a jury or cascade may not be at all is said by the faults of members.
	if (kind !== 'pairwise' && kind !== 'rubric') return [];
	return [
		{
			field: 'members.0',
			reason: `The first judge of a cascade is of the kind token, whose preference says how sure it is; this one is of the kind ${kind}.`,
		},
	];
}
