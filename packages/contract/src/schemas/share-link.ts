import { z } from '@hono/zod-openapi';
import { instant } from './names.ts';
import { visibleText } from './visible-text.ts';

/** Days that a link may hold. */
export const MOST_SHARE_DAYS = 365;
/** Links of one submission that are open at the same time. */
export const MOST_SHARE_LINKS = 20;

/** A link that lets anyone who has it read one submission. */
export const shareLink = z
	.object({
		id: z.string().openapi({ description: 'The part between "cjl_" and the secret.' }),
		note: z.string().nullable(),
		created_by: z.string().nullable().openapi({
			description: 'The id of the key; null for one that an earlier version made by itself.',
		}),
		created_at: instant,
		expires_at: instant.nullable().openapi({ description: 'Null: until it is revoked.' }),
		revoked_at: instant.nullable(),
		is_open: z.boolean().openapi({ description: 'Neither revoked nor expired.' }),
	})
	.openapi('ShareLink');
export type ShareLink = z.infer<typeof shareLink>;

export const newShareLink = z
	.strictObject({
		note: visibleText(100).optional().openapi({ description: 'Whom it is for.' }),
		expires_in_days: z.int().min(1).max(MOST_SHARE_DAYS).optional().openapi({
			description: 'Without it the link holds until it is revoked.',
		}),
	})
	.openapi('NewShareLink');
export type NewShareLink = z.infer<typeof newShareLink>;

export const madeShareLink = shareLink
	.extend({
		token: z.string().openapi({
			description:
				'cjl_<id>_<secret>, shown only once: `Authorization: Bearer cjl_…` reads the submission, and so does its page, /submit/{id}?share=cjl_….',
		}),
	})
	.openapi('MadeShareLink');
export type MadeShareLink = z.infer<typeof madeShareLink>;
