import { z } from '@hono/zod-openapi';
import { RUN_WAYS } from './closed-lists.ts';

export const runPlan = z
	.strictObject({
		submission: z.string().max(80),
		judge: z.string().max(200).openapi({ description: 'A judge version, name@version.' }),
		replicate: z.int().min(0).max(99).default(0).openapi({
			description:
				'Asks the same judge again, for its noise floor; 0 is the one that boards count.',
		}),
		via: z.enum(RUN_WAYS).default('live').openapi({
			description:
				'live: each game in a call of its own; batch: many in a file, at a lower price and within 24 hours.',
		}),
		priority: z.int().min(-100).max(100).default(0),
		budget_micro_usd: z.int().min(0).optional().openapi({
			description: 'The run pauses before it would cost more.',
		}),
	})
	.openapi('RunPlan');

/** Of an estimate of a cascade. */
export const askedShare = z
	.object({
		low: z.number(),
		expected: z.number(),
		high: z.number(),
		battles: z.int().openapi({
			description:
				'Battles of the first judge that the expected share is taken from. 0: too few are known, and the most that it can be is expected.',
		}),
	})
	.openapi({
		description:
			'Of a cascade: the share of battles, 0 to 1, about which its second judge is asked. The lower and the higher cost go by the lowest and the highest share; all three are equal where the first judge has judged every battle.',
	});

export const runEstimate = z
	.object({
		games: z.int(),
		games_known: z.int().openapi({ description: 'Judged before: asked once, paid once.' }),
		games_to_ask: z.int(),
		prompt_tokens: z.int(),
		completion_tokens: z.int(),
		cost_micro_usd: z
			.int()
			.nullable()
			.openapi({ description: 'Null when the judge has no price.' }),
		cost_low_micro_usd: z.int().nullable(),
		cost_high_micro_usd: z.int().nullable().openapi({
			description: 'The range to expect; nothing but a budget keeps a run within it.',
		}),
		seconds: z.int().openapi({
			description: 'At the current cap of games in flight; in a batch, its whole time window.',
		}),
		is_from_history: z.boolean().openapi({
			description: 'Whether lengths and latencies come from this judge’s own replies.',
		}),
		members: z
			.array(
				z.object({
					judge: z.string(),
					games: z.int(),
					games_known: z.int(),
					games_to_ask: z.int(),
					cost_micro_usd: z.int().nullable(),
				}),
			)
			.optional()
			.openapi({
				description:
					'Of a jury: what each member that is not recused is asked. Of a cascade: the first judge, and the second one by the share that is expected.',
			}),
		second_asked: askedShare.optional(),
	})
	.openapi('RunEstimate');
export type RunEstimate = z.infer<typeof runEstimate>;

/** A million dollars. */
const HIGHEST_PRICE = 1_000_000_000_000;

/** What a million tokens cost, in micro-dollars. */
export const priceFields = {
	input_micro_usd: z
		.int()
		.min(0)
		.max(HIGHEST_PRICE)
		.openapi({ description: 'Micro-dollars per million prompt tokens.' }),
	output_micro_usd: z
		.int()
		.min(0)
		.max(HIGHEST_PRICE)
		.openapi({ description: 'Micro-dollars per million completion tokens.' }),
};

export const newPrice = z.strictObject(priceFields).openapi('NewPrice');
