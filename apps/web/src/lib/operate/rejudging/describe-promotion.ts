import type { Client, JudgeComparison, Leaderboard } from '@codejoust/contract/client';
import { formatCount, formatKnownCost, formatRank, formatUnits } from '../../format/quantity.ts';
import { showHidden } from '../../text/visible-text.ts';

type Row = Leaderboard['rows'][number];
/** What of a board a promotion changes. */
export type PromotedBoard = {
	readonly judge: { readonly name: string };
	readonly rows: readonly Pick<Row, 'submission_id' | 'model' | 'rank' | 'beats'>[];
};

const MOST_NAMED = 5;

/** Reads what a promotion would change, in sentences with numbers. */
export async function readConsequences(
	client: Client,
	{
		benchmark,
		from,
		to,
	}: { readonly benchmark: string; readonly from: string; readonly to: string },
): Promise<{ readonly comparison: JudgeComparison; readonly sentences: readonly string[] }> {
	const [comparison, live, next] = await Promise.all([
		client.judgeComparison(benchmark, { from, to }),
		client.leaderboard(benchmark, { judge: from }),
		client.leaderboard(benchmark, { judge: to }),
	]);
	return { comparison, sentences: describePromotion(live, next, costOfModel(comparison)) };
}

/**
 * Who leads, who changes rank, how many pairs are told apart, and what is left to be judged, at micro-dollars a model where
 * they are known.
 */
export function describePromotion(
	live: PromotedBoard,
	next: PromotedBoard,
	costMicroUsd: number | null,
): readonly string[] {
	const later = new Map(next.rows.map((row) => [row.submission_id, row]));
	const both = live.rows.flatMap((row) => {
		const then = later.get(row.submission_id);
		return then === undefined ? [] : [{ row, then }];
	});
	return [
		tellFirst(live, next),
		tellRanks(both),
		tellPairs(live, next),
		tellMissing(live.rows.length - both.length, next.judge.name, costMicroUsd),
	].filter((sentence) => sentence !== '');
}

function tellFirst(live: PromotedBoard, next: PromotedBoard): string {
	const [before] = live.rows;
	const [after] = next.rows;
	if (before === undefined || after === undefined) return '';
	if (before.submission_id === after.submission_id)
		return `First place: ${nameOf(after)} under both judges, with the rank ${formatRank(before.rank)} and then ${formatRank(after.rank)}.`;
	return `First place: ${nameOf(after)}, with the rank ${formatRank(after.rank)}, instead of ${nameOf(before)}.`;
}

function tellRanks(both: readonly { readonly row: Named; readonly then: Named }[]): string {
	if (both.length === 0) return '';
	const moved = both.filter(({ row, then }) => formatRank(row.rank) !== formatRank(then.rank));
	if (moved.length === 0) return `Ranks: none of ${formatUnits(both.length, 'model')} changes.`;
	const named = moved
		.slice(0, MOST_NAMED)
		.map(({ row, then }) => `${nameOf(row)} ${formatRank(row.rank)} to ${formatRank(then.rank)}`);
	const rest = moved.length - named.length;
	return `Ranks: ${formatCount(moved.length)} of ${formatUnits(both.length, 'model')} ${moved.length === 1 ? 'changes' : 'change'}: ${named.join(', ')}${rest > 0 ? `, and ${formatCount(rest)} more` : ''}.`;
}

function tellPairs(live: PromotedBoard, next: PromotedBoard): string {
	const [before, after] = [pairsOf(live), pairsOf(next)];
	if (before === undefined || after === undefined) return '';
	return `Pairs told apart: ${formatCount(before.apart)} of ${formatCount(before.all)} under the live judge, ${formatCount(after.apart)} of ${formatCount(after.all)} under the new one.`;
}

function tellMissing(missing: number, judge: string, costMicroUsd: number | null): string {
	if (missing === 0) return '';
	const cost = costMicroUsd === null ? 'a cost not known' : formatKnownCost(costMicroUsd * missing);
	return `Missing: ${formatUnits(missing, 'model')} of the live board ${missing === 1 ? 'has' : 'have'} no result by ${judge} and ${missing === 1 ? 'leaves' : 'leave'} the board until ${missing === 1 ? 'it is' : 'they are'} judged, for ${cost}.`;
}

function pairsOf({
	rows,
}: PromotedBoard): { readonly apart: number; readonly all: number } | undefined {
	const ranked = rows.filter(({ rank }) => rank !== null);
	if (ranked.length < 2 || ranked.some(({ beats }) => beats === null)) return undefined;
	const apart = ranked.reduce((sum, { beats }) => sum + (beats ?? 0), 0);
	return { apart, all: (ranked.length * (ranked.length - 1)) / 2 };
}

/** By what a battle cost so far. */
function costOfModel({ to, questions }: JudgeComparison): number | null {
	const { cost_micro_usd_per_battle: cost } = to;
	return cost === null ? null : Math.round(cost * questions);
}

type Named = PromotedBoard['rows'][number];

function nameOf({ model }: Named): string {
	return showHidden(model.name);
}
