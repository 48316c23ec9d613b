import type { Fields } from '../keys/key-fields.ts';

type Definition = Readonly<Record<string, unknown>>;

export const MOST_CRITERIA = 10;
export const CATEGORIES_FIELD = 'criteriaOfCategory';

export const criterionName = (place: number) => `criterion-${place}-name`;
export const criterionText = (place: number) => `criterion-${place}-text`;

/** Whether a field of the form holds the text of a criterion. */
export const isCriterionText = (name: string) => /^criterion-\d+-text$/.test(name);

/** The criteria of a definition as the form shows them, and what is rated in which category, a line each. */
export function fieldsOfRubric(definition: Definition): Fields {
	const { criteria, criteriaOfCategory: mapping } = definition;
	const rows = (Array.isArray(criteria) ? criteria : []).flatMap((one: unknown, place) => [
		[criterionName(place), textOf(one, 'name')],
		[criterionText(place), textOf(one, 'text')],
	]);
	const lines = Object.entries(typeof mapping === 'object' && mapping !== null ? mapping : {}).map(
		([category, names]: [string, unknown]) =>
			`${category} = ${Array.isArray(names) ? names.join(', ') : ''}`,
	);
	return {
		kind: 'rubric',
		...Object.fromEntries(rows),
		[CATEGORIES_FIELD]: lines.join('\n'),
	};
}

/** What the form says of criteria. A name without a text is that of a shipped preference: the server knows its text. */
export function readRubricFields(fields: Fields): Definition {
	const { systemPrompt = '', userTemplate = '' } = fields;
	const places = Array.from({ length: MOST_CRITERIA }, (_, place) => place);
	const criteria = places.flatMap((place) => {
		const name = fields[criterionName(place)] ?? '';
		const text = fields[criterionText(place)] ?? '';
		if (name === '' && text.trim() === '') return [];
		return [text.trim() === '' ? name : { name, text }];
	});
	return { systemPrompt, userTemplate, criteria, criteriaOfCategory: readCategories(fields) };
}

/** Null where no line is written: then every question is rated under all criteria. */
function readCategories(fields: Fields): Definition | null {
	const lines = (fields[CATEGORIES_FIELD] ?? '').split('\n').filter((line) => line.trim() !== '');
	if (lines.length === 0) return null;
	return Object.fromEntries(
		lines.map((line) => {
			// A name of a criterion has no "=".
			const at = line.lastIndexOf('=');
			const category = (at < 0 ? line : line.slice(0, at)).trim();
			const names = at < 0 ? [] : line.slice(at + 1).split(',');
			return [category, names.map((name) => name.trim()).filter((name) => name !== '')];
		}),
	);
}

function textOf(given: unknown, field: string): string {
	const value: unknown =
		typeof given === 'object' && given !== null ? Reflect.get(given, field) : undefined;
	return typeof value === 'string' ? value : '';
}
