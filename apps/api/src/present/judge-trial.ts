import type { Judgment } from '@codejoust/arena/judgment';
import type { Attempt } from '@codejoust/judge/attempt';
import { costMicroUsd, type Price } from '@codejoust/judge/prices';
import type { JudgeTrial } from '../schemas/judge-registry.ts';

type TrialAttempt = JudgeTrial['games'][number]['attempts'][number];

/** What was read of a reply. */
export function presentJudgment(judgment: Judgment) {
	return judgment.kind === 'scored'
		? { verdict: judgment.verdict, unscored_reason: null }
		: { verdict: null, unscored_reason: judgment.reason };
}

/** One call of a trial with the body that was sent. */
export function presentAttempt(
	attempt: Attempt,
	request: Readonly<Record<string, unknown>>,
	price: Price | undefined,
): TrialAttempt {
	const { judgment, promptTokens, completionTokens } = attempt;
	const isError = judgment.kind === 'unscored' && judgment.reason === 'provider-error';
	const cost =
		promptTokens === null || completionTokens === null
			? undefined
			: costMicroUsd({ promptTokens, completionTokens }, price);
	return {
		request,
		reply: attempt.text,
		error: attempt.errorMessage,
		...presentJudgment(judgment),
		error_class: isError ? judgment.errorClass : null,
		finish_reason: attempt.finishReason,
		model_reported: attempt.model,
		prompt_tokens: promptTokens,
		completion_tokens: completionTokens,
		tokens_estimated: attempt.tokensEstimated,
		cost_micro_usd: cost ?? null,
		latency_ms: attempt.latencyMs === null ? null : Math.round(attempt.latencyMs),
		is_re_ask: attempt.isReAsk,
	};
}

/** Unknown only when nothing is known. */
export function addTrialCosts(games: JudgeTrial['games']): number | null {
	const known = games.flatMap(({ attempts }) =>
		attempts.flatMap(({ cost_micro_usd: cost }) => cost ?? []),
	);
	return known.length === 0 ? null : known.reduce((total, cost) => total + cost, 0);
}
