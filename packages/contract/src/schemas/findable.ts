import { z } from '@hono/zod-openapi';

export const findable = z
	.object({
		questions: z.int().openapi({ description: 'Of the benchmark version.' }),
		difference: z.number().openapi({ description: 'In score, 0 to 1.' }),
		is_from_board: z.boolean().openapi({
			description:
				'Whether it is measured on the board. Otherwise it is the number for two models whose results have nothing to do with each other.',
		}),
	})
	.openapi('Findable', {
		description:
			'Difference in score between two models that the benchmark finds with 80 % power, over all questions.',
	});
export type Findable = z.infer<typeof findable>;
