import type { Slice } from '@codejoust/arena/outcomes/board-input';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { SnapshotRow } from '@codejoust/db/queries/boards/snapshots';
import type { Snapshot, SnapshotBrief } from '@codejoust/contract/schemas/snapshot';
import { BOARD_CODE_VERSION } from '@codejoust/board/board-numbers';
import { presentBenchmarkBrief } from './benchmark.ts';
import { presentJudgeBrief } from './names.ts';
import { presentSlice } from './slice.ts';

/** A snapshot by its id, its time and the version of the rules that computed it. */
export type SnapshotName = {
	readonly id: string;
	readonly createdAt: Date;
	readonly codeVersion: string;
};

export function presentSnapshotName({ id, createdAt, codeVersion }: SnapshotName) {
	return {
		id,
		created_at: createdAt.toISOString(),
		code_version: codeVersion,
		is_outdated: codeVersion !== BOARD_CODE_VERSION,
	};
}

/** A snapshot with what it is of, and the slices that it has. */
export type FoundSnapshot = {
	readonly row: SnapshotRow;
	readonly version: BenchmarkVersionRow;
	readonly slices: readonly { readonly slice: Slice; readonly n: number }[];
};

export function presentSnapshot({ row, version, slices }: FoundSnapshot): Snapshot {
	return {
		...presentSnapshotBrief(row),
		benchmark: presentBenchmarkBrief(version),
		seed: row.seed,
		inputs_hash: row.inputsHash,
		slices: slices.map(({ slice, n }) => ({ ...presentSlice(slice), n })),
	};
}

export function presentSnapshotBrief(row: SnapshotRow): SnapshotBrief {
	return {
		id: row.id,
		created_at: row.createdAt.toISOString(),
		judge: presentJudgeBrief(row.judge),
		rule: row.rule,
		code_version: row.codeVersion,
		models: row.models,
		is_current: row.isCurrent,
	};
}
