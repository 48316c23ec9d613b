import { nameJudge } from '../benchmark-name.ts';
import { describeHoldOf } from '../describe-hold.ts';
import type { JudgeBatchRow } from '@codejoust/db/queries/runs/judge-batches';
import type { MemberRunRow } from '@codejoust/db/queries/runs/jury-runs';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import type { RunState } from '../run-state.ts';

/** What an endpoint takes at a time, and how many runs are asked there. */
export type EndpointShare = {
	readonly endpoint: string;
	/** Games in flight, of all workers together. */
	readonly inFlight: number;
	readonly requestsPerMinute: number | null;
	/** Runs that are queued or judging there, this one too. */
	readonly runs: number;
};

export type WaitDetails = {
	readonly outage: { readonly since: Date; readonly reason: string } | undefined;
	/** Live workers, a row for each of their endpoints. */
	readonly workers: number;
	/** Those of the run's endpoint. */
	readonly workersHere: number;
	/** Of a run that is queued or judging, game by game, at an endpoint that a worker has. */
	readonly share: EndpointShare | undefined;
	/** Of a run that is asked in batches, newest first. */
	readonly batches: readonly JudgeBatchRow[];
	/** Another run has sent some of its open games in a batch. */
	readonly isBatchedElsewhere: boolean;
	/** The endpoint's limit of enqueued tokens, where open batches of other runs hold some of it. */
	readonly sharedQueueTokens: number | undefined;
	/** Nobody else learns why a judge is held. */
	readonly isForOperators: boolean;
	/** Of a jury: the runs that ask what it needs. */
	readonly members: readonly MemberRunRow[];
};

/** What a run waits for, in words. */
export function describeWait(
	row: RunRow,
	state: RunState,
	details: WaitDetails,
	now: Date,
): string {
	const { run, judge, hold } = row;
	const { outage, workers, workersHere } = details;
	const open = run.games - run.gamesScored - run.gamesUnscored;
	switch (state) {
		case 'done':
			return 'nothing';
		// A run whose first calls all fail is still queued, as far as anything stored can tell.
		case 'queued':
		case 'judging':
			if (details.members.length > 0) return describeMembers(details.members);
			if (workers === 0) return 'a worker: none is running';
			if (run.endpoint === null)
				return `an endpoint: no worker has one that allows the model ${judge.model}`;
			if (workersHere === 0) return `a worker: no worker has the endpoint ${run.endpoint}`;
			if (run.via === 'batch') return describeBatches(details);
			if (outage)
				return `the judge endpoint, which has failed since ${outage.since.toISOString()} (${outage.reason}); it is tried again automatically`;
			if (details.isBatchedElsewhere)
				return `the judge, and a batch of another run that asks the same games: ${open} of ${run.games} games are open`;
			return describeTurn(state, { open, games: run.games }, details.share);
		case 'paused':
			if (run.held === null && hold)
				return details.isForOperators
					? describeHoldOf(row.judge, { ...hold, endpoint: run.endpoint ?? '' }, now)
					: 'a judge';
			return run.heldReason ?? 'the operator';
		case 'cancelled':
		case 'failed':
			return run.heldReason ?? 'the operator';
	}
}

/** A run that is asked game by game waits for the judge, and for its turn where other runs are asked there. */
export function describeTurn(
	state: 'queued' | 'judging',
	{ open, games }: { readonly open: number; readonly games: number },
	share: EndpointShare | undefined,
): string {
	const left = `${open} of ${games} games are open`;
	if (share === undefined || share.runs < 2) return `the judge: ${left}`;
	const { endpoint, inFlight, requestsPerMinute: perMinute, runs } = share;
	const pace = perMinute === null ? '' : ` and ${perMinute} a minute`;
	const limit = `the endpoint ${endpoint} takes ${inFlight} ${inFlight === 1 ? 'game' : 'games'} at a time${pace}, for ${runs} runs`;
	return state === 'judging'
		? `the judge: ${left}; ${limit}`
		: `its turn: ${limit}; ${left} of this one`;
}

/** A jury asks nothing itself. */
function describeMembers(members: readonly MemberRunRow[]): string {
	const open = members.filter(({ isFinished }) => !isFinished);
	if (open.length === 0) return 'its battles to be decided: all its members have judged';
	const named = open.map((member) => {
		const held = member.held === null ? '' : `, ${member.held}`;
		return `${nameJudge(member)} (run ${member.id}, ${member.open} games open${held})`;
	});
	return `its members: ${named.join(', ')}`;
}

function describeBatches(details: WaitDetails): string {
	const { batches, isBatchedElsewhere, sharedQueueTokens } = details;
	const open = batches.filter(({ collectedAt }) => collectedAt === null);
	if (open.length === 0 && isBatchedElsewhere)
		return 'a batch of another run that asks the same games';
	if (open.length === 0)
		return sharedQueueTokens === undefined
			? 'its next batch to be sent'
			: `room in the endpoint’s queue: all open batches together may hold ${sharedQueueTokens} tokens`;
	return open.map(describeBatch).join(', and ');
}

function describeBatch({ id, status, games, gamesDone, trouble, sentAt }: JudgeBatchRow): string {
	const where = sentAt
		? `batch ${id} (${status ?? 'sent'}, ${gamesDone} of ${games} games done, sent ${sentAt.toISOString()})`
		: `batch ${id} to be sent (${games} games)`;
	return trouble === null ? where : `${where}: ${trouble}; it is tried again automatically`;
}
