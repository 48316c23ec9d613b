import { describe, expect, test } from 'vitest';
import { contentHash, judgmentIdentity } from '@codejoust/judge/identity/identity';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { countUnasked } from '@codejoust/db/queries/runs/insert-run';
import { type BattleInput, listIdentities, planBattles } from './plan-battles.ts';

const KEYS = ['q1', 'q2', 'q3'];
const plan = { judge: { hash: contentHash('judge'), definition: defaultJudge() }, replicate: 0 };

/** Three questions; the answer to the second one is empty. */
const input: BattleInput = {
	questions: KEYS.map((key, position) => ({
		id: position + 10,
		key,
		position,
		contentHash: contentHash(key),
		referenceHash: null,
		category: 'Algorithms',
		subcategory: 'Sorting',
	})),
	baseline: KEYS.map((key, at) => ({ questionId: at + 10, textHash: contentHash(`old ${key}`) })),
	responses: KEYS.map((key, at) => ({
		questionId: at + 10,
		textHash: contentHash(`new ${key}`),
		isEmpty: key === 'q2',
	})),
};

describe('the battles of a submission', () => {
	test('are one a question, of two games each, and of none where the answer is empty', () => {
		const battles = planBattles(input, plan);
		expect(battles.map(({ questionId, position }) => [questionId, position])).toEqual([
			[10, 0],
			[11, 1],
			[12, 2],
		]);
		expect(battles.map(({ games }) => games.length)).toEqual([2, 0, 2]);
		expect(new Set(listIdentities(battles)).size).toBe(4);
	});

	test('of a text that equals the baseline’s are none: a tie without a question', () => {
		const copied = {
			...input,
			responses: input.responses.map((row) =>
				row.questionId === 12 ? { ...row, textHash: contentHash('old q3') } : row,
			),
		};
		const battles = planBattles(copied, plan);
		expect(battles.map(({ by, games }) => [by, games.length])).toEqual([
			['games', 2],
			['empty-answer', 0],
			['equal-texts', 0],
		]);
		expect(countUnasked(battles)).toEqual({ emptyAnswers: 1, equalTexts: 1 });
	});

	test('have games that are known by the judge, the texts, the order and the replicate', () => {
		const [battle] = planBattles(input, { ...plan, replicate: 2 });
		expect(battle?.games).toEqual(
			(['baseline-first', 'swapped'] as const).map((order) => ({
				order,
				identity: judgmentIdentity({
					judgeHash: contentHash('judge'),
					questionHash: contentHash('q1'),
					baselineHash: contentHash('old q1'),
					responseHash: contentHash('new q1'),
					order,
					replicate: 2,
				}),
			})),
		);
	});

	test('have the reference in their identity only where the judge is shown one', () => {
		const definition = {
			...defaultJudge(),
			userTemplate: `${defaultJudge().userTemplate}{{#reference}}{{reference}}{{/reference}}`,
		};
		const shown = { ...plan, judge: { ...plan.judge, definition } };
		const [first, ...others] = input.questions;
		if (!first) throw new Error('there is a first question');
		const given = {
			...input,
			questions: [{ ...first, referenceHash: contentHash('reference') }, ...others],
		};
		expect(planBattles(given, plan)).toEqual(planBattles(input, plan));
		const [withIt, , without] = planBattles(given, shown);
		const [alone, , same] = planBattles(input, shown);
		expect(withIt?.referenceHash).toBe(contentHash('reference'));
		expect(withIt?.games.map(({ identity }) => identity)).not.toEqual(
			alone?.games.map(({ identity }) => identity),
		);
		expect(without).toEqual(same);
	});

	test('do not depend on the order in which responses were read', () => {
		const turned = {
			...input,
			baseline: input.baseline.toReversed(),
			responses: input.responses.toReversed(),
		};
		expect(planBattles(turned, plan)).toEqual(planBattles(input, plan));
	});

	test('are those of the named questions, where some are named', () => {
		const battles = planBattles(input, { ...plan, questions: new Set(['q3', 'unknown']) });
		expect(battles).toEqual([planBattles(input, plan)[2]]);
	});

	test('are not planned when the baseline lacks an answer', () => {
		const lacking = { ...input, baseline: input.baseline.slice(1) };
		expect(() => planBattles(lacking, plan)).toThrow('question 10 lacks an answer');
	});

	test('are only those of the questions that imported answers answer', () => {
		const lacking = { ...input, responses: input.responses.slice(1) };
		expect(planBattles(lacking, plan)).toEqual(planBattles(input, plan).slice(1));
	});
});
