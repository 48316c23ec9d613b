import { z } from '@hono/zod-openapi';
import { SCOPES } from './closed-lists.ts';
import { instant, slug } from './names.ts';

export const session = z
	.object({
		id: z.string().openapi({ description: 'The part between "cjs_" and the secret.' }),
		key: z.object({
			id: z.string(),
			organisation: slug,
			label: z.string(),
			scopes: z.array(z.enum(SCOPES)),
		}),
		person: z.object({ id: z.string(), name: z.string() }).nullable().openapi({
			description: 'Who signed in with OpenID Connect; null where a key was sent.',
		}),
		created_at: instant,
		expires_at: instant,
		ended_at: instant.nullable(),
		last_used_at: instant.nullable().openapi({ description: 'To the minute.' }),
	})
	.openapi('Session');
export type Session = z.infer<typeof session>;

export const startedSession = session
	.extend({
		token: z.string().openapi({
			description:
				'cjs_<id>_<secret>, shown only once. It is accepted where the key is, until the session ends.',
		}),
	})
	.openapi('StartedSession');
export type StartedSession = z.infer<typeof startedSession>;
