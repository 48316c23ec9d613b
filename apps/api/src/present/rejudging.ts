import { nameBenchmark } from '../benchmark-name.ts';
import { describeHoldOf } from '../describe-hold.ts';
import type { RejudgingRow } from '@codejoust/db/queries/rejudgings/rejudgings';
import type { NoticeRow } from '@codejoust/db/queries/rejudgings/notices';
import type { RejudgingRuleRow } from '@codejoust/db/queries/rejudgings/rejudging-rules';
import type {
	Notice,
	Rejudging,
	RejudgingDetail,
	RejudgingEstimate,
	RejudgingRule,
} from '@codejoust/contract/schemas/rejudging';
import type { GateResult, PromotionGatesBody } from '@codejoust/contract/schemas/promotion-gates';
import { deriveRejudgingState } from '../rejudging-state.ts';
import { presentJudgeBrief } from './names.ts';

export function presentRejudging(row: RejudgingRow, now: Date): Rejudging {
	const { rejudging, progress } = row;
	const state = deriveRejudgingState(row);
	const endedAt = rejudging.promotedAt ?? rejudging.discardedAt ?? rejudging.cancelledAt;
	return {
		id: rejudging.id,
		benchmark: nameBenchmark(row),
		from: presentJudgeBrief(row.from),
		to: presentJudgeBrief(row.to),
		scope: presentScope(rejudging.scope),
		sample_questions: rejudging.sampleQuestions,
		replicates: rejudging.replicates,
		via: rejudging.via,
		budget_micro_usd: rejudging.budgetMicroUsd,
		priority: rejudging.priority,
		state,
		paused_reason: state === 'paused' ? (rejudging.pausedReason ?? progress.heldReason) : null,
		waits_for: state === 'running' ? describeWait(row, now) : null,
		progress: {
			runs: progress.runs,
			runs_open: progress.open,
			runs_cancelled: progress.cancelled,
			runs_unplanned: progress.unplanned,
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

/** What keeps every run that is not paused; null while one of them can be asked. */
function describeWait({ progress, to }: RejudgingRow, now: Date): string | null {
	const { open, paused, kept, keptBy } = progress;
	if (keptBy === null || kept + paused < open) return null;
	return describeHoldOf(to, keptBy, now);
}

/** A re-judging with what it would take, as long as it is a plan, and with its gates. */
export type FoundRejudging = {
	readonly row: RejudgingRow;
	readonly gates: PromotionGatesBody;
	/** Once it is reported. */
	readonly gateResults: readonly GateResult[];
	/** The name of the judge of the live board, once it is reported. */
	readonly liveJudge: string | null;
	/** The keys of the questions that it asks; undefined for all. */
	readonly sampled: readonly string[] | undefined;
	readonly plan:
		{ readonly estimate: RejudgingEstimate; readonly confirmation: string } | undefined;
};

export function presentRejudgingDetail(found: FoundRejudging, now: Date): RejudgingDetail {
	const { row, gates, gateResults, liveJudge, sampled, plan } = found;
	return {
		...presentRejudging(row, now),
		gates,
		live_judge: liveJudge,
		gate_results: [...gateResults],
		sampled_questions: sampled ? [...sampled] : null,
		estimate: plan?.estimate ?? null,
		confirmation: plan?.confirmation ?? null,
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
		endpoint: row.endpoint,
		message: row.message,
		at: row.at.toISOString(),
		delivered_at: row.deliveredAt?.toISOString() ?? null,
	};
}

/** What the webhook receives: JSON of the notice with the re-judging that it is about. */
export function writeNotice(row: NoticeRow, rejudging: RejudgingRow | undefined): string {
	const { delivered_at: _, ...notice } = presentNotice(row);
	return JSON.stringify({
		...notice,
		rejudging: rejudging ? presentRejudging(rejudging, row.at) : null,
	});
}
