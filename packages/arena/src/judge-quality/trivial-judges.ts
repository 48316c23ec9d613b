import { measureAccuracy, type Side } from './agreement.ts';

/** A labelled pair as far as a judge that reads nothing needs it. */
export type LabelledPair = {
	readonly label: Side;
	/** Of both answers, in code points. */
	readonly lengths: { readonly a: number; readonly b: number };
};

export const TRIVIAL_JUDGES = ['always-first', 'always-longer', 'always-shorter'] as const;
export type TrivialJudge = (typeof TRIVIAL_JUDGES)[number];

/** What a judge that reads no answer would reach on the same pairs, by the rule of two games. */
export type TrivialNumbers = {
	readonly judge: TrivialJudge;
	readonly correct: number;
	readonly undecided: number;
	readonly wrong: number;
	/** (correct + undecided / 2) / pairs, in [0, 1]; absent without pairs. */
	readonly accuracy?: number;
};

/**
 * Three judges that read nothing, as a floor for one that does. The one that always names the answer shown first contradicts
 * itself in the second order, so it decides no pair; of two equally long answers neither is the longer one.
 */
export function measureTrivialJudges(pairs: readonly LabelledPair[]): readonly TrivialNumbers[] {
	return TRIVIAL_JUDGES.map((judge) => {
		const decided = pairs.map(({ label, lengths }) => ({
			label,
			decision: decide(judge, lengths),
		}));
		const { n, correct, undecided, accuracy } = measureAccuracy(decided);
		const numbers = { judge, correct, undecided, wrong: n - correct - undecided };
		return { ...numbers, ...(accuracy !== undefined && { accuracy }) };
	});
}

function decide(judge: TrivialJudge, { a, b }: LabelledPair['lengths']): Side {
	if (judge === 'always-first' || a === b) return 'tie';
	return a > b === (judge === 'always-longer') ? 'A' : 'B';
}
