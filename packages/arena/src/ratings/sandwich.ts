import { factorCholesky, invertCholesky } from '../maths/cholesky.ts';
import type { BattleTable } from './battle-table.ts';
import { informationMatrix, type Strengths } from './fit-strengths.ts';

/**
 * Covariance of the strengths (natural log odds, models × models, the anchor's row and column 0) that stays right when
 * battles on one question hang together: H⁻¹ (G/(G−1) Σ_q s_q s_qᵀ) H⁻¹ with s_q the question's sum of score vectors and
 * G the number of questions. `undefined` for fewer than two questions.
 *
 * Source: Liang and Zeger 1986, "Longitudinal data analysis using generalized linear models"; Cameron and Miller 2015,
 * "A practitioner's guide to cluster-robust inference", for G/(G−1).
 */
export function clusteredCovariance(table: BattleTable, fit: Strengths): Float64Array | undefined {
	const size = table.modelIds.length;
	const covariance = new Float64Array(size * size);
	return visitInfluences(table, fit, (influence, correction) => {
		for (let i = 0; i < size; i++) {
			const own = correction * (influence[i] ?? 0);
			if (own === 0) continue;
			for (let j = 0; j < size; j++) {
				const at = i * size + j;
				covariance[at] = (covariance[at] ?? 0) + own * (influence[j] ?? 0);
			}
		}
	})
		? covariance
		: undefined;
}

/** Its diagonal. */
export function clusteredVariances(table: BattleTable, fit: Strengths): Float64Array | undefined {
	const variances = new Float64Array(table.modelIds.length);
	return visitInfluences(table, fit, (influence, correction) => {
		for (let i = 0; i < variances.length; i++) {
			const own = influence[i] ?? 0;
			variances[i] = (variances[i] ?? 0) + correction * own * own;
		}
	})
		? variances
		: undefined;
}

/**
 * Each question's influence on every strength, the sum of whose outer products is the sandwich, with G/(G−1). Returns false for
 * fewer than two questions.
 */
function visitInfluences(
	table: BattleTable,
	fit: Strengths,
	visit: (influence: Float64Array, correction: number) => void,
): boolean {
	const free = table.modelIds.length - 1;
	const scores = scoresByQuestion(table, fit);
	const lower = factorCholesky(informationMatrix(fit.points, fit.strengths, fit.anchor), free);
	if (scores.length < 2 || !lower) return false;
	const inverse = invertCholesky(lower, free);
	const extents = extentsOf(inverse, free);
	const correction = scores.length / (scores.length - 1);
	for (const score of scores) visit(influenceOf(inverse, extents, score, fit.anchor), correction);
	return true;
}

/** The first row of each column that is not 0, and the one after the last. */
type Extents = { readonly firsts: Int32Array; readonly ends: Int32Array };

function extentsOf(inverse: Float64Array, free: number): Extents {
	const firsts = new Int32Array(free).fill(free);
	const ends = new Int32Array(free);
	for (let row = 0; row < free; row++) {
		for (let column = 0; column < free; column++) {
			if (inverse[row * free + column] === 0) continue;
			firsts[column] = Math.min(firsts[column] ?? 0, row);
			ends[column] = row + 1;
		}
	}
	return { firsts, ends };
}

/** Per question, in rising order of its number, the sum over its battles of weight · (points − expected) for each model. */
function scoresByQuestion(table: BattleTable, { strengths }: Strengths): readonly Float64Array[] {
	const scores = new Map<number, Float64Array>();
	for (let battle = 0; battle < table.first.length; battle++) {
		const i = table.first[battle] ?? 0;
		const j = table.second[battle] ?? 0;
		if (i === j) continue;
		const question = table.questions[battle] ?? 0;
		const score = scores.get(question) ?? new Float64Array(strengths.length);
		scores.set(question, score);
		const expected = 1 / (1 + Math.exp((strengths[j] ?? 0) - (strengths[i] ?? 0)));
		const weight = table.weights?.[battle] ?? 1;
		const surplus = weight * ((table.points[battle] ?? 0) / 2 - expected);
		score[i] = (score[i] ?? 0) + surplus;
		score[j] = (score[j] ?? 0) - surplus;
	}
	return [...scores].sort(([a], [b]) => a - b).map(([, score]) => score);
}

function influenceOf(
	inverse: Float64Array,
	{ firsts, ends }: Extents,
	score: Float64Array,
	anchor: number,
): Float64Array {
	const free = score.length - 1;
	const influence = new Float64Array(score.length);
	for (let column = 0; column < free; column++) {
		const value = score[column < anchor ? column : column + 1] ?? 0;
		if (value === 0) continue;
		const end = ends[column] ?? 0;
		for (let row = firsts[column] ?? 0; row < end; row++) {
			const model = row < anchor ? row : row + 1;
			influence[model] = (influence[model] ?? 0) + (inverse[row * free + column] ?? 0) * value;
		}
	}
	return influence;
}
