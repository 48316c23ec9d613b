import type { LeaderboardQuery, LeaderboardRow } from '@codejoust/contract/client';
import { describeVariant } from '../board/variant-text.ts';
import { readSlice } from '../board/slice.ts';
import { comparePath } from '../link.ts';
import { showHidden } from '../text/visible-text.ts';

/** What the address of a comparison asks for; absent fields were left out. */
export type CompareChoice = {
	readonly benchmark: string | undefined;
	/** Slugs or submission ids, as many as were named. */
	readonly models: readonly string[];
	/** The judge and the part of the questions. */
	readonly slice: LeaderboardQuery;
};

export function readChoice(search: URLSearchParams): CompareChoice {
	const models = (search.get('models') ?? '').split(',').map((name) => name.trim());
	return {
		benchmark: search.get('b')?.trim() || undefined,
		models: models.filter((name) => name !== ''),
		slice: readSlice(search),
	};
}

/** The fields of the form: at most six models are compared. */
export const COMPARE_FIELDS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;

/** Where the form leads: it can name its models only one by one. Undefined for an address that is in order. */
export function tidyAddress(search: URLSearchParams): string | undefined {
	const named = COMPARE_FIELDS.map((field) => search.get(field));
	if (named.every((name) => name === null)) return undefined;
	const { benchmark, slice } = readChoice(search);
	const models = named.flatMap((name) => (name ? [name] : []));
	return comparePath({ benchmark, models, slice });
}

export type EntrantOption = {
	/** The slug, or the submission where several variants stand on the board. */
	readonly value: string;
	readonly submissionId: string;
	readonly label: string;
};

/** The models of a board to choose from. One that stands there with several variants is named by its submission. */
export function listOptions(
	rows: readonly Pick<LeaderboardRow, 'submission_id' | 'model'>[],
): readonly EntrantOption[] {
	const isOnly = (slug: string) => rows.filter(({ model }) => model.slug === slug).length === 1;
	return rows.map(({ submission_id: id, model }) => {
		const variant = describeVariant(model.variant);
		return {
			value: isOnly(model.slug) ? model.slug : id,
			submissionId: id,
			label: `${showHidden(model.name)}${variant ? ` (${variant})` : ''}`,
		};
	});
}

/** The options that a form shows as chosen: what was named, else the best two that are not taken; others where they were named. */
export function preselect(
	options: readonly EntrantOption[],
	[first, second, ...others]: readonly string[],
): readonly (EntrantOption | undefined)[] {
	const find = (name: string | undefined) =>
		options.find(({ value, submissionId }) => name === value || name === submissionId);
	const a = find(first) ?? options.find((option) => option !== find(second));
	const b = find(second) ?? options.find((option) => option !== a);
	return [a, b, ...others.map(find)];
}

/** Why models cannot be compared before anything is asked; undefined where they may be. */
export function findFault(models: readonly string[]): string | undefined {
	if (models.length < 2) return undefined;
	if (models.length > COMPARE_FIELDS.length)
		return `This page compares at most ${COMPARE_FIELDS.length} models; ${models.length} are named.`;
	return new Set(models).size < models.length
		? 'A model cannot be compared with itself; choose another one.'
		: undefined;
}
