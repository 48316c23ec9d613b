import { expect, test } from 'vitest';
import { findObjectives, planCells } from './ablation-cells.ts';
import { type AblationPlan, figureOf, isConfirmed } from './ablation-plan.ts';

const CATEGORIES = ['correctness', 'human-preference', 'security'];

test('the cells are three criteria with the comments kept and stripped, the plain one first', () => {
	const cells = planCells('my-judge@2', CATEGORIES, { isAblation: true });
	expect(
		cells.map(({ criterion, comments, parts }) => [
			criterion,
			comments,
			parts.map(({ slug, category, counted }) => [slug, category ?? counted]),
		]),
	).toEqual([
		['empty', 'kept', [['my-judge', undefined]]],
		['general', 'kept', [['my-judge-general', undefined]]],
		[
			'specific',
			'kept',
			[
				['my-judge-correctness', 'correctness'],
				['my-judge-security', 'security'],
				['my-judge-general', ['human-preference']],
			],
		],
		['empty', 'stripped', [['my-judge-stripped', undefined]]],
		['general', 'stripped', [['my-judge-general-stripped', undefined]]],
		[
			'specific',
			'stripped',
			[
				['my-judge-correctness-stripped', 'correctness'],
				['my-judge-security-stripped', 'security'],
				['my-judge-general-stripped', ['human-preference']],
			],
		],
	]);
	expect(cells[0]?.parts[0]?.judge).toBeUndefined();
	expect(cells[5]?.parts[0]?.judge).toEqual({
		slug: 'my-judge-correctness-stripped',
		from: 'my-judge@2',
		definition: { criterion: 'correctness', prepare: 'strip-comments@1' },
	});
});

test('without an ablation each objective is sent its own criterion, and nothing else is asked', () => {
	const [only, ...others] = planCells('j@1', ['security'], { isAblation: false });
	expect(others).toEqual([]);
	expect(only?.parts.map(({ slug }) => slug)).toEqual(['j-security']);
	expect(findObjectives(['all', 'constructor'])).toEqual([]);
});

test.each([
	[80, 1_234_567, '80:1.2346', true],
	[80, 1_234_567, '81:2', true],
	[80, 1_234_567, '79:2', false],
	[80, 1_234_567, '80:1.2', false],
	[80, 1_234_567, '80', false],
	[80, 1_234_567, 'yes', false],
	[80, 1_234_567, '80:unknown', false],
	[80, null, '80:unknown', true],
	[80, null, '80:9', false],
	[0, 0, '80:1.2346', true],
])(
	'a plan of %j games at %j micro-dollars is agreed to by %s: %j',
	(toAsk, costMicroUsd, figure, expected) => {
		const plan: AblationPlan = {
			set: 's@1',
			cells: [],
			sets: new Map(),
			checks: [],
			toAsk,
			costMicroUsd,
		};
		expect(isConfirmed(plan, figure)).toBe(expected);
		expect(isConfirmed(plan, figureOf(plan))).toBe(true);
	},
);
