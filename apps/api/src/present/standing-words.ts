import { formatPercent, formatPercentRange } from '@codejoust/contract/percent';
import { readBeatenRows } from '@codejoust/arena/board/beaten-rows';
import type { StoredRow } from '@codejoust/board/board-numbers';
import { modelName } from '@codejoust/contract/model-name';
import type { Leaderboard } from '@codejoust/contract/schemas/leaderboard';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import { listNames, MOST_NAMES } from './list-names.ts';
import { presentModelBrief } from './names.ts';

/** A row of a slice with its model. */
export type NamedRow = { readonly row: StoredRow; readonly model: ModelBriefRow };

export type Standing = Pick<Leaderboard, 'summary' | 'pairs'>;

/** `rows` are all of the slice, in board order. */
export function presentStanding(rows: readonly NamedRow[]): Standing {
	const pairs = countPairs(rows.map(({ row }) => row));
	return { summary: describeStanding(rows), pairs: pairs ?? null };
}

/** Undefined where the rules did not record it: every ranked row since `board-5` says which others it beats. */
function countPairs(rows: readonly StoredRow[]): NonNullable<Leaderboard['pairs']> | undefined {
	const ranked = rows.filter(({ rank }) => rank);
	if (ranked.some(({ beats }) => beats === undefined)) return undefined;
	return {
		total: (ranked.length * (ranked.length - 1)) / 2,
		distinguished: ranked.reduce((sum, { beats }) => sum + readBeatenRows(beats ?? '').length, 0),
	};
}

/**
 * What a slice shows, in sentences that say no more than its tests: the highest score with its interval and rank range, the
 * models that it cannot be distinguished from, and how many pairs are told apart. Plain text.
 */
function describeStanding(rows: readonly NamedRow[]): string {
	const [top] = rows;
	if (!top?.row.score) return rows.length === 0 ? 'No model is on this board yet.' : NO_SCORE;
	const { row } = top;
	const level = rows.filter((other) => other.row.score?.value === top.row.score?.value);
	const subject =
		level.length === 1
			? `${nameOf(top)} has the highest score`
			: `${listNames(level.map(nameOf))} share the highest score`;
	const { value, interval } = row.score ?? { value: 0, interval: { low: 0, high: 0 } };
	const score = `${formatPercent(value)} (${formatPercentRange(interval)})`;
	if (level.length > 1) return join(`${subject}, ${score}.`, tellPairs(rows));
	if (!row.rank) return join(`${subject}, ${score}, but no rank: ${COVERAGE}.`, tellPairs(rows));
	return join(`${subject}, ${score}, ${tellRank(row.rank)}${tellTop(rows)}.`, tellPairs(rows));
}

const NO_SCORE = 'No battle of this slice has a score yet.';
const COVERAGE = 'fewer than 95 % of its battles are scored';

function tellRank({ best, worst }: { readonly best: number; readonly worst: number }): string {
	return best === worst ? `rank ${best}` : `ranks ${best}–${worst}`;
}

/** The best row's own pairs; nothing for one that has none, or whose rules did not record them. */
function tellTop(rows: readonly NamedRow[]): string {
	const [top] = rows;
	const others = rows.slice(1).filter(({ row }) => row.rank);
	if (top?.row.beats === undefined || others.length === 0) return '';
	const beaten = new Set(readBeatenRows(top.row.beats));
	const isTied = (at: number) => {
		const other = rows[at]?.row;
		return other?.rank && !beaten.has(at) && !readBeatenRows(other.beats ?? '').includes(0);
	};
	const tied = rows.flatMap((other, at) => (at > 0 && isTied(at) ? [nameOf(other)] : []));
	if (tied.length > 0 && tied.length === others.length && tied.length > MOST_NAMES)
		return `: it cannot be distinguished from any of the ${tied.length} others`;
	if (tied.length > 0) return `: it cannot be distinguished from ${listNames(tied)}`;
	if (beaten.size < others.length) return '';
	const [other] = others;
	return other && others.length === 1
		? `: it is better than ${nameOf(other)}`
		: `: it is better than each of the ${others.length} others`;
}

function tellPairs(rows: readonly NamedRow[]): string {
	const pairs = countPairs(rows.map(({ row }) => row));
	if (!pairs || pairs.total < 3) return '';
	const { total, distinguished } = pairs;
	if (distinguished === 0) return `None of the ${total} pairs of models is distinguished.`;
	if (distinguished === total) return `All ${total} pairs of models are distinguished.`;
	return `${distinguished} of ${total} pairs of models ${distinguished === 1 ? 'is' : 'are'} distinguished.`;
}

function nameOf({ model }: NamedRow): string {
	return modelName(presentModelBrief(model));
}

function join(...sentences: readonly string[]): string {
	return sentences.filter((sentence) => sentence !== '').join(' ');
}
