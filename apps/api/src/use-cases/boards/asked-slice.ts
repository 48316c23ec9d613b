import type { Slice } from '@codejoust/arena/outcomes/board-input';
import { Refusal } from '../../refusal.ts';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';
import type { SliceQuery } from '@codejoust/contract/schemas/names';

/** The slice that a query asks for. A mistyped group is refused with what there is; an empty combination is just empty. */
export function readAskedSlice(query: SliceQuery, choices: FilterChoices): Slice {
	const slice = asSlice(query);
	const known = {
		category: choices.categories.map(({ name }) => name),
		subcategory: choices.categories.flatMap(({ subcategories }) =>
			subcategories.map(({ name }) => name),
		),
		language: choices.languages.map(({ name }) => name),
		difficulty: choices.difficulties.map(({ name }) => String(name)),
	};
	const errors = (['category', 'subcategory', 'language', 'difficulty'] as const).flatMap(
		(field) => {
			const value = slice[field];
			if (value === undefined || known[field].includes(value)) return [];
			const reason = `This benchmark has no ${field} "${value}"; it has ${known[field].join(', ') || 'none'}.`;
			return [{ name: field, value, reason }];
		},
	);
	if (errors[0]) throw new Refusal('invalid-input', errors[0].reason, errors);
	return slice;
}

function asSlice(query: SliceQuery): Slice {
	return {
		...(query.category ? { category: query.category } : {}),
		...(query.subcategory ? { subcategory: query.subcategory } : {}),
		...(query.language ? { language: query.language } : {}),
		...(query.difficulty ? { difficulty: query.difficulty } : {}),
	};
}
