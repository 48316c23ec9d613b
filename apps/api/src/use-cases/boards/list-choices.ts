import type { BoardQuestion, Slice } from '@codejoust/arena/outcomes/board-input';
import { DIFFICULTIES } from '@codejoust/arena/rules/difficulty';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';

type Question = Omit<BoardQuestion, 'id'>;

/**
 * What a board can be filtered by, most questions first. Under a slice each field has the groups that some question of the
 * slice's other fields is in, with the number of those: no choice leaves a board without questions.
 */
export function listChoices(questions: readonly Question[], slice: Slice = {}): FilterChoices {
	const { category, subcategory, language, difficulty } = slice;
	const within = (part: Slice) => questions.filter((question) => isIn(question, part));
	const rest = { ...(language && { language }), ...(difficulty && { difficulty }) };
	const group = { ...(category && { category }), ...(subcategory && { subcategory }) };
	const placed = within(rest);
	const ofSubcategory = placed.filter((question) =>
		isIn(question, subcategory ? { subcategory } : {}),
	);
	return {
		categories: countBy(ofSubcategory, (question) => [question.category]).map((counted) => ({
			...counted,
			subcategories: countBy(
				placed.filter((question) => question.category === counted.name),
				(question) => [question.subcategory],
			),
		})),
		languages: countBy(
			within({ ...group, ...(difficulty && { difficulty }) }),
			(question) => question.languages,
		),
		difficulties: countDifficulties(within({ ...group, ...(language && { language }) })),
	};
}

function isIn(question: Question, { category, subcategory, language, difficulty }: Slice): boolean {
	return (
		(category === undefined || question.category === category) &&
		(subcategory === undefined || question.subcategory === subcategory) &&
		(language === undefined || question.languages.includes(language)) &&
		(difficulty === undefined || question.difficulty === difficulty)
	);
}

function countDifficulties(questions: readonly Question[]): FilterChoices['difficulties'] {
	return DIFFICULTIES.map((name) => ({
		name,
		n: questions.filter((question) => question.difficulty === name).length,
	})).filter(({ n }) => n > 0);
}

function countBy(
	questions: readonly Question[],
	names: (question: Question) => readonly string[],
): { name: string; n: number }[] {
	const counts = new Map<string, number>();
	for (const question of questions)
		for (const name of new Set(names(question))) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts]
		.map(([name, n]) => ({ name, n }))
		.sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
}
