import { z } from '@hono/zod-openapi';

/** hits / n; null without data. The interval is 95 %, over questions, and null below 30 of them. */
export const questionShare = z
	.object({
		n: z.int(),
		hits: z.int(),
		share: z.number().nullable(),
		low: z.number().nullable(),
		high: z.number().nullable(),
	})
	.openapi('QuestionShare');
