import { expect, test } from 'vitest';
import { sigmoid } from '../maths/logistic-fit.ts';
import { estimateDifficulties } from './question-difficulty.ts';
import { createRandom } from '../maths/random.ts';
import { spearman } from '../maths/rank-correlation.ts';

test('difficulties order the questions as they were made', () => {
	const { next } = createRandom('difficulty');
	const truth = Array.from({ length: 80 }, () => 4 * (next() - 0.5));
	const targets = Float64Array.from({ length: 40 * 80 }, (_, at) =>
		next() < sigmoid((Math.floor(at / 80) - 20) / 10 - (truth[at % 80] ?? 0)) ? 1 : 0,
	);
	const lengths = new Float64Array(targets.length);
	const found = estimateDifficulties({ models: 40, questions: 80, targets, lengths }).values;
	const pairs = truth.map((value, at) => [value, found[at] ?? NaN] as const);
	expect(spearman(pairs)).toBeGreaterThan(0.9);
});

test('the shared fit is stationary, and what nobody answered is as hard as the average', () => {
	// Two models, both always even: every gradient is 0 at 0.
	const targets = Float64Array.of(0.5, 0.5, NaN, 0.5, 0.5, NaN);
	const size = { models: 2, questions: 3, lengths: new Float64Array(6) };
	expect([...estimateDifficulties({ ...size, targets }).values]).toEqual([0, 0, 0, 0, 0, 0]);
	expect(
		estimateDifficulties({
			models: 0,
			questions: 0,
			targets: new Float64Array(),
			lengths: new Float64Array(),
		}).values,
	).toHaveLength(0);
});

test("a model's own outcome has next to no say in the difficulty that it is given", () => {
	const { next } = createRandom('own');
	const targets = Float64Array.from({ length: 8 * 60 }, () => (next() < 0.5 ? 1 : 0));
	const lengths = new Float64Array(targets.length);
	const input = { models: 8, questions: 60, targets, lengths };
	const before = estimateDifficulties(input).values;
	const changed = targets.slice();
	changed[0] = 1 - (changed[0] ?? 0);
	const after = estimateDifficulties({ ...input, targets: changed }).values;
	// Model 0, question 0: only the shared terms moved. Model 1 sees the change itself.
	expect(Math.abs((after[0] ?? NaN) - (before[0] ?? NaN))).toBeLessThan(0.05);
	expect(Math.abs((after[60] ?? NaN) - (before[60] ?? NaN))).toBeGreaterThan(0.2);
});

test('where rounding keeps the sweeps from their end an estimate stops early, beside a patient one by rounding alone', () => {
	const { next } = createRandom('b');
	const [models, questions] = [8, 200];
	const isLast = (at: number) => at >= (models - 1) * questions;
	const targets = Float64Array.from({ length: models * questions }, (_, at) =>
		next() < (isLast(at) ? 0.9 : 0.5) ? 1 : 0,
	);
	// The last model's lengths hardly differ, so that its ability and its slope are hard to tell apart.
	const lengths = Float64Array.from(targets, (_, at) =>
		isLast(at) ? 0.95 + 0.05 * next() : 2 * next() - 1,
	);
	const input = { models, questions, targets, lengths };
	const soon = estimateDifficulties(input);
	const patient = estimateDifficulties({ ...input, isPatient: true });
	expect(soon.unrest).toBeGreaterThan(1e-13);
	expect(soon.unrest).toBeLessThan(1e-11);
	expect(patient.unrest).toBe(0);
	const apart = soon.values.map((value, at) => Math.abs(value - (patient.values[at] ?? NaN)));
	expect(Math.max(...apart)).toBeLessThan(1e-13);
});
