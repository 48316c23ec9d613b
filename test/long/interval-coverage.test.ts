import { describe, expect, test } from 'vitest';
import {
	CORRELATED,
	countFalse,
	countPower,
	coverRanks,
	INDEPENDENT,
} from '../bench/known-ranks.ts';
import { addTwins, readModels, spreadModels } from '../bench/known-outcomes.ts';

const BOARDS = 1000;
/** Four standard errors of a share of 95 % of that many boards. */
const SLACK = 4 * Math.sqrt((0.95 * 0.05) / BOARDS);

describe('rank ranges', () => {
	const { outcomes } = readModels();

	test.each([
		['six models', 40, outcomes],
		['six models', 500, outcomes],
		['six models and their twins', 40, addTwins(outcomes)],
		['six models and their twins', 500, addTwins(outcomes)],
	] as const)('of %s on %i questions hold every true rank together', (_, questions, population) => {
		const { all } = coverRanks(population, { questions, boards: BOARDS });
		expect(all / BOARDS).toBeGreaterThan(0.95 - SLACK);
	});

	test.each([
		[2, 8],
		[2, 42],
		[6, 30],
		[10, 42],
		[20, 8],
		[60, 30],
		[100, 8],
	])(
		'of %i equal models on %i questions distinguish two on 5 boards of 100 at most',
		(models, questions) => {
			for (const draw of [INDEPENDENT, CORRELATED]) {
				const boards = BOARDS / 4;
				const { together } = countFalse(models, draw, { questions, boards });
				expect(together / boards).toBeLessThan(0.05 + 2 * SLACK);
			}
		},
	);

	test('of a spread board distinguish more pairs than a single step, and hardly one in the wrong order', () => {
		const found = countPower(spreadModels(20), { questions: 42, boards: 200 });
		expect(found.stepDown).toBeGreaterThan(found.single);
		expect(found.wrong / found.pairs).toBeLessThan(0.001);
	});
});
