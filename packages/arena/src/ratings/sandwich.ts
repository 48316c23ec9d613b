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
	const free = size - 1;
	const scores = scoresByQuestion(table, fit);
	const lower = factorCholesky(informationMatrix(fit.points, fit.strengths, fit.anchor), free);
	if (scores.length < 2 || !lower) return undefined;
	const inverse = invertCholesky(lower, free);
	const covariance = new Float64Array(size * size);
	const correction = scores.length / (scores.length - 1);
	for (const score of scores) {
		// One question's influence on every strength; the sum of its outer products is the sandwich.
		const influence = influenceOf(inverse, score, fit.anchor);
		for (let i = 0; i < size; i++) {
			const own = correction * (influence[i] ?? 0);
			if (own === 0) continue;
			for (let j = 0; j < size; j++) {
				const at = i * size + j;
				covariance[at] = (covariance[at] ?? 0) + own * (influence[j] ?? 0);
			}
		}
	}
	return covariance;
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

function influenceOf(inverse: Float64Array, score: Float64Array, anchor: number): Float64Array {
	const free = score.length - 1;
	const influence = new Float64Array(score.length);
	for (let column = 0; column < free; column++) {
		const value = score[column < anchor ? column : column + 1] ?? 0;
		if (value === 0) continue;
		for (let row = 0; row < free; row++) {
			const model = row < anchor ? row : row + 1;
			influence[model] = (influence[model] ?? 0) + (inverse[row * free + column] ?? 0) * value;
		}
	}
	return influence;
}
