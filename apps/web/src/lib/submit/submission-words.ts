import type { SubmissionBrief } from '@codejoust/contract/client';
import { showHidden } from '../text/visible-text.ts';

type State = SubmissionBrief['state'];

const SAYS: Readonly<Record<State, string>> = {
	draft: 'Answers are still missing.',
	checked: 'It is complete; nothing is judged before it is submitted.',
	queued: 'Its judging has not started yet.',
	judging: 'The judge is judging it.',
	paused: 'Its judging is paused.',
	judged: 'It is judged, and its result is private.',
	held: 'It is judged, and on no public board yet.',
	published: 'Everybody sees its result.',
	rejected: 'An operator has rejected it.',
	cancelled: 'Its judging was cancelled.',
	failed: 'Its judging failed.',
	withdrawn: 'It was withdrawn.',
};

/** Where a submission is in its life, with the reason where there is one. */
export function describeState({
	state,
	reason,
}: Pick<SubmissionBrief, 'state' | 'reason'>): string {
	return reason === null ? SAYS[state] : `${SAYS[state]} ${showHidden(reason)}`;
}

/** Whether what a page shows of it may change by itself. */
export function isMoving(state: State): boolean {
	return state === 'queued' || state === 'judging' || state === 'paused';
}
