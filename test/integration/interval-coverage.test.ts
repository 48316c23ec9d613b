import { expect, test } from 'vitest';
import { countFalse, countPower, coverRanks, INDEPENDENT } from '../bench/known-ranks.ts';
import { readModels, spreadModels } from '../bench/known-outcomes.ts';

/** Few boards, the same in every run; test/long/interval-coverage.test.ts has many. */
const BOARDS = 60;

test('rank ranges hold the true ranks, and equal models are hardly ever distinguished', () => {
	const { outcomes } = readModels();
	const { all } = coverRanks(outcomes, { questions: 40, boards: BOARDS });
	expect(all / BOARDS).toBeGreaterThan(0.87);
	const { together, plain } = countFalse(20, INDEPENDENT, { questions: 8, boards: 30 }, true);
	expect(together / 30).toBeLessThan(0.17);
	// What the procedure is there for: without its care, equal models are distinguished.
	expect(plain / 30).toBeGreaterThan(0.5);
});

test('further steps distinguish more pairs of a spread board than the first one, none in the wrong order', () => {
	const found = countPower(spreadModels(12), { questions: 60, boards: 10 });
	expect(found.stepDown).toBeGreaterThan(found.single);
	expect(found.wrong).toBe(0);
});
