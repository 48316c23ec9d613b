import type { Database } from '@codejoust/db/connect';
import {
	findJudgeVersion,
	findJudgeVersionByHash,
	type JudgeVersionRow,
} from '@codejoust/db/queries/judges/judges';
import { usualQuorum } from '@codejoust/judge/definition/definition-values';
import type {
	CheckedDefinition,
	DefinitionFault,
} from '@codejoust/judge/protocol/check-definition';
import { juryDefinitionSchema } from '@codejoust/judge/protocol/definition';
import {
	countFaults,
	findJuryFaults,
	findModeFaults,
	findQuorumFaults,
} from '@codejoust/judge/protocol/jury-fields';
import { nameJudge, parseJudgeName } from '../../benchmark-name.ts';
import { isRecorded } from '../../is-recorded.ts';

type Written = Readonly<Record<string, unknown>>;

/**
 * A jury as somebody wrote it, its members by name (`name@version`) or by hash, with what each of them pins. All that is wrong
 * with it is told at once.
 */
export async function resolveJury(db: Database, written: Written): Promise<CheckedDefinition> {
	const given = written['members'];
	if (!Array.isArray(given)) {
		const reason = 'Name the judge versions that decide together, such as ["a@1", "b@2", "c@1"].';
		return { kind: 'faulty', faults: [{ path: 'members', reason }] };
	}
	const found: (JudgeVersionRow | string)[] = [];
	for (const member of given) found.push(await findMember(db, member));
	const rows = found.filter((one) => typeof one !== 'string');
	const { mode, ...others } = written;
	const isPanel = mode === undefined || mode === null || mode === 'panel';
	const whole = {
		...(isPanel ? {} : { mode }),
		rule: mode === 'cyclic' ? 'mean' : 'majority',
		quorum: usualQuorum(given.length),
		recuse: 'own-family',
		...others,
		members: rows.map(({ hash, definition }) => ({ hash, definition })),
	};
	const parsed = juryDefinitionSchema.safeParse(whole);
	const shape = parsed.success
		? []
		: parsed.error.issues.filter(({ code }) => code !== 'custom').map(asFault);
	const faults = [...listMemberFaults(found, whole), ...shape];
	return parsed.success && faults.length === 0
		? { kind: 'valid', definition: parsed.data }
		: { kind: 'faulty', faults };
}

/** The judge version that a member is, or why it cannot be one. */
async function findMember(db: Database, member: unknown): Promise<JudgeVersionRow | string> {
	const hash: unknown =
		typeof member === 'object' && member !== null ? Reflect.get(member, 'hash') : undefined;
	const name = typeof member === 'string' ? member : typeof hash === 'string' ? hash : undefined;
	if (name === undefined) return 'Write the name of a judge version, name@version, or its hash.';
	const isHash = /^[0-9a-f]{64}$/.test(name);
	if (!isHash && !name.includes('@'))
		return `Write ${name}@version: a jury pins the versions of its members.`;
	const row = isHash
		? await findJudgeVersionByHash(db, name)
		: await findJudgeVersion(db, parseJudgeName(name));
	if (!row) return 'There is no such judge version.';
	if (row.retiredAt) return `The judge ${nameJudge(row)} is retired and starts no runs.`;
	if (isRecorded(row))
		return `The judge ${nameJudge(row)} is recorded: its judgments were imported, and it can judge nothing else.`;
	return row;
}

function listMemberFaults(
	found: readonly (JudgeVersionRow | string)[],
	whole: Written & { readonly members: readonly unknown[] },
): readonly DefinitionFault[] {
	const unknown = found.flatMap((one, at) =>
		typeof one === 'string' ? [{ path: `members.${at}`, reason: one }] : [],
	);
	const places = found.flatMap((one, at) => (typeof one === 'string' ? [] : [at]));
	const isWhole = unknown.length === 0;
	// Of members that are named and not found, nothing but their number is known.
	const own = isWhole
		? findJuryFaults(whole)
		: [
				...countFaults(found.length),
				...findJuryFaults(whole).filter(({ field }) => field.startsWith('members.')),
				...findQuorumFaults(whole, found.length),
				...findModeFaults(whole),
			];
	return [
		...unknown,
		...own.map(({ field, reason }) => ({ path: placeMember(field, places), reason })),
	];
}

/** Where a member stands in what was written, by its place among those that were found. */
function placeMember(field: string, places: readonly number[]): string {
	return field.replace(/^members\.(\d+)/, (all, at: string) => {
		const place = places[Number(at)];
		return place === undefined ? all : `members.${place}`;
	});
}

function asFault(issue: { readonly path: readonly PropertyKey[]; readonly message: string }) {
	return { path: issue.path.map(String).join('.'), reason: issue.message };
}
