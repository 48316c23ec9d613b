import type { LeaderboardRow, SubmissionBrief } from '@codejoust/contract/client';
import type { Placing } from '../model/placing.ts';
import { formatUnits } from '../format/quantity.ts';
import { showHidden } from '../text/visible-text.ts';

type State = SubmissionBrief['state'];

const SAYS: Readonly<Record<State, string>> = {
	draft: 'Answers are still missing.',
	checked: 'It is complete; nothing is judged before it is submitted.',
	queued: 'Its judging has not started yet.',
	judging: 'The judge is judging it.',
	paused: 'Its judging is paused.',
	judged: 'Only its owner, the operators, and readers who have a link to it see it.',
	held: 'It is on no public board yet.',
	published: 'Everybody sees it.',
	rejected: 'It is on no board.',
	cancelled: 'Its judging was cancelled.',
	failed: 'No result can be shown.',
	withdrawn: 'It is on no board.',
};

const HEADLINES: Readonly<Record<State, string>> = {
	draft: 'Draft',
	checked: 'Complete draft',
	queued: 'Waiting to be judged',
	judging: 'Being judged',
	paused: 'Judging paused',
	judged: 'Private result',
	held: 'Result withheld until an operator has reviewed it',
	published: 'Public result',
	rejected: 'Rejected by an operator',
	cancelled: 'Judging cancelled',
	failed: 'Judging failed',
	withdrawn: 'Withdrawn',
};

/** What a page of a submission is headed by: true in its state, and for battles without a score. */
export function headlineOf(
	{
		state,
		is_baseline: isBaseline,
		superseded_by: later,
	}: Pick<SubmissionBrief, 'state' | 'is_baseline' | 'superseded_by'>,
	row: Pick<LeaderboardRow, 'unscored'> | undefined,
): string {
	if (isBaseline) return 'The baseline';
	const headline = HEADLINES[state];
	const parts = [
		state === 'published' && later !== null ? 'replaced by a later one' : undefined,
		hasResult(state) && row && row.unscored > 0
			? `${formatUnits(row.unscored, 'battle')} unscored`
			: undefined,
	].filter((part) => part !== undefined);
	return [headline, ...parts].join(', ');
}

function hasResult(state: State): boolean {
	return state === 'judged' || state === 'held' || state === 'published';
}

/** Where a submission is in its life, with the reason where there is one. */
export function describeState({
	state,
	reason,
}: Pick<SubmissionBrief, 'state' | 'reason'>): string {
	if (reason === null) return SAYS[state];
	const says = showHidden(reason);
	// `paused by an operator` says the state again.
	if (says.startsWith(`${state} `) && SAYS[state].endsWith(` ${state}.`))
		return `${SAYS[state].replace(` ${state}.`, '')} ${says}.`;
	// A reason is a sentence, or a few words that continue one.
	const isSentence = /^[^a-z]/.test(says);
	return isSentence ? `${SAYS[state]} ${says}` : `${SAYS[state].replace(/\.$/, '')}: ${says}.`;
}

/** What a list and a page name the state. */
export function nameState(state: State): string {
	return state === 'held' ? 'withheld' : state;
}

/** Who sees it now. */
export function seenBy(state: State, mayChange: boolean): string {
	if (state === 'published') return 'everybody';
	return mayChange ? 'you' : 'your organisation';
}

/** What its rank is in its state. */
export function placingOf({
	state,
	superseded_by: later,
}: Pick<SubmissionBrief, 'state' | 'superseded_by'>): Placing {
	if (state === 'published') return later === null ? 'on-board' : 'off-board';
	return OFF_BOARD.has(state) ? 'off-board' : 'would-be';
}

const OFF_BOARD: ReadonlySet<State> = new Set(['rejected', 'cancelled', 'withdrawn']);

/** Whether it may become public: it is submitted, and nobody has ended it. */
export function isPublishable({
	state,
	visibility,
	is_baseline: isBaseline,
}: Pick<SubmissionBrief, 'state' | 'visibility' | 'is_baseline'>): boolean {
	return !isBaseline && visibility === 'private' && !UNPUBLISHABLE.has(state);
}

/** Whether a link can show it to others. */
export function isShareable({
	state,
	visibility,
}: Pick<SubmissionBrief, 'state' | 'visibility'>): boolean {
	return visibility === 'private' && !isDraft(state) && state !== 'withdrawn';
}

/** More answers can come. */
export function isDraft(state: State): boolean {
	return state === 'draft' || state === 'checked';
}

const UNPUBLISHABLE: ReadonlySet<State> = new Set([
	'draft',
	'checked',
	'rejected',
	'cancelled',
	'failed',
	'withdrawn',
]);

/** Whether what a page shows of it may change by itself. */
export function isMoving(state: State): boolean {
	return state === 'queued' || state === 'judging' || state === 'paused';
}
