import { z } from '@hono/zod-openapi';
import { shotName } from './battle.ts';
import { instant } from './names.ts';

/** A reply of the judge, as a line of the ledger. */
export const runReply = z
	.object({
		received_at: instant,
		battle_id: z.string(),
		question_id: z.string(),
		order: shotName,
		attempt: z.int(),
		verdict: z.string().nullable(),
		unscored_reason: z.string().nullable(),
		error_class: z.string().nullable(),
		prompt_tokens: z.int().nullable(),
		completion_tokens: z.int().nullable(),
		tokens_estimated: z.boolean(),
		cost_micro_usd: z.int().nullable().openapi({ description: 'Null without a price.' }),
		latency_ms: z.int().nullable(),
		model_reported: z.string().nullable(),
	})
	.openapi('RunReply');
export type RunReply = z.infer<typeof runReply>;
