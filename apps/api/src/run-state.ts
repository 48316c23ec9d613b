import type { RunRow } from '@codejoust/db/queries/runs/runs';
import type { Run } from '@codejoust/contract/schemas/submission';

export type RunState = Run['state'];

/** Where a run is. Follows from its stored instants, and from a hold of its judge or endpoint where one is given. */
export function deriveState({ run, hold }: Pick<RunRow, 'run'> & Partial<RunRow>): RunState {
	if (run.finishedAt) return 'done';
	if (run.held) return run.held;
	if (hold) return 'paused';
	return run.startedAt ? 'judging' : 'queued';
}

/** Since when a run is in its state. */
export function stateSince(
	{ run, hold }: Pick<RunRow, 'run'> & Partial<RunRow>,
	state: RunState,
): Date {
	if (state === 'done') return run.finishedAt ?? run.createdAt;
	if (state === 'paused' && run.held === null && hold) return new Date(hold.since);
	if (state === 'paused' || state === 'cancelled') return run.heldAt ?? run.createdAt;
	return (state === 'judging' ? run.startedAt : undefined) ?? run.createdAt;
}
