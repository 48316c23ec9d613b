import type { Leaderboard, LeaderboardRow } from '@codejoust/contract/client';
import type { SpecOf } from './chart-spec.ts';
import { entrantName, listNames } from './entrant-name.ts';
import { measure } from './measured.ts';

/** A model, or the baseline, which has a value and no estimate. */
export type FrontierRow = {
	readonly id: string;
	readonly slug: string;
	readonly name: string;
	/** Median length of its answers, in characters. */
	readonly x: number;
	readonly value: number;
	readonly score: LeaderboardRow['score'];
	readonly isOnFrontier: boolean;
};

const MOST_NAMES = 8;

/** Every model with a score and a median length, the shortest first, each with its place on the frontier or off it. */
export function frontierRows({
	rows,
	baseline,
}: Pick<Leaderboard, 'rows' | 'baseline'>): readonly FrontierRow[] {
	type Row = Omit<FrontierRow, 'isOnFrontier'>;
	const models = rows.flatMap((row): Row[] => {
		const { score, model, submission_id: id, median_length: x } = row;
		if (score === null || x === null) return [];
		return [{ id, slug: model.slug, name: entrantName(model), x, value: score.value, score }];
	});
	const { model, median_length: x } = baseline;
	const named = { id: 'baseline', slug: model.slug, name: entrantName(model) };
	const anchor: Row[] = x === null ? [] : [{ ...named, x, value: 0.5, score: null }];
	return markFrontier([...models, ...anchor]).sort((a, b) => a.x - b.x || b.value - a.value);
}

/** Whether no other takes at most as much and scores at least as high, being better in one of the two. Equals share their place. */
export function markFrontier<Row extends { readonly x: number; readonly value: number }>(
	rows: readonly Row[],
): (Row & { readonly isOnFrontier: boolean })[] {
	const beats = (a: Row, b: Row) =>
		a.x <= b.x && a.value >= b.value && (a.x < b.x || a.value > b.value);
	return rows.map((row) => ({ ...row, isOnFrontier: !rows.some((other) => beats(other, row)) }));
}

export function frontierSpec(rows: readonly FrontierRow[]): SpecOf<'frontier'> {
	return {
		kind: 'frontier',
		points: rows.map(({ name, x, value, score, isOnFrontier }) => ({
			label: name,
			x,
			isBaseline: score === null,
			isOnFrontier,
			...(score === null ? { value: value * 100 } : measure(score)),
		})),
	};
}

/** What the chart shows, in a sentence; a long frontier by its ends. */
export function describeFrontier(rows: readonly FrontierRow[]): string {
	const names = rows.filter(({ isOnFrontier }) => isOnFrontier).map(({ name }) => name);
	const who =
		names.length > MOST_NAMES
			? `${names.length} are on the frontier, from ${names[0] ?? ''} to ${names.at(-1) ?? ''}`
			: `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} on the frontier`;
	return `${who}: no other scores at least as high with answers at most as long.`;
}
