import type { z } from 'zod';
import type { Database } from '@codejoust/db/connect';
import {
	findJudgeVersion,
	findJudgeVersionByHash,
	type JudgeVersionRow,
} from '@codejoust/db/queries/judges/judges';
import { type MEMBERED_KINDS, usualQuorum } from '@codejoust/judge/definition/definition-values';
import type {
	CheckedDefinition,
	DefinitionFault,
} from '@codejoust/judge/protocol/check-definition';
import { findCascadeFaults } from '@codejoust/judge/protocol/cascade-fields';
import {
	cascadeDefinitionSchema,
	juryDefinitionSchema,
} from '@codejoust/judge/protocol/definition';
import { findJuryFaults } from '@codejoust/judge/protocol/jury-fields';
import type { FieldFault } from '@codejoust/judge/protocol/protocol';
import { nameJudge, parseJudgeName } from '../../benchmark-name.ts';
import { isRecorded } from '../../is-recorded.ts';

type Written = Readonly<Record<string, unknown>>;
type Membered = (typeof MEMBERED_KINDS)[number];

const MEMBERED = {
	jury: {
		schema: juryDefinitionSchema,
		findFaults: findJuryFaults,
		complete: completeJury,
		missing: 'Name the judge versions that decide together, such as ["a@1", "b@2", "c@1"].',
	},
	cascade: {
		schema: cascadeDefinitionSchema,
		findFaults: findCascadeFaults,
		complete: (written: Written) => written,
		missing:
			'Name the judge version that is asked first and the one that is asked where the first is not sure, such as ["cheap@1", "strong@1"].',
	},
} as const;

/**
 * A jury or cascade as somebody wrote it, its members by name (`name@version`) or by hash, with what each of them pins. All
 * that is wrong with it is told at once.
 */
export async function resolveMembered(
	db: Database,
	written: Written,
	kind: Membered,
): Promise<CheckedDefinition> {
	const { schema, findFaults, complete, missing } = MEMBERED[kind];
	const given = written['members'];
	const named: readonly unknown[] = Array.isArray(given) ? given : [];
	const found: (JudgeVersionRow | string)[] = [];
	for (const member of named) found.push(await findMember(db, member, kind));
	const rows = found.filter((one) => typeof one !== 'string');
	const whole = complete(written, named.length);
	const parsed = schema.safeParse({ ...whole, members: rows.map(pin) });
	const shape = parsed.success ? [] : parsed.error.issues.filter(isOfPanel).map(asFault);
	const faults = [
		...(Array.isArray(given)
			? listMemberFaults(found, (members) => findFaults({ ...whole, members }))
			: [{ path: 'members', reason: missing }, ...findFaults(whole).map(nameField)]),
		...shape,
	];
	return parsed.success && faults.length === 0
		? { kind: 'valid', definition: parsed.data }
		: { kind: 'faulty', faults };
}

/** With what a jury leaves out; the mode panel is what juries have that name none. */
function completeJury({ mode, ...written }: Written, members: number): Written {
	const isPanel = mode === undefined || mode === null || mode === 'panel';
	return {
		...(isPanel ? {} : { mode }),
		rule: mode === 'cyclic' ? 'mean' : 'majority',
		quorum: usualQuorum(members),
		recuse: 'own-family',
		...written,
	};
}

/** The judge version that a member is, or why it cannot be one. */
async function findMember(
	db: Database,
	member: unknown,
	kind: Membered,
): Promise<JudgeVersionRow | string> {
	const hash: unknown =
		typeof member === 'object' && member !== null ? Reflect.get(member, 'hash') : undefined;
	const name = typeof member === 'string' ? member : typeof hash === 'string' ? hash : undefined;
	if (name === undefined) return 'Write the name of a judge version, name@version, or its hash.';
	const isHash = /^[0-9a-f]{64}$/.test(name);
	if (!isHash && !name.includes('@'))
		return `Write ${name}@version: a ${kind} pins the versions of its members.`;
	const row = isHash
		? await findJudgeVersionByHash(db, name)
		: await findJudgeVersion(db, parseJudgeName(name));
	if (!row) return 'There is no such judge version.';
	if (row.retiredAt) return `The judge ${nameJudge(row)} is retired and starts no runs.`;
	if (isRecorded(row))
		return `The judge ${nameJudge(row)} is recorded: its judgments were imported, and it can judge nothing else.`;
	return row;
}

function pin({ hash, definition }: JudgeVersionRow) {
	return { hash, definition };
}

/** Of members that are named and not found, nothing but their number is known. */
function listMemberFaults(
	found: readonly (JudgeVersionRow | string)[],
	findFaults: (members: readonly unknown[]) => readonly FieldFault[],
): readonly DefinitionFault[] {
	const unknown = found.flatMap((one, at) =>
		typeof one === 'string' ? [{ path: `members.${at}`, reason: one }] : [],
	);
	const own = findFaults(found.map((one) => (typeof one === 'string' ? {} : pin(one))));
	return [...unknown, ...own.map(nameField)];
}

function nameField({ field: path, reason }: FieldFault): DefinitionFault {
	return { path, reason };
}

/** What keeps a judge version from being a member is told in words of ours. */
function isOfPanel({ code, path }: z.core.$ZodIssue): boolean {
	return code !== 'custom' && !(path[0] === 'members' && path.length > 1);
}

function asFault(issue: { readonly path: readonly PropertyKey[]; readonly message: string }) {
	return { path: issue.path.map(String).join('.'), reason: issue.message };
}
