import { expect, test } from 'vitest';
import { findGate } from '../../apps/cli/src/evaluate/gate.ts';
import { createRandom } from '../../packages/arena/src/maths/random.ts';
import { compareModels } from '../../packages/arena/src/ranks/compare.ts';
import { CORRELATED, INDEPENDENT } from '../bench/known-ranks.ts';

const BOARDS = Number(process.env['CODEJOUST_GATE_BOARDS'] ?? 2000);
/** Four standard errors of a share of 5 % of that many boards. */
const SLACK = 4 * Math.sqrt((0.05 * 0.95) / BOARDS);

test.each([
	['two runs alone', 2, INDEPENDENT],
	['two runs among six models', 6, INDEPENDENT],
	['two runs among six models, easy and hard questions', 6, CORRELATED],
] as const)(
	'of %s, a gate without a margin closes on 5 boards of 100 at most',
	(_, models, draw) => {
		let alarms = 0;
		let shown = 0;
		for (let board = 0; board < BOARDS; board++) {
			const { next } = createRandom(`gate ${models} ${board}`);
			const questions = Array.from({ length: 42 }, () => draw(next, models));
			const [result] = compareModels({
				seed: `board ${board}`,
				outcomes: {
					modelIds: Array.from({ length: models }, (_none, at) => `model ${at}`),
					questionIds: questions.map((_none, at) => `question ${at}`),
					outcomes: Int8Array.from(
						Array.from({ length: models }, (_none, at) =>
							questions.map((cells) => cells[at] ?? -1),
						).flat(),
					),
				},
				pairs: [{ a: 'model 0', b: 'model 1' }],
			});
			if (!result) throw new Error('no answer for the pair');
			const { simultaneous = null } = result;
			const answer = result.answer.kind;
			if (findGate({ simultaneous, answer }, 0) === 'worse') alarms++;
			// With a margin of 100 points every interval lies above it.
			if (findGate({ simultaneous, answer }, 100) === 'not-worse') shown++;
		}
		console.log(
			`${models} models: ${((100 * alarms) / BOARDS).toFixed(2)} % false alarms of ${BOARDS}`,
		);
		expect(alarms / BOARDS).toBeLessThan(0.05 + SLACK);
		expect(shown).toBeGreaterThan(0.9 * BOARDS);
	},
);
