import type { StoredRow } from '@codejoust/board/board-numbers';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { SubmissionResult } from '@codejoust/contract/schemas/submission-result';
import { presentEstimate, presentLeaderboardRow, presentPairs } from './leaderboard-row.ts';
import { presentJudgeBrief } from './names.ts';
import { presentSubmissionBrief } from './submission.ts';

/** The board of one submission alone, and what it is by category. */
export type ResultNumbers = {
	readonly overall: StoredRow | undefined;
	readonly categories: readonly {
		readonly category: string;
		readonly n: number;
		readonly row: StoredRow | undefined;
	}[];
	readonly subcategories: readonly {
		readonly category: string;
		readonly subcategory: string;
		readonly row: StoredRow;
	}[];
};

/** A submission with its numbers; undefined as long as no run of it has ended. */
export type FoundResult = {
	readonly submission: SubmissionRow;
	readonly judged: { readonly judge: JudgeBriefRow; readonly numbers: ResultNumbers } | undefined;
};

export function presentResult({ submission: row, judged }: FoundResult): SubmissionResult {
	const submission = presentSubmissionBrief(row);
	if (!judged) return { submission, judge: null, row: null, categories: [] };
	const { overall, categories } = judged.numbers;
	return {
		submission,
		judge: presentJudgeBrief(judged.judge),
		// It has a rank among others alone.
		row: overall
			? {
					...presentLeaderboardRow(overall, { ...row.model, source: row.source }),
					rank: null,
					...presentPairs(undefined, undefined),
				}
			: null,
		categories: categories.map(({ category, n, row: own }) => ({
			category,
			n,
			scored: own?.scored ?? 0,
			score: presentEstimate(own?.score),
		})),
	};
}
