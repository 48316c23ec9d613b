import { z } from '@hono/zod-openapi';
import { DECISIONS, RECORDED_ORDERS } from './closed-lists.ts';
import { importedCheckSet, newCheckSet } from './judge-check-set.ts';
import { importedFile, importFigures } from './judgment-import.ts';
import { slug } from './names.ts';

/** What is said of an import of the judgments of labelled pairs: the set, and what the files do not say. */
export const newPairJudgments = z
	.strictObject({
		set: newCheckSet.openapi({ description: 'The set that the pairs are of, or become.' }),
		judge: slug.optional().openapi({
			description: 'Names the recorded judge; without it, it is named after who judged.',
		}),
		judged_by: z
			.string()
			.trim()
			.min(1)
			.max(200)
			.optional()
			.openapi({ description: 'Who judged, where the file does not say it.' }),
		decisions: z.enum(DECISIONS).default('file').openapi({
			description:
				'file: the decisions of the file. reread: what our reader reads in the words of the judge.',
		}),
		dry_run: z.boolean().default(false).openapi({
			description: 'Check everything and store nothing.',
		}),
	})
	.openapi('NewPairJudgments');
export type NewPairJudgments = z.input<typeof newPairJudgments>;

/** What an import of the judgments of labelled pairs brought. */
export const pairJudgments = z
	.object({
		set: importedCheckSet,
		dry_run: z.boolean(),
		is_new: z
			.boolean()
			.openapi({ description: 'Otherwise the same judgments were imported before.' }),
		files: z.array(importedFile),
		judge: z.string().openapi({ description: 'As name@version.' }),
		judged_by: z.string(),
		orders: z.enum(RECORDED_ORDERS),
		check_id: z.string().nullable().openapi({
			description: 'The judge check that they are; null in a dry run.',
		}),
		undecided: z.int().openapi({
			description: 'Pairs of two equal answers, which no judgment decides.',
		}),
		...importFigures,
	})
	.openapi('PairJudgments');
export type PairJudgments = z.infer<typeof pairJudgments>;
