import { z } from '@hono/zod-openapi';

const limit = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();

export const newBudget = z
	.strictObject({
		budget_micro_usd: limit.openapi({
			description: 'Micro-dollars; null removes the limit.',
			example: 5_000_000,
		}),
	})
	.openapi('NewBudget');

export const serviceBudget = z
	.object({
		budget_micro_usd: limit.openapi({
			description: 'What all runs together may cost, ever; null without a limit.',
		}),
		spent_micro_usd: z.int().openapi({ description: 'What all runs have cost so far.' }),
	})
	.openapi('ServiceBudget');
export type ServiceBudget = z.infer<typeof serviceBudget>;
