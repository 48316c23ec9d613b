import type { PublishedField } from '@codejoust/arena/rules/published-results';
import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import type { Problem } from '../checks/problem.ts';
import { UNNAMED } from './csv-table.ts';

/** Which column of a table holds which field. */
export type FieldColumns = Readonly<Partial<Record<PublishedField, string>>>;

export type ChosenColumns = {
	readonly columns: FieldColumns;
	readonly problems: readonly Problem[];
};

/**
 * Finds the columns of a table: those that are named for a field, then those of the same name, whatever its letter case, blanks, hyphens and
 * underscores. The model may be in a first column without a name. `wanted`: the fields that this table can have; the model and one
 * figure of `figures`, if there are any, are needed.
 */
export function chooseColumns(
	present: readonly string[],
	named: FieldColumns,
	{
		wanted,
		figures,
	}: { readonly wanted: readonly PublishedField[]; readonly figures: readonly PublishedField[] },
): ChosenColumns {
	const problems: Problem[] = [];
	const columns: Partial<Record<PublishedField, string>> = {};
	for (const field of wanted) {
		const asked = named[field];
		if (asked !== undefined && !present.includes(asked))
			problems.push(absent(field, `There is no column ${quoteValue(asked)} for it`, present));
		const found = asked ?? findAlike(field, present, Object.values(named));
		if (found !== undefined) columns[field] = found;
	}
	if (columns.model === undefined && present[0] === UNNAMED) columns.model = UNNAMED;
	for (const field of Object.keys(named))
		if (!wanted.some((one) => one === field))
			problems.push(absent(field, 'It is no field of this table', wanted));
	if (columns.model === undefined)
		problems.push(absent('model', 'No column is called "model"', present));
	if (figures.length > 0 && !figures.some((field) => columns[field] !== undefined))
		problems.push(
			absent(
				figures[0] ?? 'value',
				`No column is called ${figures.map((one) => `"${one}"`).join(' or ')}`,
				present,
			),
		);
	return { columns, problems };
}

function findAlike(
	field: PublishedField,
	present: readonly string[],
	taken: readonly string[],
): string | undefined {
	const fold = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '');
	return present.find((name) => fold(name) === fold(field) && !taken.includes(name));
}

function absent(field: string, says: string, known: readonly string[]): Problem {
	return {
		field,
		reason: 'missing-field',
		message: `Field \`${field}\`: ${says}; there is ${listNames(known)}. Name the column of a field, such as win_rate=winrate.`,
	};
}
