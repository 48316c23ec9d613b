import { smallBenchmark } from '../support/small-benchmark.ts';
import { drawSyntheticBoard } from './synthetic-board.ts';

/** The benchmark of `fillBoard`, with questions in as many slices as a published one has. */
export function largeBenchmark(questions: number) {
	const benchmark = smallBenchmark('filled', questions);
	const drawn = drawSyntheticBoard({ models: 0, questions, unscored: 0 }).questions;
	return {
		...benchmark,
		questions: benchmark.questions.map((question, at) => {
			const { category, subcategory, languages, difficulty } = drawn[at] ?? {};
			return { ...question, category, subcategory, languages, difficulty };
		}),
	};
}
