import type { StoredRow } from '@codejoust/board/board-numbers';
import type { HistorySnapshotRow } from '@codejoust/db/queries/boards/history';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { ModelHistory } from '@codejoust/contract/schemas/board-chart';
import { presentEstimate } from './leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';

/** A model's rows in the snapshots of a benchmark's boards, newest first. */
export type FoundHistory = {
	/** Of the benchmark. */
	readonly slug: string;
	readonly model: ModelBriefRow;
	readonly points: readonly { readonly snapshot: HistorySnapshotRow; readonly row: StoredRow }[];
	readonly next: string | null;
};

export function presentModelHistory({ slug, model, points, next }: FoundHistory): ModelHistory {
	return {
		model: presentModelBrief(model),
		items: points.map(({ snapshot, row }) => ({
			snapshot_id: snapshot.id,
			created_at: snapshot.createdAt.toISOString(),
			benchmark: `${slug}@${snapshot.version}`,
			judge: presentJudgeBrief(snapshot.judge),
			rule: snapshot.rule,
			code_version: snapshot.codeVersion,
			submission_id: row.id,
			n: row.n,
			scored: row.scored,
			score: presentEstimate(row.score),
			rank: row.rank ?? null,
		})),
		next_cursor: next,
	};
}
