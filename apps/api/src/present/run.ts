import type { JudgeBatchRow } from '@codejoust/db/queries/judge-batches';
import type { RunRow } from '@codejoust/db/queries/runs';
import type { Run, RunProgress } from '../schemas/submission.ts';
import { presentBenchmarkName, presentJudgeBrief, presentModelBrief } from './names.ts';

type State = Run['state'];

/** What a run's own row does not hold. */
export type RunFacts = {
	readonly unscoredReasons: Readonly<Record<string, number>>;
	readonly outage: { readonly since: Date; readonly reason: string } | undefined;
	/** Live workers. */
	readonly workers: number;
	/** Of a run that is asked in batches, newest first. */
	readonly batches: readonly JudgeBatchRow[];
	/** Another run has sent some of its open games in a batch. */
	readonly isBatchedElsewhere: boolean;
};

/** A run as its stored counters describe it; nothing of its state is kept apart from them. */
export function presentRun(row: RunRow, facts: RunFacts, now: Date): Run {
	const { run } = row;
	const state = deriveState(row);
	return {
		id: run.id,
		submission_id: run.submissionId,
		benchmark: presentBenchmarkName(row),
		model: presentModelBrief(row.model),
		judge: presentJudgeBrief(row.judge),
		via: run.via,
		state,
		waits_for: describeWait(row, state, facts),
		state_since: stateSince(row, state).toISOString(),
		last_alive_at: run.lastAliveAt?.toISOString() ?? null,
		budget_micro_usd: run.budgetMicroUsd,
		reported_models: run.reportedModels,
		progress: presentProgress(row, facts.unscoredReasons, now),
		batches: facts.batches.map(presentBatch),
		created_at: run.createdAt.toISOString(),
		finished_at: run.finishedAt?.toISOString() ?? null,
	};
}

export function deriveState({ run }: Pick<RunRow, 'run'>): State {
	if (run.finishedAt) return 'done';
	if (run.held) return run.held;
	return run.startedAt ? 'judging' : 'queued';
}

export function stateSince({ run }: RunRow, state: State): Date {
	if (state === 'done') return run.finishedAt ?? run.createdAt;
	if (state === 'paused' || state === 'cancelled') return run.heldAt ?? run.createdAt;
	return (state === 'judging' ? run.startedAt : undefined) ?? run.createdAt;
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

function describeWait({ run }: RunRow, state: State, facts: RunFacts): string {
	const { outage, workers } = facts;
	const open = run.games - run.gamesScored - run.gamesUnscored;
	switch (state) {
		case 'done':
			return 'nothing';
		// A run whose first calls all fail is still queued, as far as anything stored can tell.
		case 'queued':
		case 'judging':
			if (workers === 0) return 'a worker: none is running';
			if (run.via === 'batch') return describeBatches(facts);
			if (outage)
				return `the judge endpoint, which has failed since ${outage.since.toISOString()} (${outage.reason}); it is tried again by itself`;
			if (facts.isBatchedElsewhere)
				return `the judge, and a batch of another run that asks the same games: ${open} of ${run.games} games are open`;
			if (state === 'queued') return 'a free worker';
			return `the judge: ${open} of ${run.games} games are open`;
		case 'paused':
		case 'cancelled':
		case 'failed':
			return run.heldReason ?? 'the operator';
	}
}

function describeBatches({ batches, isBatchedElsewhere }: RunFacts): string {
	const open = batches.filter(({ collectedAt }) => collectedAt === null);
	if (open.length === 0)
		return isBatchedElsewhere
			? 'a batch of another run that asks the same games'
			: 'its next batch to be sent';
	return open.map(describeBatch).join(', and ');
}

function describeBatch({ id, status, games, gamesDone, trouble, sentAt }: JudgeBatchRow): string {
	const where = sentAt
		? `batch ${id} (${status ?? 'sent'}, ${gamesDone} of ${games} games done, sent ${sentAt.toISOString()})`
		: `batch ${id} to be sent (${games} games)`;
	return trouble === null ? where : `${where}: ${trouble}; it is tried again by itself`;
}

function presentProgress(
	{ run }: RunRow,
	unscoredReasons: Readonly<Record<string, number>>,
	now: Date,
): RunProgress {
	const settled = run.gamesScored + run.gamesUnscored;
	const open = run.games - settled;
	const seconds = run.startedAt
		? ((run.finishedAt ?? now).getTime() - run.startedAt.getTime()) / 1000
		: 0;
	const rate = seconds > 0 && settled > 0 ? settled / seconds : null;
	return {
		games: run.games,
		scored: run.gamesScored,
		unscored: run.gamesUnscored,
		open,
		unscored_reasons: unscoredReasons,
		empty_answers: run.emptyAnswers,
		games_per_second: rate,
		// A batch comes back when the provider is done with it, not at a rate.
		eta_seconds: run.finishedAt ? 0 : rate === null || run.via === 'batch' ? null : open / rate,
		prompt_tokens: run.promptTokens,
		completion_tokens: run.completionTokens,
		tokens_estimated: run.tokensEstimated,
		cost_micro_usd: run.costMicroUsd,
	};
}
