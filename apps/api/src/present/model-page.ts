import type { StoredRow } from '@codejoust/board/board-numbers';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { ModelRow } from '@codejoust/db/queries/models/models';
import type { EntrantRow } from '@codejoust/db/queries/boards/boards';
import type { JudgeBriefRow, RunRow } from '@codejoust/db/queries/runs/runs';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { ModelDetail } from '@codejoust/contract/schemas/model-page';
import { deriveState, stateSince } from '../run-state.ts';
import { presentBenchmarkBrief } from './benchmark.ts';
import { type FoundCheckpoints, presentCheckpoints } from './checkpoints.ts';
import { presentEstimate, presentLeaderboardRow } from './leaderboard-row.ts';
import { presentModel } from './model.ts';
import { presentJudgeBrief } from './names.ts';
import { presentSubmissionBrief } from './submission.ts';

/** A submission on one board, and what it is there by group. */
export type FoundStanding = {
	readonly version: BenchmarkVersionRow;
	readonly judge: JudgeBriefRow;
	/** On the whole board. */
	readonly models: number;
	readonly row: StoredRow;
	readonly model: EntrantRow;
	/** The same submission on the boards of other judges. */
	readonly otherJudges: readonly {
		readonly judge: JudgeBriefRow;
		readonly models: number;
		readonly row: StoredRow;
	}[];
	readonly categories: readonly {
		readonly category: string;
		readonly n: number;
		readonly row: StoredRow | undefined;
		/** Of the scores of all models; null without any. */
		readonly boardMedian: number | null;
	}[];
	readonly subcategories: readonly {
		readonly category: string;
		readonly subcategory: string;
		readonly row: StoredRow;
	}[];
};

export type FoundModel = {
	readonly row: ModelRow;
	readonly standings: readonly FoundStanding[];
	readonly checkpoints: readonly FoundCheckpoints[];
	readonly baselineOf: readonly BenchmarkVersionRow[];
	/** Newest first. */
	readonly submissions: readonly {
		readonly row: SubmissionRow;
		readonly runs: readonly RunRow[];
		/** One of the standings is its own. */
		readonly isListed: boolean;
	}[];
	readonly privateAttempts: readonly ModelDetail['private_attempts'][number][];
};

export function presentModelDetail(found: FoundModel): ModelDetail {
	return {
		...presentModel(found.row),
		standings: found.standings.map(presentStanding),
		checkpoints: found.checkpoints.flatMap(presentCheckpoints),
		baseline_of: found.baselineOf.map(presentBenchmarkBrief),
		submissions: found.submissions.map(({ row, runs, isListed }) => ({
			...presentSubmissionBrief(row),
			runs: runs.map(presentModelRun),
			stands: isListed,
		})),
		private_attempts: [...found.privateAttempts],
	};
}

export function presentStanding(found: FoundStanding): ModelDetail['standings'][number] {
	return {
		benchmark: presentBenchmarkBrief(found.version),
		judge: presentJudgeBrief(found.judge),
		models: found.models,
		row: presentLeaderboardRow(found.row, found.model),
		other_judges: found.otherJudges.map(({ judge, models, row }) => ({
			judge: presentJudgeBrief(judge),
			models,
			score: presentEstimate(row.score),
			rank: row.rank ?? null,
		})),
		categories: found.categories.map(({ category, n, row, boardMedian }) => ({
			category,
			n,
			scored: row?.scored ?? 0,
			score: presentEstimate(row?.score),
			board_median: boardMedian,
		})),
		subcategories: found.subcategories.map(({ category, subcategory, row }) => {
			const { n, scored, wins, ties, losses } = row;
			const score = presentEstimate(row.score);
			return { category, subcategory, n, scored, wins, ties, losses, score };
		}),
	};
}

function presentModelRun(row: RunRow): ModelDetail['submissions'][number]['runs'][number] {
	const state = deriveState(row);
	return {
		id: row.run.id,
		judge: presentJudgeBrief(row.judge),
		state,
		state_since: stateSince(row, state).toISOString(),
	};
}
