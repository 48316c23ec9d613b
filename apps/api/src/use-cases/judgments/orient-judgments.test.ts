import { expect, test } from 'vitest';
import { createProblemList } from '@codejoust/formats/checks/problem-list';
import type { RecordedJudgment } from '@codejoust/formats/judgments/recorded-judgment';
import { contentHash } from '@codejoust/judge/identity/identity';
import { type Orientation, orientJudgments } from './orient-judgments.ts';

const ORIENTATION: Orientation = {
	questions: [
		{ key: 'q1', prompt: 'One?' },
		{ key: 'q2', prompt: 'Two?' },
		{ key: 'q3', prompt: 'Two?' },
	],
	baseline: { slug: 'base-1', name: 'Base 1', hashOf: new Map([['q1', contentHash('old')]]) },
	orders: 'one',
	given: {},
};
const battle = (change: Partial<RecordedJudgment> = {}): RecordedJudgment => ({
	place: 'Row 1',
	line: 1,
	question: { id: 'q1' },
	judge: 'people',
	sides: { one: { model: 'base_1' }, two: { model: 'mine' } },
	games: [{ shownFirst: 'one', decision: 'A>>B' }],
	...change,
});

function orient(rows: readonly RecordedJudgment[], change: Partial<Orientation> = {}) {
	const problems = createProblemList();
	const { rows: oriented, others } = orientJudgments(rows, { ...ORIENTATION, ...change }, problems);
	return { oriented, others, says: problems.list().shown.map(({ message }) => message) };
}
const gameOf = (judgment: RecordedJudgment, orders: 'one' | 'both' = 'one') =>
	[...(orient([judgment], { orders }).oriented[0]?.games ?? [])].map(
		([order, { decision, preference }]) => [order, decision ?? preference],
	);

test('one game is turned to have the baseline first, whoever was shown first', () => {
	const turned = {
		one: { model: 'mine' },
		two: { model: 'Base 1' },
	};
	expect(gameOf(battle())).toEqual([['baseline-first', 'A>>B']]);
	expect(gameOf(battle({ sides: turned }))).toEqual([['baseline-first', 'B>>A']]);
	expect(
		gameOf(
			battle({ sides: turned, games: [{ shownFirst: 'one', decision: null, preference: 0.25 }] }),
		),
	).toEqual([['baseline-first', 0.75]]);
});

test('of two games each keeps its order', () => {
	const games = [
		{ shownFirst: 'one', decision: 'A>B' },
		{ shownFirst: 'two', decision: 'A=B' },
	] as const;
	expect(gameOf(battle({ games }), 'both')).toEqual([
		['baseline-first', 'A>B'],
		['swapped', 'A=B'],
	]);
});

test('a question is found by its key, or by a text that is its own', () => {
	const found = (question: RecordedJudgment['question']) => {
		const { oriented, says } = orient([battle({ question })]);
		return oriented[0]?.question ?? says[0];
	};
	expect(found({ id: 'q2' })).toBe('q2');
	expect(found({ text: 'One?' })).toBe('q1');
	expect(found({ text: 'q3' })).toBe('q3');
	expect(found({ text: 'Two?' })).toContain('several questions have this text (2)');
	expect(found({ id: 'q9', text: 'Nine?' })).toBe('Row 1: the benchmark has no question "q9".');
});

test('records without the baseline are counted, and named by pairs', () => {
	const pair = { one: { model: 'a' }, two: { model: 'b' } };
	expect(orient([battle({ sides: pair }), battle()])).toMatchObject({
		others: { count: 1, examples: ['"a" and "b"'] },
		oriented: [{ model: 'mine' }],
		says: [],
	});
});

test.each([
	['the text of the baseline', { one: { answer: 'old' }, two: { model: 'm' } }, undefined],
	[
		'another text than the baseline’s',
		{ one: { model: 'Base 1', answer: 'new' }, two: { model: 'm' } },
		'is not the answer of the benchmark’s baseline, Base 1',
	],
	['no baseline at all', { one: {}, two: { model: 'm' } }, 'name that with the option baseline'],
	['no model', { one: { model: 'base-1' }, two: {} }, 'it names no model'],
])('of a format that names sides: %s', (_, sides, problem) => {
	const { oriented, says } = orient([battle({ sides, baseline: 'one' })]);
	expect(oriented.length).toBe(problem === undefined ? 1 : 0);
	expect(says.join()).toContain(problem ?? '');
});

test('what the file leaves out is given with the import, and what it says of the judge may be replaced', () => {
	const bare = battle({ sides: { one: {}, two: {} }, baseline: 'one' });
	const given = { model: 'mine', baseline: 'base_1', judged_by: 'gpt-4' };
	expect(orient([bare], { given }).oriented).toMatchObject([{ model: 'mine', judge: 'gpt-4' }]);
});

test('a second judgment of a model and question is refused, of another judge it is not', () => {
	const second = battle({ place: 'Row 2' });
	expect(orient([battle(), second]).says).toEqual([
		'Row 2: "mine" was judged on question "q1" in Row 1 already; one judgment of a model and question is taken.',
	]);
	expect(orient([battle(), { ...second, judge: 'gpt-4' }])).toMatchObject({
		oriented: [{ judge: 'people' }, { judge: 'gpt-4' }],
		says: [],
	});
});
