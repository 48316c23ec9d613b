import { nameBenchmark, nameJudge } from '../benchmark-name.ts';
import { describeHoldOf } from '../describe-hold.ts';
import type { JudgeBatchRow } from '@codejoust/db/queries/runs/judge-batches';
import type { MemberRunRow } from '@codejoust/db/queries/runs/jury-runs';
import type { RunTrouble } from '@codejoust/db/queries/runs/run-troubles';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import type { Run, RunProgress } from '@codejoust/contract/schemas/submission';
import { deriveState, type RunState, stateSince } from '../run-state.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';

type RunDetails = {
	readonly unscoredReasons: Readonly<Record<string, number>>;
	/** What brought no verdict, most attempts first; none for anybody but operators. */
	readonly troubles: readonly RunTrouble[];
	readonly outage: { readonly since: Date; readonly reason: string } | undefined;
	/** Live workers, a row for each of their endpoints. */
	readonly workers: number;
	/** Those of the run's endpoint. */
	readonly workersHere: number;
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

/** A run with what its own row does not hold. */
export type FoundRun = { readonly row: RunRow; readonly details: RunDetails };

/** A run as its stored counters describe it; nothing of its state is kept apart from them. */
export function presentRun({ row, details }: FoundRun, now: Date): Run {
	const { run } = row;
	const state = deriveState(row);
	return {
		id: run.id,
		submission_id: run.submissionId,
		benchmark: nameBenchmark(row),
		model: presentModelBrief(row.model),
		judge: presentJudgeBrief(row.judge),
		endpoint: run.endpoint,
		via: run.via,
		state,
		waits_for: describeWait(row, state, details, now),
		hold: run.finishedAt === null && details.isForOperators ? presentRunHold(row.hold) : null,
		paused_for: state === 'paused' && details.isForOperators ? run.pauseCause : null,
		state_since: stateSince(row, state).toISOString(),
		last_alive_at: run.lastAliveAt?.toISOString() ?? null,
		budget_micro_usd: run.budgetMicroUsd,
		reported_models: run.reportedModels,
		progress: presentProgress(row, details, now),
		troubles: details.troubles.map(presentTrouble),
		batches: details.batches.map(presentBatch),
		members: details.members.map(presentMember),
		created_at: run.createdAt.toISOString(),
		finished_at: run.finishedAt?.toISOString() ?? null,
	};
}

function presentRunHold(hold: RunRow['hold']): Run['hold'] {
	if (!hold) return null;
	const { id, cause, reason, since, until } = hold;
	return { id, cause, reason, since, until };
}

function presentTrouble(trouble: RunTrouble): Run['troubles'][number] {
	return {
		unscored_reason: trouble.reason,
		error_class: trouble.errorClass,
		attempts: trouble.attempts,
		detail: trouble.detail,
		said: trouble.said,
		last_at: trouble.lastAt.toISOString(),
	};
}

function presentBatch(batch: JudgeBatchRow): Run['batches'][number] {
	return {
		id: batch.id,
		status: batch.status,
		games: batch.games,
		games_done: batch.gamesDone,
		trouble: batch.trouble,
		sent_at: batch.sentAt?.toISOString() ?? null,
		ended_at: batch.endedAt?.toISOString() ?? null,
	};
}

function describeWait(row: RunRow, state: RunState, details: RunDetails, now: Date): string {
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
			if (state === 'queued') return 'a free worker';
			return `the judge: ${open} of ${run.games} games are open`;
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

function presentMember(member: MemberRunRow): Run['members'][number] {
	return {
		judge: nameJudge(member),
		run_id: member.id,
		open: member.open,
		is_finished: member.isFinished,
		cost_micro_usd: member.costMicroUsd,
	};
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

function describeBatches(details: RunDetails): string {
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

function presentProgress(
	{ run }: RunRow,
	{ unscoredReasons, members }: Pick<RunDetails, 'unscoredReasons' | 'members'>,
	now: Date,
): RunProgress {
	const settled = run.gamesScored + run.gamesUnscored;
	const open = run.games - settled;
	const seconds = run.startedAt
		? ((run.finishedAt ?? now).getTime() - run.startedAt.getTime()) / 1000
		: 0;
	// A jury decides when its members are done, not at a rate.
	const hasRate = seconds > 0 && settled > 0 && members.length === 0;
	const rate = hasRate ? settled / seconds : null;
	return {
		games: run.games,
		scored: run.gamesScored,
		unscored: run.gamesUnscored,
		open,
		unscored_reasons: unscoredReasons,
		empty_answers: run.emptyAnswers,
		equal_texts: run.equalTexts,
		games_per_second: rate,
		// A batch comes back when the provider is done with it, not at a rate.
		eta_seconds: run.finishedAt ? 0 : rate === null || run.via === 'batch' ? null : open / rate,
		prompt_tokens: run.promptTokens,
		completion_tokens: run.completionTokens,
		tokens_estimated: run.tokensEstimated,
		cost_micro_usd: run.costMicroUsd,
	};
}
