import type {
	NewRejudging,
	NewRejudgingRule,
	NewPromotion,
	Promotion,
	Rejudging,
	RejudgingDetail,
	RejudgingRule,
} from '../schemas/rejudging.ts';
import type { PromotionGatesBody, PromotionGatesInput } from '../schemas/promotion-gates.ts';
import type { Page, Sender } from './open-sender.ts';

/** Re-judgings, and what promotes a judge. */
export function rejudgingMethods({ get, post, call }: Sender) {
	const name = encodeURIComponent;
	return {
		/** Re-judgings, newest first. */
		rejudgings: (query: { benchmark?: string; cursor?: string; limit?: number } = {}) =>
			get<Page<Rejudging>>('/v1/rejudgings', query),
		rejudging: (id: string) => get<RejudgingDetail>(`/v1/rejudgings/${name(id)}`),
		/** Plans to judge a board by another judge version; asks nothing. */
		planRejudging: (plan: NewRejudging) => post<RejudgingDetail>('/v1/rejudgings', plan),
		/** `confirmation` is the figure of the plan; refused as a conflict when it has changed. */
		startRejudging: (id: string, confirmation: string) =>
			post<RejudgingDetail>(`/v1/rejudgings/${name(id)}/start`, { confirmation }),
		controlRejudging: (id: string, action: 'pause' | 'resume') =>
			post<RejudgingDetail>(`/v1/rejudgings/${name(id)}/${action}`),
		/** Makes the board of a reported re-judging the live one; `over_gates` although gates block. */
		promoteRejudging: (
			id: string,
			order: { readonly reason: string; readonly over_gates?: boolean },
		) => post<RejudgingDetail>(`/v1/rejudgings/${name(id)}/promote`, order),
		/** Ends a re-judging without a promotion. */
		endRejudging: (id: string, decision: 'discard' | 'cancel', reason: string) =>
			post<RejudgingDetail>(`/v1/rejudgings/${name(id)}/${decision}`, { reason }),
		/** Micro-dollars; null removes the limit. */
		setRejudgingBudget: (id: string, microUsd: number | null) =>
			call<RejudgingDetail>('PUT', `/v1/rejudgings/${name(id)}/budget`, {
				json: { budget_micro_usd: microUsd },
			}),
		/** Makes another judge's board the live one. */
		promoteJudge: (benchmark: string, order: NewPromotion) =>
			post<Promotion>(`/v1/leaderboards/${name(benchmark)}/promote`, order),
		promotionGates: () => get<PromotionGatesBody>('/v1/promotion-gates'),
		/** Absent limits are the usual ones. */
		setPromotionGates: (gates: PromotionGatesInput) =>
			call<PromotionGatesBody>('PUT', '/v1/promotion-gates', { json: gates }),
		rejudgingRules: () => get<Page<RejudgingRule>>('/v1/rejudging-rules'),
		createRejudgingRule: (rule: NewRejudgingRule) =>
			post<RejudgingRule>('/v1/rejudging-rules', rule),
		removeRejudgingRule: (id: string) =>
			call<RejudgingRule>('DELETE', `/v1/rejudging-rules/${name(id)}`),
	};
}
