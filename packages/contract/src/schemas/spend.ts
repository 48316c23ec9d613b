import { z } from '@hono/zod-openapi';

const day = z.iso.date().openapi({ description: 'In UTC.', example: '2026-11-20' });
const cost = z.int().openapi({ description: 'Micro-dollars.' });

const spendPart = z
	.object({
		name: z.string().nullable().openapi({
			description:
				'A judge version, a benchmark version, or the organisation whose quota the run counts against; null for runs that count against none: those of operators.',
		}),
		runs: z.int().openapi({ description: 'Runs that have cost something.' }),
		cost_micro_usd: cost,
		days: z.array(z.object({ day, cost_micro_usd: cost })).openapi({
			description: 'Oldest first; days without costs are left out.',
		}),
	})
	.openapi('SpendPart');
export type SpendPart = z.infer<typeof spendPart>;

export const spend = z
	.object({
		from: day,
		to: day,
		cost_micro_usd: cost.openapi({
			description:
				'Of these days; each of the three lists adds up to it. A run counts in whole on the day of its newest reply.',
		}),
		spent_micro_usd: z.int().openapi({
			description: 'What all runs have cost so far, as in GET /v1/budget.',
		}),
		by_judge: z.array(spendPart),
		by_organisation: z.array(spendPart),
		by_benchmark: z.array(spendPart),
	})
	.openapi('Spend');
export type Spend = z.infer<typeof spend>;

const MOST_SPEND_DAYS = 366;

/** The last days that are asked for, today among them. */
export const spendDays = z.coerce
	.number()
	.int()
	.min(1)
	.max(MOST_SPEND_DAYS)
	.default(30)
	.openapi({ description: 'How many days, up to today.', example: 30 });
