import type { Battle, Comparison, ModelDetail } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { describeBattle, describeComparison, describeModel, nameComparison } from './describe.ts';

const benchmark = { slug: 'mine', version: '1', name: 'Mine' };
const judge = { name: 'judge@2', is_rehearsal: false };
const score = { value: 0.634, low: 0.598, high: 0.662 };

/** A model with what a description reads of it. */
const aModel = (...rows: object[]) =>
	({
		name: 'A\u202eB',
		baseline_of: [],
		standings: rows.map((row) => ({ benchmark, judge, models: 24, row })),
	}) as unknown as ModelDetail;

test('a model is described by its place with the interval, and by no number that it does not have', () => {
	expect(describeModel(aModel({ rank: { best: 2, worst: 4 }, score }))).toBe(
		'A⟦U+202E⟧B has rank 2–4 of 24 on Mine, judged by judge@2: score 63.4\u00a0%, 95 % interval 59.8–66.2.',
	);
	expect(describeModel(aModel({ rank: null, score: null }))).toBe(
		'A⟦U+202E⟧B has no rank on Mine, judged by judge@2.',
	);
	expect(describeModel(aModel())).toBe('A⟦U+202E⟧B is on no board yet.');
	expect(
		describeModel({ ...aModel(), baseline_of: [benchmark] as ModelDetail['baseline_of'] }),
	).toBe('A⟦U+202E⟧B is the baseline of Mine: other models are compared with its answers.');
});

test('a comparison and a battle are described with their judge, and a rehearsal is said', () => {
	const models = [
		{ model: { name: 'A' }, score },
		{ model: { name: 'B' }, score: null },
	];
	const comparison = { benchmark, judge, models } as unknown as Comparison;
	expect(nameComparison(comparison)).toBe('A and B');
	expect(describeComparison(comparison)).toBe(
		'Scores on Mine, judged by judge@2: A 63.4\u00a0% (59.8–66.2), B (no score).',
	);
	const battle = {
		benchmark: 'mine@1',
		judge: { name: 'rehearsal@1', is_rehearsal: true },
		model: { name: 'A' },
		question_id: 'q1',
		outcome: 'unscored',
	} as unknown as Battle;
	expect(describeBattle(battle)).toBe(
		'The answer of A to question q1 of mine@1, beside the baseline’s: unscored, judged by rehearsal@1 (a rehearsal that measures no model).',
	);
});
