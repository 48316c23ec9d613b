import type { RejudgingRow } from '@codejoust/db/queries/rejudgings';
import type { NoticeRow } from '@codejoust/db/queries/notices';
import type { RejudgingRuleRow } from '@codejoust/db/queries/rejudging-rules';
import type { Notice, Rejudging, RejudgingRule, RejudgingState } from '../schemas/rejudging.ts';
import { presentBenchmarkName, presentJudgeBrief } from './names.ts';

/** Where a re-judging is. Follows from its instants and its runs alone, so that no crash can leave it lying. */
export function deriveRejudgingState({
	rejudging,
	progress,
}: Pick<RejudgingRow, 'rejudging' | 'progress'>): RejudgingState {
	if (rejudging.promotedAt) return 'promoted';
	if (rejudging.discardedAt) return 'discarded';
	if (rejudging.cancelledAt) return 'cancelled';
	if (!rejudging.startedAt) return 'planned';
	if (rejudging.reportedAt && progress.open === 0) return 'reported';
	const isAllPaused = progress.open > 0 && progress.paused === progress.open;
	return isAllPaused || rejudging.pausedAt ? 'paused' : 'running';
}

export function presentRejudging(row: RejudgingRow): Rejudging {
	const { rejudging, progress } = row;
	const state = deriveRejudgingState(row);
	const endedAt = rejudging.promotedAt ?? rejudging.discardedAt ?? rejudging.cancelledAt;
	return {
		id: rejudging.id,
		benchmark: presentBenchmarkName(row),
		from: presentJudgeBrief(row.from),
		to: presentJudgeBrief(row.to),
		scope: presentScope(rejudging.scope),
		sample_questions: rejudging.sampleQuestions,
		replicates: rejudging.replicates,
		budget_micro_usd: rejudging.budgetMicroUsd,
		priority: rejudging.priority,
		state,
		paused_reason: state === 'paused' ? (rejudging.pausedReason ?? progress.heldReason) : null,
		progress: {
			runs: progress.runs,
			runs_open: progress.open,
			runs_cancelled: progress.cancelled,
			games: progress.games,
			scored: progress.scored,
			unscored: progress.unscored,
			open: progress.games - progress.scored - progress.unscored,
			prompt_tokens: progress.promptTokens,
			completion_tokens: progress.completionTokens,
			cost_micro_usd: progress.costMicroUsd,
		},
		created_by: rejudging.createdBy,
		rule_id: rejudging.ruleId,
		created_at: rejudging.createdAt.toISOString(),
		started_at: rejudging.startedAt?.toISOString() ?? null,
		reported_at: rejudging.reportedAt?.toISOString() ?? null,
		ended_at: endedAt?.toISOString() ?? null,
		ended_reason: rejudging.endedReason,
	};
}

function presentScope(scope: RejudgingRow['rejudging']['scope']): Rejudging['scope'] {
	return scope.kind === 'chosen' ? { kind: 'chosen', models: [...scope.models] } : { ...scope };
}

export function presentRule(row: RejudgingRuleRow): RejudgingRule {
	return {
		id: row.id,
		judge: row.judgeSlug,
		benchmarks: row.benchmarks,
		sample_questions: row.sampleQuestions,
		budget_micro_usd: row.budgetMicroUsd,
		priority: row.priority,
		starts: row.isStarting,
		created_by: row.createdBy,
		created_at: row.createdAt.toISOString(),
	};
}

export function presentNotice(row: NoticeRow): Notice {
	return {
		id: row.id,
		kind: row.kind,
		rejudging: row.rejudgingId,
		message: row.message,
		at: row.at.toISOString(),
		delivered_at: row.deliveredAt?.toISOString() ?? null,
	};
}
