import type { Judgment } from '@codejoust/arena/rules/judgment';
import { expect, test } from 'vitest';
import { canonicalJson } from '../identity/canonical-json.ts';
import { contentHash } from '../identity/identity.ts';
import { criterionJudge, defaultJudge, rehearsalJudge } from './default-judges.ts';
import {
	hashDefinition,
	type JudgeDefinition,
	juryDefinitionSchema,
	readDefinition,
} from './definition.ts';
import { nameShot } from './jury.ts';
import { decideOf, findFieldFaults, identityOf, planOf, protocolOf } from './kinds.ts';

const memberOf = (definition: JudgeDefinition) => ({
	hash: contentHash(canonicalJson(definition)),
	definition,
});
const MEMBERS = [
	defaultJudge('judge-1'),
	defaultJudge('judge-2'),
	criterionJudge({ name: 'brevity', text: 'Which answer is shorter?' }, 'judge-3'),
].map(memberOf);
const JURY = { kind: 'jury', members: MEMBERS, rule: 'majority', quorum: 2, recuse: 'own-family' };
const KEY = {
	judgeHash: 'of the jury',
	questionHash: 'q',
	baselineHash: 'b',
	responseHash: 'r',
	replicate: 1,
};
const ASKED = { category: 'c', subcategory: 's' };
const definition = juryDefinitionSchema.parse(JURY);

/** Each member's verdict in both orders, or none. */
function judgmentsOf(verdicts: readonly (readonly [Judgment, Judgment] | undefined)[]) {
	return new Map(
		MEMBERS.flatMap((member, at) => {
			const [first, swapped] = verdicts[at] ?? [];
			return first && swapped
				? [
						[nameShot(member, 'baseline-first'), first] as const,
						[nameShot(member, 'swapped'), swapped] as const,
					]
				: [];
		}),
	);
}
const win = [
	{ kind: 'scored', verdict: 'B>A' },
	{ kind: 'scored', verdict: 'A>B' },
] as const;
const loss = [win[1], win[0]] as const;
const mute = [win[0], { kind: 'unscored', reason: 'no-verdict' }] as const;

test('the order in which members are named changes nothing of a jury', () => {
	const turned = juryDefinitionSchema.parse({ ...JURY, members: MEMBERS.toReversed() });
	expect(hashDefinition(turned)).toBe(hashDefinition(definition));
	expect(readDefinition(JURY)).toEqual(definition);
});

test('its shots are those of its members, and the judgment of each is the member’s own', () => {
	const { shots, identity } = planOf(definition);
	expect(shots(ASKED)).toHaveLength(6);
	for (const member of MEMBERS)
		for (const shot of protocolOf(member.definition).shots(ASKED)) {
			const order = nameShot(member, shot);
			const own = protocolOf(member.definition).identity({
				...KEY,
				judgeHash: member.hash,
				order: shot,
			});
			expect(identity({ ...KEY, order })).toBe(own);
			expect(identityOf(JURY)?.({ ...KEY, order })).toBe(own);
		}
	expect(identityOf(JURY)?.({ ...KEY, order: 'stranger:swapped' })).toBe('');
});

test.each([
	['two of three', [win, win, loss], 'win'],
	['one that is mute', [win, mute, win], 'win'],
	['one that is recused', [loss, undefined, loss], 'loss'],
	['a split of two that are left', [win, undefined, loss], 'tie'],
] as const)('a battle is decided by %s', (_, verdicts, outcome) => {
	const judgments = judgmentsOf(verdicts);
	const result = planOf(definition).decide(judgments);
	expect(result).toMatchObject({ kind: 'scored', by: 'votes', outcome });
	expect(decideOf(JURY)?.(judgments)).toEqual(result);
});

test('a split that the vote of a mute member could turn is no tie', () => {
	expect(planOf(definition).decide(judgmentsOf([win, loss, mute]))).toEqual({
		kind: 'unscored',
		reasons: ['no-verdict'],
	});
});

test('below the quorum a battle is unscored, and with a judgment missing it is open', () => {
	expect(planOf(definition).decide(judgmentsOf([win, mute, mute]))).toEqual({
		kind: 'unscored',
		reasons: ['no-verdict', 'no-verdict'],
	});
	expect(planOf(definition).decide(judgmentsOf([win]))).toBeUndefined();
	const missing = judgmentsOf([win, win, win]);
	missing.delete(nameShot(MEMBERS[0] ?? { hash: '' }, 'swapped'));
	expect(planOf(definition).decide(missing)).toBeUndefined();
	expect(decideOf({ kind: 'jury', members: 'none' })?.(missing)).toBeUndefined();
});

test('all that is wrong with a jury is told at once', () => {
	const [first] = MEMBERS;
	const nested = { hash: 'f'.repeat(64), definition: { ...JURY } };
	const members = [first, first, nested, memberOf(rehearsalJudge()), { ...MEMBERS[1], hash: 'a' }];
	const faults = findFieldFaults({ ...JURY, members, quorum: 6 });
	expect(faults.map(({ field }) => field)).toEqual([
		'members.1',
		'members.2',
		'members.4',
		'members',
		'quorum',
	]);
	expect(findFieldFaults({ ...JURY, members: [first], quorum: 2 })).toHaveLength(2);
	expect(findFieldFaults(JURY)).toEqual([]);
});
