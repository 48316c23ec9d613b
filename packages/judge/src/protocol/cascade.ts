import { decideCascade as decideByBoth } from '@codejoust/arena/rules/cascade';
import type { BattleResult } from '@codejoust/arena/rules/battle';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import { z } from 'zod';
import type { Shot } from '../identity/shot.ts';
import { nameMember, nameShot, planMembers, splitShot } from './jury.ts';
import type { BattlePlan, Decide } from './protocol.ts';

type Member<Definition> = { readonly hash: string; readonly definition: Definition };
type Cascade<Definition> = {
	readonly members: readonly Member<Definition>[];
	readonly margin: number;
};

/**
 * A cascade's battle is planned with what its first judge is asked; what the second one is asked is added where it is needed.
 * The judgments are their own, as a jury's are its members'.
 */
export function openCascade<Definition>(
	definition: Cascade<Definition>,
	planOfMember: (definition: Definition) => BattlePlan,
): BattlePlan {
	const { members, ...plan } = planMembers(definition, planOfMember);
	const [first] = members;
	if (!first) throw new Error('a cascade without members asks nothing');
	return {
		...plan,
		shots: (question) => {
			const [one, ...others] = first.shots(question);
			return [nameShot(first, one), ...others.map((shot) => nameShot(first, shot))];
		},
		decide: (judgments) => decide(judgments, definition, (one) => planOfMember(one).decide),
	};
}

const looseCascade = z.object({
	members: z.array(z.object({ hash: z.string(), definition: z.record(z.string(), z.unknown()) })),
	margin: z.number(),
});

/** The same by a definition that a bundle has; a member of an unknown kind leaves its battles open. */
export function decideCascade(
	definition: Readonly<Record<string, unknown>>,
	decideMember: (definition: Readonly<Record<string, unknown>>) => Decide | undefined,
): Decide {
	const read = looseCascade.safeParse(definition);
	if (!read.success) return () => undefined;
	return (judgments) => decide(judgments, read.data, decideMember);
}

function decide<Definition>(
	judgments: ReadonlyMap<Shot, Judgment>,
	{ members, margin }: Cascade<Definition>,
	decideMember: (definition: Definition) => Decide | undefined,
): BattleResult | undefined {
	const [first, second] = members.map((member) => {
		const name = nameMember(member);
		const own = [...judgments].flatMap(([shot, judgment]) => {
			const of = splitShot(shot);
			return of.member === name ? [[of.shot, judgment] as const] : [];
		});
		const result = own.length > 0 && decideMember(member.definition)?.(new Map(own));
		return result ? { name, result } : undefined;
	});
	return first && decideByBoth(first, second, margin);
}
