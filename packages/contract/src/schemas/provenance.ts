import { z } from '@hono/zod-openapi';
import { PROVENANCES } from './closed-lists.ts';
import { instant, slug } from './names.ts';
import { visibleText } from './visible-text.ts';

const LARGEST = Number.MAX_SAFE_INTEGER;
const count = z.int().min(0).max(LARGEST);

export const newCheckpoint = z
	.strictObject({
		of: slug.openapi({
			description: 'The model whose training it is a point of; the model may be unknown here.',
		}),
		step: count.optional().openapi({ description: 'Steps of the training so far.' }),
		tokens: count.optional().openapi({ description: 'Tokens that it was trained on so far.' }),
	})
	.refine(({ step, tokens }) => (step === undefined) !== (tokens === undefined), {
		message: 'A checkpoint has "step" or "tokens", one of them.',
		when: ({ value }) => typeof value === 'object' && value !== null,
	})
	.openapi('NewCheckpoint');
export type NewCheckpoint = z.infer<typeof newCheckpoint>;

export const checkpoint = z
	.object({ of: z.string(), step: z.int().nullable(), tokens: z.int().nullable() })
	.openapi('Checkpoint');
export type Checkpoint = z.infer<typeof checkpoint>;

/** Where the answers of a submission come from. */
export const provenance = z
	.object({
		kind: z.enum(PROVENANCES).openapi({
			description:
				'operator: an operator says that the answers were made again under their eyes; codejoust: the file says that "codejoust answer" made them, which nobody has checked; submitted: all others.',
		}),
		made_by: z.string().nullable().openapi({
			description: 'Program and version, as the file says.',
			example: 'codejoust 0.1.0',
		}),
		answers: z.int().openapi({ description: 'Answers of the file that say so.' }),
		models_reported: z.array(z.string()).openapi({
			description: 'The model as its endpoint named it, as the file says; at most eight.',
		}),
		sampling: z
			.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
			.nullable()
			.openapi({ description: 'As the file says; null where its answers differ in it.' }),
		from: instant.nullable().openapi({ description: 'When the first answer was made.' }),
		until: instant.nullable(),
		rerun_at: instant.nullable().openapi({ description: 'When an operator marked it.' }),
	})
	.openapi('Provenance');
export type Provenance = z.infer<typeof provenance>;

export const rerunOrder = z
	.strictObject({
		is_rerun: z.boolean().openapi({
			description: 'Whether an operator has made the answers again; false takes the mark away.',
		}),
		reason: visibleText(500).openapi({ description: 'For the audit log.' }),
	})
	.openapi('RerunOrder');
