import { z } from '@hono/zod-openapi';
import { instant } from './names.ts';

const SLUG = /^[a-z0-9][a-z0-9.-]{0,59}$/;

/** `{slug}` for the newest version of a set or `{slug}@{version}`. */
export const checkSetName = z
	.string()
	.regex(
		/^[a-z0-9][a-z0-9.-]{0,59}(@[a-z0-9][a-z0-9.-]{0,39})?$/,
		'A set is named by its slug, or by slug@version.',
	)
	.openapi({ example: 'judgebench@1' });

export const newCheckSet = z
	.strictObject({
		slug: z
			.string()
			.regex(
				SLUG,
				'A slug has 1 to 60 characters of a-z, 0-9, "." and "-" and begins with a letter or digit.',
			),
		version: z
			.string()
			.regex(
				/^[a-z0-9][a-z0-9.-]{0,39}$/,
				'A version has 1 to 40 characters of a-z, 0-9, "." and "-" and begins with a letter or digit.',
			)
			.default('1'),
		name: z.string().min(1).max(120),
		description: z.string().max(4000).optional(),
		licence: z.string().max(80).optional(),
		category: z.string().min(1).max(200).default('all').openapi({
			description: 'Of pairs whose record names none.',
		}),
		files: z
			.array(
				z.strictObject({
					name: z.string().min(1).max(200),
					category: z.string().min(1).max(200).optional(),
				}),
			)
			.max(40)
			.optional()
			.openapi({
				description:
					'The names of the files, in their order. `category` is of the pairs of a file whose record names none; that of CodePrefBench’s files is read in their names (correctness-alignment.jsonl).',
			}),
	})
	.openapi('NewJudgeCheckSet');
export type NewCheckSet = z.input<typeof newCheckSet>;

export const checkSet = z
	.object({
		name: checkSetName,
		title: z.string(),
		description: z.string().nullable(),
		licence: z.string().nullable(),
		format: z.string().openapi({ description: 'Of the file that it came in.' }),
		pairs: z.int(),
		content_hash: z.string(),
		created_at: instant,
	})
	.openapi('JudgeCheckSet');
export type CheckSet = z.infer<typeof checkSet>;

/** A set with the number of pairs of each category. */
export const checkSetDetail = checkSet
	.extend({ categories: z.array(z.object({ category: z.string(), pairs: z.int() })) })
	.openapi('JudgeCheckSetDetail');
export type CheckSetDetail = z.infer<typeof checkSetDetail>;

/** A set as it was stored just now, or was found stored with the same pairs. */
export const importedCheckSet = checkSet
	.extend({
		is_new: z.boolean().openapi({ description: 'False: the same set existed already.' }),
		notes: z.array(z.string()).openapi({ description: 'What was detected in the file.' }),
	})
	.openapi('ImportedJudgeCheckSet');
export type ImportedCheckSet = z.infer<typeof importedCheckSet>;

export const newSetPart = z
	.strictObject({
		set: checkSetName,
		category: z.string().min(1).max(200).optional(),
		sample: z.int().min(1).max(100_000).optional().openapi({
			description: 'Draws this number of pairs from all categories, always the same ones.',
		}),
	})
	.refine(({ category, sample }) => (category === undefined) !== (sample === undefined), {
		message: 'A part of a set is one category, or a sample: send one of the two.',
		path: ['category'],
	})
	.openapi('NewJudgeCheckSetPart');
export type NewSetPart = z.input<typeof newSetPart>;
