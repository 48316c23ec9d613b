import { z } from '@hono/zod-openapi';
import { cursor, instant, pageLimit, slug } from './names.ts';

const values = z.record(z.string(), z.unknown());

export const auditEntry = z
	.object({
		id: z.int(),
		at: instant,
		actor: z.string().openapi({
			description:
				'The id of a key, of a person who acted at a sign-in, or what the server does by itself: "start", "sample", and where a hold ends "the clock" or "the new settings of the endpoint".',
		}),
		actor_label: z.string().nullable().openapi({
			description: 'What the key is for, or the name of the person.',
		}),
		is_person: z.boolean(),
		organisation: slug.nullable(),
		action: z.string().openapi({ example: 'run.pause' }),
		subject: z.string().openapi({ example: 'run_7k2m0q4x9v5b1c3d' }),
		before: values.nullable(),
		after: values.nullable(),
		detail: values,
		request_id: z.string().nullable(),
	})
	.openapi('AuditEntry');
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditQuery = z.object({
	actor: z.string().max(80).optional(),
	organisation: slug.optional(),
	action: z
		.string()
		.max(80)
		.optional()
		.openapi({ description: 'An action such as run.pause, or a group of them such as run.' }),
	subject: z.string().max(300).optional(),
	since: instant.optional(),
	until: instant.optional().openapi({ description: 'Entries before this moment.' }),
	cursor: cursor.optional(),
	limit: pageLimit.default(50),
});
