import { expect, test } from 'vitest';
import { countFalse, countPower, coverRanks, INDEPENDENT } from '../bench/known-ranks.ts';
import { readModels, spreadModels } from '../bench/known-outcomes.ts';

/** Few boards, the same in every run; test/long/interval-coverage.test.ts has many. */
const BOARDS = 60;

test('rank ranges hold the true ranks, and equal models are hardly ever distinguished', () => {
	const { outcomes } = readModels();
	const { all } = coverRanks(outcomes, { questions: 40, boards: BOARDS });
	expect(all / BOARDS).toBeGreaterThan(0.87);
	const found = countFalse(20, INDEPENDENT, { questions: 8, boards: 48 });
	expect(found.together / 48).toBeLessThan(0.17);
	// A pair that is asked alone has the answer of its board.
	expect(found.alone).toBe(found.together);
	expect(found.askedAlone).toBeGreaterThanOrEqual(12);
	// What the procedure is there for: without its care, equal models are distinguished.
	expect(found.plain / found.plainBoards).toBeGreaterThan(0.5);
});

test('further steps distinguish more pairs of a spread board than the first one, none in the wrong order', () => {
	const found = countPower(spreadModels(12), { questions: 60, boards: 10 });
	expect(found.stepDown).toBeGreaterThan(found.single);
	expect(found.wrong).toBe(0);
});
