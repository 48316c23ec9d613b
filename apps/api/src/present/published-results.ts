import type { Slice } from '@codejoust/arena/outcomes/board-input';
import type { ComparedFigure, ComparedRow, ComparedSet } from '@codejoust/board/compare-published';
import type {
	AddedPublishedResults,
	PublishedBoard,
	PublishedComparison,
	PublishedSet,
} from '@codejoust/contract/schemas/published-results';
import type {
	NewPublishedSet,
	PublishedSetRow,
} from '@codejoust/db/queries/benchmarks/published-results';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import { presentBenchmarkBrief } from './benchmark.ts';
import { presentEstimate } from './leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentSlice } from './slice.ts';
import { presentSnapshotName, type SnapshotName } from './snapshot.ts';

/** What a table was read as; without `createdAt` it was not stored. */
export type AddedSets = {
	readonly sets: readonly (NewPublishedSet & Partial<Pick<PublishedSetRow, 'createdAt'>>)[];
	readonly notes: readonly string[];
};

/** What others published, beside a board's slice. */
export type FoundPublished = {
	readonly version: BenchmarkVersionRow;
	readonly judge: JudgeBriefRow;
	readonly snapshot: SnapshotName | undefined;
	readonly slice: Slice;
	/** Questions of the slice. */
	readonly questions: number;
	/** By submission id. */
	readonly models: ReadonlyMap<string, ModelBriefRow>;
	readonly sets: readonly {
		readonly set: PublishedSetRow;
		readonly slices: readonly { readonly slice: Slice; readonly rows: number }[];
		readonly comparison: ComparedSet;
	}[];
};

export function presentPublished(found: FoundPublished): PublishedBoard {
	return {
		benchmark: presentBenchmarkBrief(found.version),
		judge: presentJudgeBrief(found.judge),
		snapshot: found.snapshot ? presentSnapshotName(found.snapshot) : null,
		slice: { ...presentSlice(found.slice), n: found.questions },
		sets: found.sets.map(({ set, slices, comparison }) => ({
			...presentAbout(set),
			id: set.id,
			added_at: set.createdAt.toISOString(),
			compared: comparison.compared,
			slices: slices.map(({ slice, rows }) => ({ ...presentSlice(slice), rows })),
			rows: comparison.rows.map((row) => presentRow(row, comparison.compared, found.models)),
			agreement: presentAgreement(comparison.agreement),
		})),
	};
}

/** A stored set without its rows. */
export function presentPublishedSet(set: PublishedSetRow, benchmark: string): PublishedSet {
	return {
		id: set.id,
		benchmark,
		...presentAbout(set),
		rows: set.rows.length,
		added_at: set.createdAt.toISOString(),
	};
}

/** What was made of a table: its sets as they were stored, or as they would be. */
export function presentAddedSets(
	{ sets, notes }: AddedSets,
	benchmark: string,
	{
		matched,
		unmatched,
	}: { readonly matched: readonly string[]; readonly unmatched: readonly string[] },
): AddedPublishedResults {
	return {
		dry_run: sets.every(({ createdAt }) => createdAt === undefined),
		sets: sets.map((set) => ({
			benchmark,
			...presentAbout(set),
			rows: set.rows.length,
			id: set.createdAt ? set.id : null,
			added_at: set.createdAt?.toISOString() ?? null,
		})),
		notes: [...notes],
		matched: matched.length,
		unmatched: [...unmatched],
	};
}

type About = Pick<
	PublishedSet,
	'measure' | 'unit' | 'source' | 'url' | 'judge' | 'date' | 'licence'
>;

function presentAbout(set: NewPublishedSet): About {
	const { measure, unit, source, url, judge, publishedOn: date, licence } = set;
	return { measure, unit, source, url, judge, date, licence };
}

function presentRow(
	{ published, match, ours, difference }: ComparedRow,
	compared: ComparedFigure,
	models: FoundPublished['models'],
): PublishedComparison['rows'][number] {
	const { score, win_rate: winRate, tie_rate: tieRate, value, low, high, n } = published;
	// The interval is of the row's first figure, which need not be the one that the set is compared by.
	const first = score === undefined ? (winRate === undefined ? 'value' : 'win_rate') : 'score';
	const isOwn = first === compared;
	return {
		name: published.model,
		score: score ?? null,
		win_rate: winRate ?? null,
		tie_rate: tieRate ?? null,
		value: value ?? null,
		low: isOwn ? (low ?? null) : null,
		high: isOwn ? (high ?? null) : null,
		n: n ?? null,
		match,
		ours: ours ? presentOurs(ours, models) : null,
		difference: difference ?? null,
	};
}

function presentOurs(
	row: NonNullable<ComparedRow['ours']>,
	models: FoundPublished['models'],
): PublishedComparison['rows'][number]['ours'] {
	const model = models.get(row.id);
	if (!model) throw new Error(`submission ${row.id} vanished`);
	return {
		submission_id: row.id,
		model: presentModelBrief(model),
		rank: row.rank ?? null,
		score: presentEstimate(row.score),
		win_rate: presentEstimate(row.winRate),
		n: row.n,
		scored: row.scored,
	};
}

function presentAgreement({
	models,
	kendall,
	spearman,
	meanDifference,
}: ComparedSet['agreement']): PublishedComparison['agreement'] {
	return {
		models,
		kendall: kendall
			? {
					value: kendall.value,
					low: kendall.interval?.low ?? null,
					high: kendall.interval?.high ?? null,
				}
			: null,
		spearman: spearman ?? null,
		mean_difference: meanDifference ?? null,
	};
}
