import { z } from '@hono/zod-openapi';
import { benchmarkName, slug } from './names.ts';

/** Hashes of answers, to be compared with the published ones; the answers themselves stay where they are. */
export const newAnswerCopies = z
	.strictObject({
		model: slug.optional().openapi({
			description: 'Whose answers they are: published ones of the same model are not compared.',
		}),
		answers: z
			.array(
				z.strictObject({
					question_id: z.string().min(1).max(200),
					sha256: z
						.string()
						.regex(/^[0-9a-f]{64}$/, 'It must be a SHA-256 in 64 hex digits.')
						.openapi({
							description: 'Of the answer in UTF-8, without spaces, tabs and line ends.',
						}),
				}),
			)
			.min(1)
			.max(20_000),
	})
	.openapi('NewAnswerCopies');
export type NewAnswerCopies = z.infer<typeof newAnswerCopies>;

export const answerCopies = z
	.object({
		benchmark: benchmarkName,
		warnings: z
			.array(z.object({ code: z.enum(['copies-baseline', 'copies-model']), message: z.string() }))
			.openapi({
				description:
					'At least 5 equal answers, and at least a tenth of the questions: a submission of them gets these flags.',
			}),
	})
	.openapi('AnswerCopies');
export type AnswerCopies = z.infer<typeof answerCopies>;
