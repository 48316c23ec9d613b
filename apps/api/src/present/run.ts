import { nameBenchmark, nameJudge } from '../benchmark-name.ts';
import type { JudgeBatchRow } from '@codejoust/db/queries/runs/judge-batches';
import type { MemberRunRow } from '@codejoust/db/queries/runs/jury-runs';
import type { RunTrouble } from '@codejoust/db/queries/runs/run-troubles';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import type { Run, RunProgress } from '@codejoust/contract/schemas/submission';
import { deriveState, stateSince } from '../run-state.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { describeWait, type WaitDetails } from './run-wait.ts';

type RunDetails = WaitDetails & {
	readonly unscoredReasons: Readonly<Record<string, number>>;
	/** What brought no verdict, most attempts first; none for anybody but operators. */
	readonly troubles: readonly RunTrouble[];
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
		shared_endpoint: presentShare(details.share),
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

function presentShare(share: RunDetails['share']): Run['shared_endpoint'] {
	if (!share) return null;
	return { name: share.endpoint, in_flight: share.inFlight, runs: share.runs };
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

function presentMember(member: MemberRunRow): Run['members'][number] {
	return {
		judge: nameJudge(member),
		run_id: member.id,
		open: member.open,
		is_finished: member.isFinished,
		cost_micro_usd: member.costMicroUsd,
	};
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
