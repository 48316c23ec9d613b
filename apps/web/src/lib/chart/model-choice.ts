import type { ModelBrief } from '@codejoust/contract/client';
import { entrantName } from './entrant-name.ts';

/** A model as a form offers it: by its slug, or by its submission where several variants stand on the board. */
export type ModelChoice = { readonly value: string; readonly name: string; readonly id: string };

type Entrant = { readonly submission_id: string; readonly model: ModelBrief };

export function modelChoices(entrants: readonly Entrant[]): readonly ModelChoice[] {
	const count = (slug: string) => entrants.filter(({ model }) => model.slug === slug).length;
	return entrants.map(({ submission_id: id, model }) => ({
		id,
		value: count(model.slug) > 1 ? id : model.slug,
		name: entrantName(model),
	}));
}

/** The entrants that an address names, by slug or submission, each once; and the names that stand for none. */
export function findChosen<Row extends Entrant>(
	rows: readonly Row[],
	names: readonly string[],
): { readonly chosen: readonly Row[]; readonly unknown: readonly string[] } {
	const find = (name: string) =>
		rows.find(({ submission_id: id }) => id === name) ??
		rows.find(({ model }) => model.slug === name);
	const chosen = new Set(names.flatMap((name) => find(name) ?? []));
	return { chosen: [...chosen], unknown: names.filter((name) => !find(name)) };
}
