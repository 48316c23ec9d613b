import { z } from '@hono/zod-openapi';

/** The shape of a list: its items and where to go on. */
export function pageOf<Item extends z.ZodType>(item: Item, name: string) {
	return z
		.object({
			items: z.array(item),
			next_cursor: z.string().nullable().openapi({
				description: 'Pass as `cursor` for the next page; null at the end.',
			}),
		})
		.openapi(name);
}
