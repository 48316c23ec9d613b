import type { Run } from '@codejoust/contract/client';

export type RunAction = 'pause' | 'resume' | 'cancel' | 'retry';

export const ACTION_WORDS: Readonly<Record<RunAction, string>> = {
	pause: 'Pause',
	resume: 'Resume',
	cancel: 'Cancel …',
	retry: 'Ask unscored again …',
};

/** What was done, for the page after it. */
export const DONE_WORDS: Readonly<Record<RunAction, string>> = {
	pause: 'is paused: games in flight finish, and no other game is asked.',
	resume: 'continues.',
	cancel: 'is cancelled.',
	retry: 'asks its unscored games again.',
};

/** What an operator may do with a run as it is. */
export function possibleActions({
	state,
	progress,
}: {
	readonly state: Run['state'];
	readonly progress: { readonly unscored: number };
}): readonly RunAction[] {
	const retry: readonly RunAction[] = progress.unscored > 0 ? ['retry'] : [];
	switch (state) {
		case 'queued':
		case 'judging':
			return [...retry, 'pause', 'cancel'];
		case 'paused':
		case 'failed':
			return ['resume', 'cancel'];
		case 'done':
			return retry;
		case 'cancelled':
			return [];
	}
}
