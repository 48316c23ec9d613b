import type { Slice } from '@codejoust/arena/outcomes/board-input';
import type { ScoringRule } from '@codejoust/arena/rules/scoring-rule';
import type { BenchmarkVisibility } from '@codejoust/db/queries/benchmarks/benchmark-visibility';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { listVersionNames } from '@codejoust/db/queries/benchmarks/version-names';
import type { listUnderway } from '@codejoust/db/queries/boards/boards';
import type { BoardState, PublishedName } from '@codejoust/db/queries/boards/find-boards';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';
import type { Leaderboard } from '@codejoust/contract/schemas/leaderboard';
import { deriveState } from '../run-state.ts';
import { presentBenchmarkBrief } from './benchmark.ts';
import { presentJudgeState } from './judge.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import type { Standing } from './standing-words.ts';
import { describeRule } from './rule-words.ts';
import { presentSlice } from './slice.ts';
import { presentSnapshotName, type SnapshotName } from './snapshot.ts';

/** What of a board changes while its rows stay. */
export type FoundHead = {
	readonly versions: Awaited<ReturnType<typeof listVersionNames>>;
	readonly benchmarkVisibility: BenchmarkVisibility;
	readonly published: readonly PublishedName[];
	readonly judge: JudgeBriefRow;
	/** Of all boards of the version. */
	readonly judges: readonly JudgeBriefRow[];
	/** The board among those of its version; undefined for one as it was in a snapshot. */
	readonly among:
		{ readonly board: BoardState; readonly boards: readonly BoardState[] } | undefined;
	readonly snapshot: SnapshotName | undefined;
	readonly updatedAt: Date;
	readonly underway: Awaited<ReturnType<typeof listUnderway>>;
};
export type BoardHead = Pick<
	Leaderboard,
	| 'versions'
	| 'published_results'
	| 'judge'
	| 'judges'
	| 'judge_state'
	| 'snapshot'
	| 'updated_at'
	| 'underway'
> & {
	readonly benchmarkVisibility: BenchmarkVisibility;
};

export function presentBoardHead(found: FoundHead): BoardHead {
	const { among, snapshot, underway } = found;
	return {
		versions: found.versions.map(({ version, publishedAt }) => ({
			version,
			published_at: publishedAt.toISOString(),
		})),
		benchmarkVisibility: found.benchmarkVisibility,
		published_results: [...found.published],
		judge: presentJudgeBrief(found.judge),
		judges: found.judges.map(presentJudgeBrief),
		judge_state: among ? presentJudgeState(among.board, among.boards) : null,
		snapshot: snapshot ? presentSnapshotName(snapshot) : null,
		updated_at: found.updatedAt.toISOString(),
		underway: underway.map(({ run, model, hold }) => ({
			run_id: run.id,
			submission_id: run.submissionId,
			model: presentModelBrief(model),
			state: deriveState({ run, hold }),
			games: run.games,
			open: run.games - run.gamesScored - run.gamesUnscored,
		})),
	};
}

/** A board with its rows, of which each is the JSON of a `LeaderboardRow` already. */
export type FoundBoard = {
	readonly version: Omit<BenchmarkVersionRow, keyof BenchmarkVisibility>;
	readonly choices: FilterChoices;
	readonly slice: Slice;
	readonly rule: ScoringRule;
	readonly judge: JudgeBriefRow;
	/** The JSON of the board's `rules`. */
	readonly rules: string;
	readonly view: {
		/** Questions of the slice. */
		readonly n: number;
		readonly baselineMedianLength: number | null;
		readonly rows: readonly string[];
		readonly standing: Standing;
	};
	readonly head: BoardHead;
	/** Maximum number of rows, from the top; all by default. */
	readonly limit?: number | undefined;
};

/** A `Leaderboard` as JSON. The rows are the largest part by far: they are put in as they are. */
export function writeLeaderboard(found: FoundBoard): string {
	const { version, choices, slice, rule, rules, view, limit } = found;
	const { benchmarkVisibility, ...head } = found.head;
	const board: Omit<Leaderboard, 'rows' | 'rules'> = {
		benchmark: presentBenchmarkBrief({ ...version, ...benchmarkVisibility }),
		...head,
		rule,
		rule_note: describeRule(rule, found.judge),
		slice: { ...presentSlice(slice), n: view.n },
		baseline: {
			model: presentModelBrief(version.baseline),
			median_length: view.baselineMedianLength,
		},
		summary: view.standing.summary,
		pairs: view.standing.pairs,
		choices,
		models: view.rows.length,
	};
	return `${JSON.stringify(board).slice(0, -1)},"rules":${rules},"rows":[${view.rows.slice(0, limit).join(',')}]}`;
}
