import { z } from '@hono/zod-openapi';
import { REDACTABLE } from './closed-lists.ts';

export type Redactable = (typeof REDACTABLE)[number];

export const newRedaction = z
	.strictObject({
		battle: z
			.string()
			.regex(/^\d{1,15}$/, 'The id of a battle is a number.')
			.openapi({ description: 'The battle that shows the text.', example: '17' }),
		parts: z.array(z.enum(REDACTABLE)).min(1).max(REDACTABLE.length).openapi({
			description:
				'Which of its texts; judge-words are those of every attempt in both games. A text that is stored elsewhere too is removed there as well.',
		}),
		reason: z.string().trim().min(1).max(500).openapi({
			description:
				'Kept in the audit log and shown to operators; holds nothing of the text itself.',
		}),
		dry_run: z.boolean().optional().openapi({
			description: 'Only says what would be removed, and where it is shown.',
		}),
	})
	.openapi('NewRedaction');
export type NewRedaction = z.infer<typeof newRedaction>;

export const redaction = z
	.object({
		battle: z.string(),
		redacted: z
			.array(z.object({ hash: z.string(), characters: z.int() }))
			.openapi({ description: 'The removed texts; their hashes and lengths stay.' }),
		already_redacted: z.int(),
		answers: z
			.int()
			.openapi({ description: 'Answers of submissions that are one of these texts.' }),
		battles: z.int().openapi({ description: 'Battles of all benchmarks that show one of them.' }),
		dry_run: z.boolean(),
	})
	.openapi('Redaction');
export type Redaction = z.infer<typeof redaction>;
