import type { NewJudge } from '@codejoust/contract/client';
import { CRITERION_NAMES, GENERAL_CRITERION } from '@codejoust/contract/schemas/closed-lists';

/** A judge over a set; nothing of it may exist yet. */
export type CellPart = {
	readonly slug: string;
	/** What it differs in from the base judge; undefined: the base judge itself. */
	readonly judge: NewJudge | undefined;
	/** The set, or the category of it that is asked about alone. */
	readonly category: string | undefined;
	/** Whose pairs count of the check; all of them where it is undefined. */
	readonly counted: readonly string[] | undefined;
};

/** One way of asking about all pairs. */
export type Cell = {
	readonly criterion: 'empty' | 'general' | 'specific';
	readonly comments: 'kept' | 'stripped';
	readonly parts: readonly CellPart[];
};

/** The categories of a set that a criterion of the same name is shipped for. */
export function findObjectives(categories: readonly string[]): readonly string[] {
	const names: readonly string[] = CRITERION_NAMES;
	return categories.filter((category) => names.includes(category));
}

/**
 * The cells of an ablation, the plain one first: the base judge as it is, under one general criterion, and under the criterion
 * of each objective, each with the comments kept and stripped. Pairs of other categories stay under the general criterion. Without
 * `isAblation`, the cell in which each objective is sent its own criterion, alone.
 */
export function planCells(
	base: string,
	categories: readonly string[],
	{ isAblation }: { readonly isAblation: boolean },
): readonly Cell[] {
	const all = (['kept', 'stripped'] as const).flatMap((comments): Cell[] => [
		{ criterion: 'empty', comments, parts: [planPart(base, { comments })] },
		{
			criterion: 'general',
			comments,
			parts: [planPart(base, { comments, criterion: GENERAL_CRITERION.name })],
		},
		{ criterion: 'specific', comments, parts: planSpecific(base, categories, comments) },
	]);
	return isAblation ? all : all.filter((cell) => cell.criterion === 'specific').slice(0, 1);
}

function planSpecific(
	base: string,
	categories: readonly string[],
	comments: Cell['comments'],
): readonly CellPart[] {
	const objectives = findObjectives(categories);
	const others = categories.filter((category) => !objectives.includes(category));
	return [
		...objectives.map((category) => ({
			...planPart(base, { comments, criterion: category }),
			category,
		})),
		...(others.length > 0
			? [{ ...planPart(base, { comments, criterion: GENERAL_CRITERION.name }), counted: others }]
			: []),
	];
}

function planPart(
	base: string,
	{ comments, criterion }: { readonly comments: Cell['comments']; readonly criterion?: string },
): CellPart {
	const at = base.lastIndexOf('@');
	const slug = [base.slice(0, at), criterion, comments === 'stripped' ? 'stripped' : undefined]
		.filter((part) => part !== undefined)
		.join('-');
	const definition = {
		...(criterion === undefined ? {} : { criterion: criterionOf(criterion) }),
		...(comments === 'stripped' ? { prepare: 'strip-comments@1' } : {}),
	};
	const isBase = Object.keys(definition).length === 0;
	return {
		slug,
		judge: isBase ? undefined : { slug, from: base, definition },
		category: undefined,
		counted: undefined,
	};
}

/** The server knows the shipped ones by their names. */
function criterionOf(name: string): unknown {
	return name === GENERAL_CRITERION.name ? GENERAL_CRITERION : name;
}
