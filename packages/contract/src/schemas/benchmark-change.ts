import { z } from '@hono/zod-openapi';
import { visibility } from './benchmark.ts';
import { benchmarkName } from './names.ts';

/** What an operator may change of a published version. */
export const benchmarkChange = z
	.strictObject({
		retired: z.boolean().optional(),
		visibility: visibility.optional(),
	})
	.refine((change) => Object.keys(change).length > 0, 'Send "retired", "visibility", or both.')
	.openapi('BenchmarkChange');
export type BenchmarkChange = z.infer<typeof benchmarkChange>;

const changedQuestion = z.object({
	question_id: z.string(),
	category: z.string(),
	subcategory: z.string(),
});

export const QUESTION_FIELDS = [
	'messages',
	'reference',
	'baseline_answer',
	'category',
	'subcategory',
	'languages',
	'difficulty',
] as const;

/** What a benchmark version has that an earlier one had not, question by question. */
export const versionChanges = z
	.object({
		benchmark: benchmarkName,
		from: benchmarkName,
		added: z.array(changedQuestion),
		removed: z.array(changedQuestion),
		edited: z
			.array(changedQuestion.extend({ fields: z.array(z.enum(QUESTION_FIELDS)) }))
			.openapi({ description: 'Questions that both have, with what differs of each.' }),
		unchanged: z.int(),
		shared: z.int().openapi({
			description:
				'Questions of the same text and the same baseline’s answer: an equal answer of a model is not judged again.',
		}),
	})
	.openapi('VersionChanges');
export type VersionChanges = z.infer<typeof versionChanges>;
