import { z } from '@hono/zod-openapi';
import { DIFFICULTIES, SCORING_RULES } from './closed-lists.ts';

export const slug = z
	.string()
	.regex(
		/^[a-z0-9][a-z0-9.-]{0,79}$/,
		'A slug has 1 to 80 characters of a-z, 0-9, "." and "-" and begins with a letter or digit.',
	)
	.openapi({ example: 'sample' });

/** `{slug}` for the newest published version or `{slug}@{version}`. */
export const benchmarkName = z
	.string()
	.regex(
		/^[a-z0-9][a-z0-9.-]{0,79}(@[a-z0-9][a-z0-9.-]{0,39})?$/,
		'A benchmark is named by its slug, or by slug@version.',
	)
	.openapi({ example: 'sample@1' });

export const difficulty = z.enum(DIFFICULTIES);

export const instant = z.iso.datetime().openapi({ example: '2026-11-20T12:00:00.000Z' });

export const cursor = z.string().max(200);
export const pageLimit = z.coerce.number().int().min(1).max(200);

export const sliceQuery = z.object({
	category: z.string().max(200).optional(),
	subcategory: z.string().max(200).optional(),
	language: z.string().max(80).optional(),
	difficulty: difficulty.optional(),
});
/** How battles become a score. */
export const scoringRule = z.enum(SCORING_RULES).optional().openapi({
	description: 'The rule of scoring; `codejoust` by default. Ranks and tests follow it.',
});

export type SliceQuery = z.infer<typeof sliceQuery>;
