import { factorCholesky, solveCholesky } from '../maths/cholesky.ts';
import type { PairCounts } from '../ratings/battle-table.ts';
import { fitBradleyTerry, type RatingRefusal } from '../ratings/bradley-terry.ts';

/** Strengths where a tie is an outcome of its own and not half a win for each side. */
export type TieModel = {
	readonly kind: 'fitted';
	/** Natural log odds relative to the anchor (its own entry 0), in the order of `modelIds`. */
	readonly strengths: Float64Array;
	/** ν ≥ 0, 0 where no battle is tied: two equal models tie with probability ν / (1 + ν). */
	readonly tieParameter: number;
};

export type TieModelRefusal =
	| RatingRefusal
	/** Ties alone, or ties and wins that chase each other to infinity: no finite optimum. */
	| { readonly kind: 'refused'; readonly reason: 'no-finite-optimum' };

const TOLERANCE = 1e-12;
const MAX_STRENGTH = 100;

/**
 * Exact maximum likelihood of Davidson's model of ties, with π = exp(strength): i beats j with probability
 * π_i / (π_i + π_j + 2ν √(π_i π_j)), and they tie with 2ν √(π_i π_j) over the same. For comparison with published
 * tables; ratings on our boards count a tie as half a win, which needs no model of how ties come about.
 * The win-or-tie graph must be strongly connected, which is not always enough here.
 *
 * Source: Davidson 1970, "On extending the Bradley–Terry model to accommodate ties in paired comparison experiments";
 * Newman 2023, "Efficient computation of rankings from pairwise comparisons", section 3, has the same optimum.
 */
export function fitTieModel(counts: PairCounts, anchorId: string): TieModel | TieModelRefusal {
	const simple = fitBradleyTerry(counts, anchorId);
	if (simple.kind === 'refused') return simple;
	if (!counts.ties.some((tied) => tied > 0)) return { ...pick(simple.strengths), tieParameter: 0 };
	const columns = counts.modelIds.length;
	// Column `anchor` has no strength of its own to fit: it holds log 2ν.
	const values = simple.strengths.slice();
	for (let iteration = 0; iteration < 200; iteration++) {
		const { gradient, information } = differentiate(counts, values, simple.anchor);
		const lower = factorCholesky(information, columns);
		if (!lower) break;
		const step = solveCholesky(lower, gradient);
		const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
		const scale = longest > 1 ? 1 / longest : 1;
		for (let i = 0; i < columns; i++) values[i] = (values[i] ?? 0) + scale * (step[i] ?? 0);
		if (values.some((value) => !(Math.abs(value) < MAX_STRENGTH))) break;
		if (longest <= TOLERANCE) {
			const tieParameter = Math.exp(values[simple.anchor] ?? 0) / 2;
			values[simple.anchor] = 0;
			return { ...pick(values), tieParameter };
		}
	}
	return { kind: 'refused', reason: 'no-finite-optimum' };
}

function pick(strengths: Float64Array) {
	return { kind: 'fitted', strengths } as const;
}

/** Gradient of the log likelihood and minus its Hessian, by strength, the anchor's place taken by log 2ν. */
function differentiate({ modelIds, wins, ties }: PairCounts, values: Float64Array, anchor: number) {
	const size = modelIds.length;
	const gradient = new Float64Array(size);
	const information = new Float64Array(size * size);
	const add = (target: Float64Array, at: number, value: number) => {
		target[at] = (target[at] ?? 0) + value;
	};
	const strengthOf = (model: number) => (model === anchor ? 0 : (values[model] ?? 0));
	for (let i = 0; i < size; i++) {
		for (let j = 0; j < i; j++) {
			const won = wins[i * size + j] ?? 0;
			const lost = wins[j * size + i] ?? 0;
			const tied = ties[i * size + j] ?? 0;
			const battles = won + lost + tied;
			if (battles === 0) continue;
			const half = (strengthOf(i) - strengthOf(j)) / 2;
			const { win, loss, tie } = shareOut(half, values[anchor] ?? 0);
			const slope = (won - lost - battles * (win - loss)) / 2;
			const bend = battles * ((win + loss) / 4 - ((win - loss) / 2) ** 2);
			const cross = (-battles * tie * (win - loss)) / 2;
			const sides = [
				[i, 1],
				[j, -1],
			] as const;
			for (const [model, sign] of sides) {
				if (model === anchor) continue;
				add(gradient, model, sign * slope);
				add(information, model * size + model, bend);
				add(information, model * size + anchor, sign * cross);
				add(information, anchor * size + model, sign * cross);
			}
			if (i !== anchor && j !== anchor) {
				add(information, i * size + j, -bend);
				add(information, j * size + i, -bend);
			}
			add(gradient, anchor, tied - battles * tie);
			add(information, anchor * size + anchor, battles * tie * (1 - tie));
		}
	}
	return { gradient, information };
}

/** Probabilities of a battle's three ends from half the difference in strength and log 2ν. */
function shareOut(half: number, logTie: number) {
	const largest = Math.max(Math.abs(half), logTie);
	const win = Math.exp(half - largest);
	const loss = Math.exp(-half - largest);
	const tie = Math.exp(logTie - largest);
	const sum = win + loss + tie;
	return { win: win / sum, loss: loss / sum, tie: tie / sum };
}
