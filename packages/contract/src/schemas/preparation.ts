import { z } from '@hono/zod-openapi';

export const preparation = z
	.object({
		thinking_stripped: z.int().optional().openapi({
			description: 'Answers that what the model thought was removed from.',
		}),
		repaired: z.int().optional().openapi({
			description:
				'Answers with characters that no text can hold; each of them is the character U+FFFD now.',
		}),
		sample: z.int().optional().openapi({
			description: 'Of several answers to each question, which one was taken; 1 is the first.',
		}),
		left_out: z.int().optional().openapi({ description: 'Answers that were left out for it.' }),
		map: z.string().optional().openapi({
			description: 'Other names of fields that the file was read with.',
		}),
	})
	.openapi('Preparation', {
		description:
			'What was done to the answers between their file and the store, as their owner asked for; empty where nothing was.',
	});
