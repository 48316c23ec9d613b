import type { BoardQuestion, Slice } from './board-input.ts';

/**
 * The overall slice, then every category, every subcategory within its category, every language and every difficulty that
 * some question has; each kind in code-unit order. One subcategory name under two categories is two slices.
 */
export function listSlices(questions: readonly BoardQuestion[]): readonly Slice[] {
	const categories = distinct(questions.map(({ category }) => category));
	return [
		{},
		...categories.map((category) => ({ category })),
		...categories.flatMap((category) =>
			distinct(selectQuestions(questions, { category }).map(({ subcategory }) => subcategory)).map(
				(subcategory) => ({ category, subcategory }),
			),
		),
		...distinct(questions.flatMap(({ languages }) => languages)).map((language) => ({ language })),
		...distinct(questions.map(({ difficulty }) => difficulty)).map((difficulty) => ({
			difficulty,
		})),
	];
}

/** One string per slice, the same for any order of its fields: `overall`, or `category=…&subcategory=…` URI-encoded. */
export function sliceName(slice: Slice): string {
	const { category, subcategory, language, difficulty } = slice;
	const parts = Object.entries({ category, subcategory, language, difficulty }).flatMap(
		([field, value]) =>
			value === undefined ? [] : [`${field}=${encodeURIComponent(value.toWellFormed())}`],
	);
	return parts.length === 0 ? 'overall' : parts.join('&');
}

/** The questions that have all the fields of the slice, in the order given. */
export function selectQuestions(
	questions: readonly BoardQuestion[],
	slice: Slice,
): readonly BoardQuestion[] {
	const { category, subcategory, language, difficulty } = slice;
	return questions.filter(
		(question) =>
			(category === undefined || question.category === category) &&
			(subcategory === undefined || question.subcategory === subcategory) &&
			(language === undefined || question.languages.includes(language)) &&
			(difficulty === undefined || question.difficulty === difficulty),
	);
}

function distinct(values: readonly string[]): readonly string[] {
	return [...new Set(values)].sort();
}
