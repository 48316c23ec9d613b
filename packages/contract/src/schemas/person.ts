import { z } from '@hono/zod-openapi';
import { ROLES } from './closed-lists.ts';
import { instant, slug } from './names.ts';

const role = z.enum(ROLES);

export const person = z
	.object({
		id: z.string(),
		name: z.string().openapi({ description: 'As the provider wrote it: a text of a stranger.' }),
		email: z.string().nullable(),
		issuer: z.string(),
		subject: z.string().openapi({ description: 'The name of the person at the provider.' }),
		roles: z.array(z.object({ organisation: slug, role })).openapi({
			description: 'As they were read at the last sign-in.',
		}),
		sessions: z.int().openapi({ description: 'Sessions that are accepted now.' }),
		keys_made: z.int().openapi({ description: 'Active keys that this person has made.' }),
		created_at: instant,
		last_sign_in_at: instant,
		blocked_at: instant.nullable(),
	})
	.openapi('Person');
export type Person = z.infer<typeof person>;

export const sessionOrganisation = z
	.strictObject({ organisation: slug })
	.openapi('SessionOrganisation');

const MOST_LABEL = 200;

export const newOwnKey = z
	.strictObject({ label: z.string().trim().min(1).max(MOST_LABEL) })
	.openapi('NewOwnKey');
export type NewOwnKey = z.infer<typeof newOwnKey>;
