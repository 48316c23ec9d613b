/** Scored battles of one question, over the models of a board. */
export type QuestionOutcomes = {
	readonly questionId: string;
	readonly wins: number;
	readonly ties: number;
	readonly losses: number;
};

/** A question that enough models have a scored battle on. */
export type SeparatedQuestion = QuestionOutcomes & {
	readonly models: number;
	/** Variance over the models of what a battle is worth (1, ½, 0), in [0, ¼]; 0: all outcomes are the same. */
	readonly variance: number;
};

/** With fewer scored models equal outcomes are chance. */
export const LEAST_MODELS = 5;

/**
 * Which questions separate the models of a board: the largest variance of the outcomes first, then the more models, then as
 * given. Questions with fewer than `LEAST_MODELS` scored models are left out.
 */
export function separateQuestions(
	questions: readonly QuestionOutcomes[],
): readonly SeparatedQuestion[] {
	return questions
		.map((question) => {
			const { wins, ties, losses } = question;
			const models = wins + ties + losses;
			const mean = models === 0 ? 0 : (wins + ties / 2) / models;
			const isSame = Math.max(wins, ties, losses) === models;
			const variance = isSame ? 0 : (wins + ties / 4) / models - mean ** 2;
			return { ...question, models, variance };
		})
		.filter(({ models }) => models >= LEAST_MODELS)
		.sort((a, b) => b.variance - a.variance || b.models - a.models);
}
