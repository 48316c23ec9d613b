import type { RunReply } from '@codejoust/contract/schemas/run-replies';
import type { RunReply as StoredReply } from '@codejoust/db/queries/runs/run-replies';

export function presentReply(reply: StoredReply): RunReply {
	return {
		received_at: reply.receivedAt.toISOString(),
		battle_id: reply.battleId,
		question_id: reply.questionKey,
		order: reply.order,
		attempt: reply.attempt,
		verdict: reply.verdict,
		unscored_reason: reply.unscoredReason,
		error_class: reply.errorClass,
		prompt_tokens: reply.promptTokens,
		completion_tokens: reply.completionTokens,
		tokens_estimated: reply.tokensEstimated,
		cost_micro_usd: reply.costMicroUsd,
		latency_ms: reply.latencyMs,
		model_reported: reply.modelReported,
	};
}
