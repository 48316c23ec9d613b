import type { ModelBrief } from '@codejoust/contract/client';

/** Which models a reader wants to see. Hides rows; the ranks stay those among all. */
export type ModelFilter = {
	readonly org?: string;
	readonly licence?: string;
	/** Whether the weights are open; `unknown` where nobody said. */
	readonly open?: (typeof OPEN_CHOICES)[number];
	/** Words that all stand in the model's name, slug, organisation or variant. */
	readonly q?: string;
};

type OfModel = { readonly model: ModelBrief };

export const OPEN_CHOICES = ['yes', 'no', 'unknown'] as const;
export const LONGEST_SEARCH = 100;

export function isModelFiltered(filter: ModelFilter): boolean {
	return Object.keys(filter).length > 0;
}

export function filterModels<Row extends OfModel>(
	rows: readonly Row[],
	filter: ModelFilter,
): readonly Row[] {
	const words = (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	return rows.filter(
		({ model }) =>
			(filter.org === undefined || model.organisation === filter.org) &&
			(filter.licence === undefined || model.licence === filter.licence) &&
			(filter.open === undefined || openness(model.open_weights) === filter.open) &&
			hasWords(model, words),
	);
}

/** What the rows can be filtered by: every organisation, licence and kind of weights with its number of rows. */
export function modelChoices(rows: readonly OfModel[]) {
	return {
		orgs: countNames(rows.map(({ model }) => model.organisation)),
		licences: countNames(rows.map(({ model }) => model.licence)),
		open: countNames(rows.map(({ model }) => openness(model.open_weights))),
	};
}

function openness(isOpen: boolean | null): (typeof OPEN_CHOICES)[number] {
	if (isOpen === null) return 'unknown';
	return isOpen ? 'yes' : 'no';
}

function hasWords(model: ModelBrief, words: readonly string[]): boolean {
	if (words.length === 0) return true;
	const { slug, name, organisation, variant } = model;
	const text = [slug, name, organisation, variant?.label, variant?.effort].join(' ').toLowerCase();
	return words.every((word) => text.includes(word));
}

function countNames<Name extends string>(names: readonly (Name | null)[]) {
	const counts = new Map<Name, number>();
	for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts]
		.map(([name, n]) => ({ name, n }))
		.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
