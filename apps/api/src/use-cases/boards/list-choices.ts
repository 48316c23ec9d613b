import { DIFFICULTIES } from '@codejoust/arena/rules/difficulty';
import type { QuestionOutlineRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';

/** What a board can be filtered by, most questions first. */
export function listChoices(questions: readonly QuestionOutlineRow[]): FilterChoices {
	const categories = countBy(questions, (question) => [question.category]);
	return {
		categories: categories.map((category) => ({
			...category,
			subcategories: countBy(
				questions.filter((question) => question.category === category.name),
				(question) => [question.subcategory],
			),
		})),
		languages: countBy(questions, (question) => question.languages),
		difficulties: DIFFICULTIES.map((name) => ({
			name,
			n: questions.filter((question) => question.difficulty === name).length,
		})).filter(({ n }) => n > 0),
	};
}

function countBy(
	questions: readonly QuestionOutlineRow[],
	names: (question: QuestionOutlineRow) => readonly string[],
): { name: string; n: number }[] {
	const counts = new Map<string, number>();
	for (const question of questions)
		for (const name of new Set(names(question))) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts]
		.map(([name, n]) => ({ name, n }))
		.sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
}
