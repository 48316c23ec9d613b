import { z } from '@hono/zod-openapi';
import { instant } from './names.ts';

export const runThroughput = z
	.object({
		seconds: z.int().openapi({ description: 'Length of a span; a run has at most 121.' }),
		spans: z.array(
			z.object({
				at: instant.openapi({ description: 'When the span begins.' }),
				scored: z.int(),
				unscored: z.int().openapi({
					description: 'Attempts without a verdict, those that a verdict followed included.',
				}),
				cost_micro_usd: z.int().nullable(),
			}),
		),
	})
	.openapi('RunThroughput');
export type RunThroughput = z.infer<typeof runThroughput>;
