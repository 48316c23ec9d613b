import type { Judgment } from '@codejoust/arena/rules/judgment';
import { expect, test } from 'vitest';
import { canonicalJson } from '../identity/canonical-json.ts';
import { contentHash } from '../identity/identity.ts';
import { criterionJudge, defaultJudge, rehearsalJudge } from './default-judges.ts';
import {
	cascadeDefinitionSchema,
	hashDefinition,
	type JudgeDefinition,
	readDefinition,
} from './definition.ts';
import { noteCascade } from './definition-notes.ts';
import { nameShot } from './jury.ts';
import { decideOf, findFieldFaults, identityOf, planOf, protocolOf } from './kinds.ts';
import { rubricJudge } from './rubric-judge.ts';
import { defaultTokenJudge } from './token-default.ts';

const memberOf = (definition: JudgeDefinition) => ({
	hash: contentHash(canonicalJson(definition)),
	definition,
});
const CHEAP = memberOf(defaultTokenJudge('cheap'));
const STRONG = memberOf(defaultJudge('strong'));
const CASCADE = { kind: 'cascade', members: [CHEAP, STRONG], margin: 0.2 };
const definition = cascadeDefinitionSchema.parse(CASCADE);
const ASKED = { category: 'c', subcategory: 's' };
const KEY = {
	judgeHash: 'of the cascade',
	questionHash: 'q',
	baselineHash: 'b',
	responseHash: 'r',
	replicate: 0,
};
const read = (first: number, swapped: number): readonly (readonly [string, Judgment])[] => [
	[nameShot(CHEAP, 'baseline-first'), { kind: 'scored', verdict: 'A=B', preference: first }],
	[nameShot(CHEAP, 'swapped'), { kind: 'scored', verdict: 'A=B', preference: swapped }],
];
const LOST: readonly (readonly [string, Judgment])[] = [
	[nameShot(STRONG, 'baseline-first'), { kind: 'scored', verdict: 'A>B' }],
	[nameShot(STRONG, 'swapped'), { kind: 'scored', verdict: 'B>A' }],
];

test('a battle is planned with the first judge’s shots, and both judges’ identities are their own', () => {
	const plan = planOf(definition);
	const shots = plan.shots(ASKED);
	expect(shots).toEqual([nameShot(CHEAP, 'baseline-first'), nameShot(CHEAP, 'swapped')]);
	for (const { hash, definition: own } of [CHEAP, STRONG]) {
		const order = nameShot({ hash }, 'swapped');
		const identity = protocolOf(own).identity({ ...KEY, judgeHash: hash, order: 'swapped' });
		expect(plan.identity({ ...KEY, order })).toBe(identity);
		expect(identityOf(CASCADE)?.({ ...KEY, order })).toBe(identity);
	}
});

test('the mean of both orders decides whether the second judge is needed, also by a bundle', () => {
	for (const decide of [planOf(definition).decide, decideOf(CASCADE)]) {
		expect(decide?.(new Map(read(0.1, 0.9)))).toMatchObject({ outcome: 'win' });
		expect(decide?.(new Map(read(0.9, 0.1)))).toMatchObject({ outcome: 'loss' });
		// Sure in one order alone.
		expect(decide?.(new Map(read(0.9, 0.9)))).toBeUndefined();
		expect(decide?.(new Map([...read(0.9, 0.9), ...LOST]))).toMatchObject({ outcome: 'loss' });
		expect(decide?.(new Map(read(0.1, 0.9).slice(1)))).toBeUndefined();
		expect(decide?.(new Map(LOST))).toBeUndefined();
	}
});

test('the order of its two judges is part of a cascade, and what it pins is read again', () => {
	expect(readDefinition(CASCADE)).toEqual(definition);
	expect(hashDefinition({ ...definition, margin: 0.3 })).not.toBe(hashDefinition(definition));
});

test.each([
	['of a jury', [CHEAP, { hash: 'h', definition: { kind: 'jury' } }], /is a jury/],
	['of itself', [CHEAP, { hash: 'h', definition: CASCADE }], /is a cascade/],
	['of one judge', [CHEAP], /one is named/],
	['of one judge twice', [CHEAP, CHEAP], /same judge version/],
	['that rates first', [memberOf(rubricJudge('r')), STRONG], /of the kind rubric/],
	['of labels first', [STRONG, CHEAP], /of the kind pairwise/],
	['half rehearsed', [CHEAP, memberOf(rehearsalJudge())], /1 of 2 members are rehearsal/],
])('a cascade %s is refused', (_, members, reason) => {
	const faults = findFieldFaults({ ...CASCADE, members });
	expect(faults.map((fault) => fault.reason).join()).toMatch(reason);
	expect(cascadeDefinitionSchema.safeParse({ ...CASCADE, members }).success).toBe(false);
});

test.each([0, -0.1, 0.51, 20, NaN])('the margin %d is refused', (margin) => {
	expect(cascadeDefinitionSchema.safeParse({ ...CASCADE, margin }).success).toBe(false);
});

test('a release says where the two judges judge by different things, or closest battles alone are asked', () => {
	expect(noteCascade(definition)).toEqual([]);
	const brevity = { name: 'brevity', text: 'Which answer is shorter?' };
	const other = { ...definition, members: [CHEAP, memberOf(criterionJudge(brevity, 'strong'))] };
	expect(noteCascade({ ...other, margin: 0.05 }).join()).toMatch(
		/different criteria.*within 0\.05/s,
	);
});
