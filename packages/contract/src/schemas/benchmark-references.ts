import { z } from '@hono/zod-openapi';
import { benchmark } from './benchmark.ts';
import { REFERENCE_ORIGINS, REFERENCE_VISIBILITIES } from './closed-lists.ts';

/** How the references of a file make a new version of a benchmark. */
export const newReferences = z
	.strictObject({
		version: z
			.string()
			.regex(
				/^[a-z0-9][a-z0-9.-]{0,39}$/,
				'A version has 1 to 40 characters of a-z, 0-9, "." and "-" and begins with a letter or digit.',
			)
			.openapi({ description: 'Of the version that is made; no version of the benchmark has it.' }),
		origin: z.enum(REFERENCE_ORIGINS).optional().openapi({
			description: 'Who wrote the references that name no origin of their own.',
		}),
		visibility: z.enum(REFERENCE_VISIBILITIES).default('public').openapi({
			description:
				'Of the references that name none of their own. judge-only: in no public read and in no file.',
		}),
	})
	.openapi('NewReferences');
export type NewReferences = z.input<typeof newReferences>;

/** The version that was made. */
export const referencedBenchmark = benchmark
	.extend({
		references_set: z.int().openapi({ description: 'References of the file.' }),
		references: z.int().openapi({
			description: 'Questions with a reference; those that the file leaves out keep theirs.',
		}),
	})
	.openapi('ReferencedBenchmark');
export type ReferencedBenchmark = z.infer<typeof referencedBenchmark>;
