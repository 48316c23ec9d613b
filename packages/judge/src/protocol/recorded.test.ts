import { expect, test } from 'vitest';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import { checkDefinition } from './check-definition.ts';
import { hashDefinition, readDefinition, recordedDefinitionSchema } from './definition.ts';
import { decideOf, identityOf, planOf } from './kinds.ts';

const [FIRST, SECOND] = ['a'.repeat(64), 'b'.repeat(64)];
const LABELS = {
	kind: 'recorded',
	model: 'gpt-4',
	format: 'arena-hard-v2.0',
	files: [SECOND, FIRST],
	orders: 'both',
	values: 'labels',
	decisions: 'file',
} as const;
const ONE = { ...LABELS, orders: 'one', values: 'preferences', tieWithin: 0 } as const;

const label = (verdict: 'A>B' | 'B>>A'): Judgment => ({ kind: 'scored', verdict });

test('the order of the files changes nothing, and another file is another judge', () => {
	const hash = (files: readonly string[]) =>
		hashDefinition(recordedDefinitionSchema.parse({ ...LABELS, files }));
	expect(hash([SECOND, FIRST])).toBe(hash([FIRST, SECOND, FIRST]));
	expect(hash([FIRST])).not.toBe(hash([FIRST, SECOND]));
	expect(readDefinition(LABELS)).toMatchObject({ kind: 'recorded', files: [FIRST, SECOND] });
});

test.each([
	[{ tieWithin: 0.1 }, 'tieWithin'],
	[{ values: 'preferences' }, 'tieWithin'],
	[{ values: 'preferences', tieWithin: 0, decisions: 'reread', parser: 'labels@1' }, 'decisions'],
	[{ decisions: 'reread' }, 'parser'],
	[{ parser: 'labels@1' }, 'parser'],
	[{ files: [] }, 'files'],
	[{ systemPrompt: 'Judge.' }, undefined],
])('a definition with %j is refused', (change, field) => {
	const { error } = recordedDefinitionSchema.safeParse({ ...LABELS, ...change });
	expect(error?.issues.map(({ path }) => path[0])).toContain(field);
});

test('nobody writes a recorded judge by hand', () => {
	expect(checkDefinition(LABELS).kind).toBe('faulty');
});

test('two games decide as of a judge that is asked', () => {
	const plan = planOf(readDefinition(LABELS));
	expect(plan.shots({ category: '', subcategory: '' })).toEqual(['baseline-first', 'swapped']);
	const games = new Map([
		['baseline-first', label('B>>A')],
		['swapped', label('A>B')],
	]);
	expect(plan.decide(games)).toMatchObject({ by: 'games', outcome: 'win', margin: 3 });
	expect(decideOf(LABELS)?.(games)).toEqual(plan.decide(games));
	expect(plan.decide(new Map([...games].slice(1)))).toBeUndefined();
});

test('one game decides alone, by its preference', () => {
	const plan = planOf(readDefinition(ONE));
	expect(plan.shots({ category: '', subcategory: '' })).toEqual(['baseline-first']);
	const game: Judgment = { kind: 'scored', verdict: 'A=B', preference: 0.25 };
	expect(plan.decide(new Map([['baseline-first', game]]))).toEqual({
		kind: 'scored',
		by: 'game',
		outcome: 'win',
		margin: 1,
		numbers: { preference: 0.75 },
	});
	expect(decideOf({ kind: 'recorded' })?.(new Map([['baseline-first', game]]))).toBeUndefined();
});

test('a judgment is the same where judge, texts and order are', () => {
	const key = {
		judgeHash: FIRST,
		questionHash: FIRST,
		baselineHash: FIRST,
		responseHash: SECOND,
		order: 'baseline-first',
		replicate: 0,
	};
	expect(identityOf(LABELS)?.(key)).toBe(planOf(readDefinition(ONE)).identity(key));
});
