import type { Leaderboard, Matrix } from '../schemas/leaderboard.ts';
import type { Snapshot, SnapshotBrief } from '../schemas/snapshot.ts';
import type { LeaderboardQuery } from './boards.ts';
import type { Page, Sender } from './open-sender.ts';

/** The stored snapshots of boards. */
export function snapshotMethods({ get }: Sender) {
	const name = encodeURIComponent;
	return {
		snapshots: (
			benchmark: string,
			query: { judge?: string; cursor?: string; limit?: number } = {},
		) => get<Page<SnapshotBrief>>(`/v1/leaderboards/${name(benchmark)}/snapshots`, query),
		snapshot: (id: string) => get<Snapshot>(`/v1/snapshots/${name(id)}`),
		snapshotLeaderboard: (id: string, query: Omit<LeaderboardQuery, 'judge'> = {}) =>
			get<Leaderboard>(`/v1/snapshots/${name(id)}/leaderboard`, query),
		snapshotMatrix: (id: string, query: { category?: string } = {}) =>
			get<Matrix>(`/v1/snapshots/${name(id)}/matrix`, query),
	};
}
