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
	})
	.openapi('Preparation', {
		description:
			'What was done to the answers between their file and the store, as their owner asked for; empty where nothing was.',
	});
