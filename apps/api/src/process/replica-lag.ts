import type { LogPosition } from '@codejoust/db/replication';

/** An hour of looks at one a second: a replica that is further behind is not asked for long. */
const MOST_LOOKS = 3_600;

/**
 * How far a replica is behind, from what the primary had written at each look: the age of the oldest write that the replica lacks. A
 * primary that writes nothing has no lag, other than by the time of the last transaction.
 */
export function openReplicaLag(): {
	readonly note: (
		look: { readonly written: LogPosition; readonly atMs: number },
		applied: LogPosition | undefined,
	) => number;
} {
	let looks: { readonly written: LogPosition; readonly atMs: number }[] = [];
	return {
		note: (look, applied) => {
			if (applied === undefined) return 0;
			if (looks.at(-1)?.written !== look.written) looks.push(look);
			looks = looks.filter(({ written }) => written > applied).slice(-MOST_LOOKS);
			const oldest = looks[0];
			return oldest === undefined ? 0 : (look.atMs - oldest.atMs) / 1000;
		},
	};
}
