import { expect, test } from 'vitest';
import { listChoices } from './list-choices.ts';

const question = (place: string, languages: string, difficulty: string) => {
	const [category = '', subcategory = ''] = place.split('/');
	return { category, subcategory, languages: languages.split(' '), difficulty };
};
const QUESTIONS = [
	question('web/forms', 'ts html', 'easy'),
	question('web/forms', 'ts', 'hard'),
	question('web/css', 'html', 'easy'),
	question('data/sql', 'sql python', 'medium'),
];
const names = (groups: readonly { readonly name: string; readonly n: number }[]) =>
	groups.map(({ name, n }) => `${name} ${n}`).join(', ');
const offered = (slice: Parameters<typeof listChoices>[1]) => {
	const { categories, languages, difficulties } = listChoices(QUESTIONS, slice);
	return {
		categories: names(categories),
		subcategories: names(categories.flatMap(({ subcategories }) => subcategories)),
		languages: names(languages),
		difficulties: names(difficulties),
	};
};

test.each([
	[
		{},
		'web 3, data 1',
		'forms 2, css 1, sql 1',
		'html 2, ts 2, python 1, sql 1',
		'easy 2, medium 1, hard 1',
	],
	[{ language: 'ts' }, 'web 2', 'forms 2', 'html 2, ts 2, python 1, sql 1', 'easy 1, hard 1'],
	[{ category: 'data' }, 'web 3, data 1', 'forms 2, css 1, sql 1', 'python 1, sql 1', 'medium 1'],
	[{ subcategory: 'css' }, 'web 1', 'forms 2, css 1', 'html 1', 'easy 1'],
	[{ language: 'html', difficulty: 'easy' }, 'web 2', 'css 1, forms 1', 'html 2, ts 1', 'easy 2'],
	[{ language: 'sql', difficulty: 'easy' }, '', '', 'html 2, ts 1', 'medium 1'],
])('under %j a filter offers only what leaves a question', (slice, ...expected) => {
	const { categories, subcategories, languages, difficulties } = offered(slice);
	expect([categories, subcategories, languages, difficulties]).toEqual(expected);
});
