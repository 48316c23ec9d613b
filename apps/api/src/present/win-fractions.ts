import { readBeatenRows } from '@codejoust/arena/board/beaten-rows';
import type { Slice } from '@codejoust/arena/outcomes/board-input';
import type { WinFraction } from '@codejoust/arena/board/win-fractions';
import type { StoredRow } from '@codejoust/board/board-numbers';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { WinFractions } from '@codejoust/contract/schemas/board-chart';
import { presentBenchmarkBrief } from './benchmark.ts';
import { presentEstimate } from './leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentSlice } from './slice.ts';
import { presentSnapshotName, type SnapshotName } from './snapshot.ts';

/** The first models of a board, each beside each other. */
export type FoundWinFractions = {
	readonly version: BenchmarkVersionRow;
	readonly judge: JudgeBriefRow;
	/** Undefined as long as nothing was computed. */
	readonly snapshot: SnapshotName | undefined;
	readonly slice: Slice;
	/** Questions of the slice. */
	readonly n: number;
	/** Models on the whole board. */
	readonly models: number;
	readonly rows: readonly {
		readonly row: StoredRow;
		readonly model: ModelBriefRow;
		readonly cells: readonly WinFraction[];
	}[];
};

export function presentWinFractions(found: FoundWinFractions): WinFractions {
	const { version, judge, snapshot, slice, n, models, rows } = found;
	// The rows are the first of the board, so that the places are the same.
	const beaten = rows.map(({ row }) => new Set(readBeatenRows(row.beats ?? '')));
	const isBeaten = (by: number, other: number) => beaten[by]?.has(other) ?? false;
	return {
		benchmark: presentBenchmarkBrief(version),
		judge: presentJudgeBrief(judge),
		snapshot: snapshot ? presentSnapshotName(snapshot) : null,
		slice: { ...presentSlice(slice), n },
		models,
		rows: rows.map(({ row, model, cells }, own) => ({
			submission_id: row.id,
			model: presentModelBrief(model),
			score: presentEstimate(row.score),
			cells: cells.map(({ shared, fraction }, other) => ({
				verdict: isBeaten(own, other) ? 'better' : isBeaten(other, own) ? 'worse' : null,
				shared,
				fraction: fraction ?? null,
			})),
		})),
	};
}
