import { formatPercentRange } from '@codejoust/contract/percent';
import type { Leaderboard, LeaderboardRow } from '@codejoust/contract/client';
import stringWidth from 'string-width';
import { ABSENT, formatShare } from './format-numbers.ts';
import { drawInterval } from './interval-bar.ts';
import { modelName } from '@codejoust/contract/model-name';
import { safeText } from './safe-text.ts';
import type { Column } from './table.ts';

const WIDEST_BAR = 41;
const NARROWEST_BAR = 11;
/** Everything between the names and the bar, gaps included, as wide as it gets. */
const NUMBERS_WIDTH = 77;
const PREFERENCE_WIDTH = 21;
const SHORTEST_NAME = 12;

/** A board's columns for a terminal of `width` columns; the bar goes first when it does not fit. */
export function boardColumns(
	{ rows }: Pick<Leaderboard, 'rows'>,
	width: number | undefined,
): readonly Column<LeaderboardRow>[] {
	const names = Math.max(5, ...rows.map(({ model }) => stringWidth(safeText(modelName(model)))));
	const others =
		NUMBERS_WIDTH + (rows.some((row) => row.preference != null) ? PREFERENCE_WIDTH : 0);
	const barWidth = width === undefined ? WIDEST_BAR : fitBar(width - others - names);
	const numbers: readonly Column<LeaderboardRow>[] = [
		{ title: 'Rank', cell: ({ rank }) => describeRank(rank), isNumber: true },
		{ title: 'Model', cell: ({ model }) => modelName(model), least: SHORTEST_NAME },
		{ title: 'Score', cell: ({ score }) => formatShare(score?.value ?? null), isNumber: true },
	];
	const preference: readonly Column<LeaderboardRow>[] = rows.some((row) => row.preference != null)
		? [
				{
					title: 'Preference',
					cell: (row) => describePreference(row.preference),
					isNumber: true,
				},
			]
		: [];
	const bar: readonly Column<LeaderboardRow>[] =
		barWidth === 0 ? [] : [{ title: scaleOf(barWidth), cell: (row) => drawRow(row, barWidth) }];
	return [
		...numbers,
		...bar,
		{ title: '95 % interval', cell: ({ score }) => describeInterval(score), isNumber: true },
		...preference,
		{ title: 'Wins', cell: (row) => formatShare(row.win_rate?.value ?? null), isNumber: true },
		{
			title: 'Beats',
			cell: ({ beats }) => (beats === null ? ABSENT : String(beats)),
			isNumber: true,
		},
		{
			title: 'Tied',
			cell: ({ tied_with: tied }) => (tied === null ? ABSENT : String(tied)),
			isNumber: true,
		},
		{ title: 'Ties', cell: (row) => formatShare(row.tie_rate?.value ?? null), isNumber: true },
		{ title: 'Scored', cell: ({ scored, n }) => `${scored}/${n}`, isNumber: true },
	];
}

function fitBar(room: number): number {
	const odd = room % 2 === 0 ? room - 1 : room;
	return odd < NARROWEST_BAR ? 0 : Math.min(WIDEST_BAR, odd);
}

/** `0 … 50 … 100` over the ends and the middle of the bar. */
function scaleOf(width: number): string {
	const half = (width - 1) / 2;
	return `0${'50'.padStart(half)}${'100'.padStart(half)}`;
}

function drawRow({ score }: LeaderboardRow, width: number): string {
	return score === null ? '' : drawInterval(score, width);
}

function describeRank(rank: LeaderboardRow['rank']): string {
	if (rank === null) return ABSENT;
	return rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`;
}

/** `61.2 % (58.0–64.1)`: the mean preference and its interval. */
function describePreference(preference: LeaderboardRow['preference']): string {
	if (preference == null) return ABSENT;
	const { value, low, high } = preference;
	return `${formatShare(value)} (${formatPercentRange({ low, high })})`;
}

function describeInterval(score: LeaderboardRow['score']): string {
	if (score === null) return ABSENT;
	return `${formatPercentRange(score)} %`;
}
