import type { Leaderboard, LeaderboardRow } from '@codejoust/contract/client';
import { boardLines } from '../board/board-lines.ts';
import { readSort } from '../board/sort.ts';
import { formatPercent } from '../format/percent.ts';
import { formatUnits } from '../format/quantity.ts';
import type { SpecOf } from './chart-spec.ts';
import { entrantName } from './entrant-name.ts';
import { measure } from './measured.ts';

/** A model with a score, or the baseline, which has a value and no estimate. */
export type ForestRow = {
	readonly id: string;
	readonly slug: string;
	readonly name: string;
	readonly value: number;
	readonly score: LeaderboardRow['score'];
	readonly scored: number | null;
	readonly rank: LeaderboardRow['rank'];
	/** Models that it is significantly better than, and that it cannot be told from. */
	readonly beats: LeaderboardRow['beats'];
	readonly tiedWith: LeaderboardRow['tied_with'];
};

/** Every model that has a score, and the baseline at its 50 %, best first. */
export function forestRows(board: Pick<Leaderboard, 'rows' | 'baseline'>): readonly ForestRow[] {
	return boardLines(board, readSort(null)).flatMap((line): ForestRow[] => {
		const model = line.kind === 'model' ? line.row.model : line.model;
		const named = { slug: model.slug, name: entrantName(model) };
		if (line.kind === 'baseline') {
			const nothing = { score: null, scored: null, rank: null, beats: null, tiedWith: null };
			return [{ ...named, id: 'baseline', value: 0.5, ...nothing }];
		}
		const { score, scored, rank, submission_id: id, beats, tied_with: tiedWith } = line.row;
		if (score === null) return [];
		return [{ ...named, id, value: score.value, score, scored, rank, beats, tiedWith }];
	});
}

export function forestSpec(rows: readonly ForestRow[], baseline: string): SpecOf<'forest'> {
	return {
		kind: 'forest',
		baseline,
		points: rows.map(({ name, value, score }) => ({
			label: name,
			isBaseline: score === null,
			...(score === null ? { value: value * 100 } : measure(score)),
		})),
	};
}

/** What the chart shows, in a sentence or two. */
export function describeForest(rows: readonly ForestRow[]): string {
	const models = rows.filter(({ score }) => score !== null);
	const [first] = models;
	if (!first) return 'No model has a score.';
	const above = models.filter(({ score }) => score && score.low > 0.5).length;
	const below = models.filter(({ score }) => score && score.high < 0.5).length;
	return (
		`${first.name} has the highest score, ${formatPercent(first.value)}. ` +
		`Of ${formatUnits(models.length, 'model')}, those with their whole interval above the baseline’s 50\u00a0%: ` +
		`${above}; below it: ${below}.`
	);
}
