import type { BattleResult } from '@codejoust/arena/rules/battle';
import { decideByVotes, JURY_RULES, type JuryRule } from '@codejoust/arena/rules/jury';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import { z } from 'zod';
import type { BattlePlan, Decide } from './protocol.ts';
import type { Shot } from '../identity/shot.ts';

type Member<Definition> = { readonly hash: string; readonly definition: Definition };
type Jury<Definition> = {
	readonly members: readonly Member<Definition>[];
	readonly mode?: 'cyclic' | undefined;
	readonly rule: JuryRule;
	readonly quorum: number;
};

/** What stands for a member in the names of a jury's shots and among its votes: the beginning of its hash. */
export function nameMember({ hash }: Pick<Member<unknown>, 'hash'>): string {
	return hash.slice(0, 12);
}

/** The name of a member's shot within a jury's battle. */
export function nameShot(member: Pick<Member<unknown>, 'hash'>, shot: Shot): Shot {
	return `${nameMember(member)}:${shot}`;
}

/** Which member a jury's shot is of, and how the member names it. */
export function splitShot(name: Shot): { readonly member: string; readonly shot: Shot } {
	const at = name.indexOf(':');
	return { member: name.slice(0, at), shot: name.slice(at + 1) };
}

/**
 * A jury's battle needs what its members are asked; the judgments are the members' own. In the mode cyclic it needs the shots
 * of one of them, which `rotate` names.
 */
export function openJury<Definition>(
	definition: Jury<Definition>,
	planOfMember: (definition: Definition) => BattlePlan,
): BattlePlan {
	const { members, ...plan } = planMembers(definition, planOfMember);
	const shotsOf: BattlePlan['shots'] = (question) => {
		const [first, ...others] = members.flatMap((member) =>
			member.shots(question).map((shot) => nameShot(member, shot)),
		);
		if (first === undefined) throw new Error('a jury without members asks nothing');
		return [first, ...others];
	};
	return {
		...plan,
		shots: shotsOf,
		decide: (judgments) => decide(judgments, definition, (one) => planOfMember(one).decide),
	};
}

/** What each member of a jury or cascade is asked, and how the judgments that they share are found. */
export function planMembers<Definition>(
	{ members: given }: Pick<Jury<Definition>, 'members'>,
	planOfMember: (definition: Definition) => BattlePlan,
) {
	const members = given.map(({ hash, definition }) => ({ ...planOfMember(definition), hash }));
	const identity: BattlePlan['identity'] = ({ order, referenceHash, ...key }) => {
		const { member, shot } = splitShot(order);
		const plan = members.find((one) => nameMember(one) === member);
		if (!plan) throw new Error(`there is no member ${member}`);
		const shown = plan.usesReference && referenceHash !== undefined ? { referenceHash } : {};
		return plan.identity({ ...key, ...shown, judgeHash: plan.hash, order: shot });
	};
	return { members, usesReference: members.some((plan) => plan.usesReference), identity };
}

const looseJury = z.object({
	members: z.array(z.object({ hash: z.string(), definition: z.record(z.string(), z.unknown()) })),
	mode: z.literal('cyclic').optional(),
	rule: z.enum(JURY_RULES),
	quorum: z.int().min(1),
});

/** The same by a definition that a bundle has; members of unknown kinds leave its battles open. */
export function decideJury(
	definition: Readonly<Record<string, unknown>>,
	decideMember: (definition: Readonly<Record<string, unknown>>) => Decide | undefined,
): Decide {
	const read = looseJury.safeParse(definition);
	if (!read.success) return () => undefined;
	return (judgments) => decide(judgments, read.data, decideMember);
}

/** The members that a bundle's definition names; none where it is no jury's and no cascade's. */
export function readMembers(
	definition: Readonly<Record<string, unknown>>,
): z.infer<typeof looseJury>['members'] {
	return looseJury.pick({ members: true }).safeParse(definition).data?.members ?? [];
}

/**
 * A member of which nothing was asked is recused, or another one's turn was; of the others every judgment is needed. In the mode
 * cyclic the vote of the one that was asked decides.
 */
function decide<Definition>(
	judgments: ReadonlyMap<Shot, Judgment>,
	jury: Jury<Definition>,
	decideMember: (definition: Definition) => Decide | undefined,
): BattleResult | undefined {
	const byMember = Map.groupBy(judgments, ([name]) => splitShot(name).member);
	const results = new Map<string, BattleResult>();
	for (const member of jury.members) {
		const given = byMember.get(nameMember(member));
		if (!given) continue;
		const own = given.map(([name, judgment]) => [splitShot(name).shot, judgment] as const);
		const result = decideMember(member.definition)?.(new Map(own));
		if (!result) return undefined;
		results.set(nameMember(member), result);
	}
	return decideByVotes(results, jury.mode === 'cyclic' ? { rule: 'mean', quorum: 1 } : jury);
}
