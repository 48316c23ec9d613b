import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionByHash, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { findContestants } from '@codejoust/db/queries/runs/jury-runs';
import { makerOf } from '@codejoust/judge/definition/model-maker';
import { type ReleasedDefinition, readDefinition } from '@codejoust/judge/protocol/definition';
import { rotate, type Turns } from '@codejoust/judge/protocol/rotation';
import { nameJudge } from '../../benchmark-name.ts';
import { Refusal } from '../../refusal.ts';
import type { BattleQuestion } from './plan-battles.ts';

/** The members of a jury or cascade that judge a submission, and the judge as it is planned with them alone. */
export type SeatedMembers = {
	readonly judge: Pick<JudgeVersionRow, 'hash' | 'definition'>;
	/** By name; of a cascade the one that is asked first. */
	readonly members: readonly JudgeVersionRow[];
	/** Hashes of all members, those that are recused among them; only of a jury whose members take turns. */
	readonly rotation?: readonly string[] | undefined;
	/** Of a cascade: its second judge, with how far from one half the first one's preference has to be. */
	readonly later?: { readonly judge: JudgeVersionRow; readonly margin: number };
};

type ToSeat = { readonly judge: JudgeVersionRow; readonly submissionId: string | undefined };

/** Who judges a submission under a judge that asks nothing itself. Refuses as `seatJury` does. */
export async function seatMembers(db: Database, asked: ToSeat): Promise<SeatedMembers> {
	const { judge } = asked;
	const definition = readDefinition(judge.definition);
	if (definition.kind === 'jury') return seatJury(db, asked, definition);
	if (definition.kind !== 'cascade') throw new Error(`${nameJudge(judge)} has no members`);
	const [first, second] = await findSeats(db, judge, definition.members);
	if (!first || !second) throw new Error(`${nameJudge(judge)} lacks one of its two judges`);
	return { judge, members: [first], later: { judge: second, margin: definition.margin } };
}

/**
 * Who of a jury judges a submission: all but the members that are recused, since their model and the contestant's or the
 * baseline's are made by the same. Refuses where fewer than the quorum are left: no battle could be decided.
 */
async function seatJury(
	db: Database,
	{ judge, submissionId }: ToSeat,
	definition: Extract<ReleasedDefinition, { readonly kind: 'jury' }>,
): Promise<SeatedMembers> {
	const isRecusing = definition.recuse === 'own-family' && submissionId !== undefined;
	const makers = isRecusing ? await findMakers(db, submissionId) : new Set<string>();
	const seated = definition.members.filter((member) => {
		const maker = makerOf(member.definition.model);
		return maker === undefined || !makers.has(maker);
	});
	if (seated.length < definition.quorum)
		throw new Refusal(
			'conflict',
			`Of the ${definition.members.length} members of ${nameJudge(judge)}, ${seated.length} are left when those of the families of the model and of the baseline (${[...makers].sort().join(', ')}) are recused, and its quorum is ${definition.quorum}: no battle could be decided.`,
		);
	const members = await findSeats(db, judge, seated);
	return {
		judge: { hash: judge.hash, definition: { ...definition, members: seated } },
		members: members.toSorted((a, b) => (nameJudge(a) < nameJudge(b) ? -1 : 1)),
		rotation: definition.mode === 'cyclic' ? definition.members.map(({ hash }) => hash) : undefined,
	};
}

/** Which member is asked about each of these questions, all of a version; undefined where every member is asked about each. */
export function takeTurns(
	{ members, rotation }: SeatedMembers,
	questions: readonly Pick<BattleQuestion, 'key' | 'contentHash'>[],
): Turns | undefined {
	if (rotation === undefined) return undefined;
	return rotate(questions, { members: rotation, seated: members.map(({ hash }) => hash) });
}

/** The members that are asked, with the keys of the questions that each is asked about (undefined: all). */
export function shareQuestions(
	{ members }: SeatedMembers,
	{
		turns,
		questions,
	}: {
		readonly turns: Turns | undefined;
		readonly questions?: ReadonlySet<string> | undefined;
	},
): readonly MemberShare[] {
	if (turns === undefined) return members.map((judge) => ({ judge, questions }));
	const wanted = [...turns].filter(([key]) => questions?.has(key) ?? true);
	const byMember = Map.groupBy(wanted, ([, hash]) => hash);
	return members.flatMap((judge) => {
		const own = byMember.get(judge.hash);
		return own ? [{ judge, questions: new Set(own.map(([key]) => key)) }] : [];
	});
}

export type MemberShare = {
	readonly judge: JudgeVersionRow;
	readonly questions: ReadonlySet<string> | undefined;
};

/** In the order in which they are given. */
async function findSeats(
	db: Database,
	judge: JudgeVersionRow,
	seats: readonly { readonly hash: string }[],
): Promise<readonly JudgeVersionRow[]> {
	const members: JudgeVersionRow[] = [];
	for (const { hash } of seats) {
		const row = await findJudgeVersionByHash(db, hash);
		if (!row) throw new Error(`${nameJudge(judge)} lost its member ${hash}`);
		members.push(row);
	}
	return members;
}

async function findMakers(db: Database, submissionId: string): Promise<ReadonlySet<string>> {
	const contestants = await findContestants(db, submissionId);
	return new Set(
		contestants.flatMap(
			({ family, slug, name, organisation }) => makerOf(family, slug, name, organisation) ?? [],
		),
	);
}
