import {
	agreeWithPublished,
	type PublishedAgreement,
} from '@codejoust/arena/judge-quality/published-agreement';
import type { Slice } from '@codejoust/arena/outcomes/board-input';
import { sliceName } from '@codejoust/arena/outcomes/slices';
import type { PublishedMatch, PublishedRow } from '@codejoust/arena/rules/published-results';
import { type NamedEntrant, openNameMatcher } from '@codejoust/arena/text/match-model-names';
import type { StoredRow } from './board-numbers.ts';

export type ComparedFigure = 'score' | 'win_rate' | 'value';

export type ComparedRow = {
	readonly published: PublishedRow;
	readonly match: PublishedMatch;
	/** Present for `ranked` and `unranked`. */
	readonly ours?: StoredRow;
	/** Ours minus theirs, of the same rate; absent for a measure of its own. */
	readonly difference?: number;
};

export type ComparedSet = {
	readonly compared: ComparedFigure;
	/** Of the slice, by the compared figure, highest first; rows without it last. */
	readonly rows: readonly ComparedRow[];
	readonly agreement: PublishedAgreement;
};

type PublishedSet = {
	/** Null: rates on the questions of the benchmark. */
	readonly measure: string | null;
	readonly names: Readonly<Record<string, string | null>>;
	readonly rows: readonly PublishedRow[];
};

/** The id by which the baseline stands among the entrants. */
export const BASELINE = 'baseline';

/**
 * Puts results that others published beside the rows of a board's slice. A score is compared with our score, a win rate with our win rate, and a
 * measure of its own with our score by ranks alone. Only ranked models count for the agreement: neither the baseline nor a model
 * without a rank.
 */
export function comparePublished(
	set: PublishedSet,
	{
		slice,
		rows,
		entrants,
	}: {
		readonly slice: Slice;
		readonly rows: readonly StoredRow[];
		readonly entrants: readonly NamedEntrant[];
	},
): ComparedSet {
	const compared = chooseFigure(set);
	const nameOf = openNameMatcher(entrants, set.names);
	const rowOf = new Map(rows.map((row) => [row.id, row]));
	const found = selectRows(set, slice).map((published): ComparedRow => {
		const match = nameOf(published.model);
		if (match.kind !== 'one') return { published, match: match.kind };
		const ours = rowOf.get(match.id);
		if (!ours) return { published, match: match.id === BASELINE ? 'baseline' : 'none' };
		return {
			published,
			ours,
			match: ours.rank ? 'ranked' : 'unranked',
			...differ(published, ours, compared),
		};
	});
	const theirs = ({ published }: ComparedRow) => published[compared] ?? -Infinity;
	return {
		compared,
		rows: found.toSorted(
			(a, b) => theirs(b) - theirs(a) || compareTexts(a.published.model, b.published.model),
		),
		agreement: agreeWithPublished(pairRows(found, compared), {
			isSameQuantity: compared !== 'value',
		}),
	};
}

/** The slices that a set has rows for, in the order of the rows; a measure has one set of rows for all. */
export function listPublishedSlices(
	rows: readonly PublishedRow[],
): readonly { readonly slice: Slice; readonly rows: number }[] {
	const groups = Map.groupBy(rows, (row) => sliceName(sliceOf(row)));
	return [...groups.values()].flatMap((group) => {
		const [first] = group;
		return first ? [{ slice: sliceOf(first), rows: group.length }] : [];
	});
}

function chooseFigure({ measure, rows }: PublishedSet): ComparedFigure {
	if (measure !== null) return 'value';
	return rows.some(({ score }) => score !== undefined) ? 'score' : 'win_rate';
}

function selectRows({ measure, rows }: PublishedSet, slice: Slice): readonly PublishedRow[] {
	if (measure !== null) return rows;
	const wanted = sliceName(slice);
	return rows.filter((row) => sliceName(sliceOf(row)) === wanted);
}

function sliceOf({ category, subcategory, language, difficulty }: PublishedRow): Slice {
	return {
		...(category !== undefined && { category }),
		...(subcategory !== undefined && { subcategory }),
		...(language !== undefined && { language }),
		...(difficulty !== undefined && { difficulty }),
	};
}

function ourFigure(row: StoredRow, compared: ComparedFigure): number | undefined {
	return (compared === 'win_rate' ? row.winRate : row.score)?.value;
}

function differ(published: PublishedRow, ours: StoredRow, compared: ComparedFigure) {
	const [a, b] = [published[compared], ourFigure(ours, compared)];
	return compared === 'value' || a === undefined || b === undefined ? {} : { difference: b - a };
}

function pairRows(rows: readonly ComparedRow[], compared: ComparedFigure) {
	return rows.flatMap(({ published, ours, match }) => {
		const theirs = published[compared];
		const own = ours && ourFigure(ours, compared);
		return match === 'ranked' && theirs !== undefined && own !== undefined
			? [{ theirs, ours: own }]
			: [];
	});
}

function compareTexts(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
