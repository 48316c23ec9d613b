import { z } from '@hono/zod-openapi';
import { DECISIONS, RECORDED_ORDERS } from './closed-lists.ts';
import { benchmarkName, instant, slug } from './names.ts';

const name = z.string().trim().min(1).max(200);

/** What the import does where the file does not say enough. */
export const newJudgmentImport = z
	.strictObject({
		judge: slug.optional().openapi({
			description: 'Names the recorded judge; without it, it is named after who judged.',
		}),
		judged_by: name.optional().openapi({
			description: 'Who judged, where the file does not say it, or names many people.',
			example: 'gpt-4o-2024-08-06',
		}),
		model: name.optional().openapi({ description: 'Of records that name no model.' }),
		baseline: name.optional().openapi({ description: 'Of records that name no baseline.' }),
		decisions: z.enum(DECISIONS).default('file').openapi({
			description:
				'file: the decisions of the file. reread: what our reader reads in the words of the judge.',
		}),
		tie_within: z.number().min(0).max(0.45).default(0).openapi({
			description: 'Of preferences: how far one may be away from one half and still be a tie.',
		}),
		answers: z.enum(['known', 'unknown']).default('known').openapi({
			description:
				'unknown: of a model without answers in the file and on the benchmark, judgments are stored without answers; the file has to say how long these were.',
		}),
		others: z.enum(['refuse', 'skip']).default('refuse').openapi({
			description: 'What becomes of records in which neither model is the baseline.',
		}),
		map: z
			.record(z.string().min(1).max(80), z.string().min(1).max(80))
			.optional()
			.openapi({
				description:
					'Fields that the file names otherwise: the name in the format, the name in the file.',
				example: { model: 'candidate' },
			}),
		visibility: z.enum(['public', 'private']).default('public').openapi({
			description: 'Of the submissions that are made for answers in the file.',
		}),
		names: z.array(z.string().min(1).max(200)).max(50).optional().openapi({
			description: 'Of the files, in their order; they are shown beside what was imported.',
		}),
		dry_run: z.boolean().default(false).openapi({
			description: 'Check everything and store nothing.',
		}),
	})
	.openapi('NewJudgmentImport');
export type NewJudgmentImport = z.input<typeof newJudgmentImport>;
/** With what is usual where nothing is said. */
export type ImportMetadata = z.output<typeof newJudgmentImport>;

/** Counts of games, but for `battles`. */
export const importFigures = {
	battles: z.int(),
	games: z.int(),
	scored: z.int(),
	unscored: z.record(z.string(), z.int()).openapi({ description: 'By reason.' }),
	compared: z.int().openapi({
		description: 'Games with words of the judge that our reader could compare with the decision.',
	}),
	differing: z.int().openapi({ description: 'Of those, where both say different things.' }),
};

export const importedFile = z.object({
	name: z.string(),
	sha256: z.string().openapi({ description: 'Of the unpacked bytes.' }),
	records: z.int(),
});

const importedModel = z.object({
	model: z.string(),
	submission_id: z.string().nullable().openapi({ description: 'Null in a dry run, if it is new.' }),
	answers: z.enum(['submitted', 'imported', 'unknown']).openapi({
		description:
			'submitted: the benchmark has them already. imported: from the file. unknown: nobody has given their texts.',
	}),
	is_new: z.boolean().openapi({ description: 'Otherwise this import was done before.' }),
	answered: z.int().openapi({ description: 'Questions with an answer of the model.' }),
	undecided: z.int().openapi({
		description:
			'Battles that no judgment decides, whatever the file says: an empty answer, or one that equals the baseline’s.',
	}),
	...importFigures,
});

const importedJudge = z.object({
	judge: z.string().openapi({ description: 'As name@version.' }),
	is_new: z.boolean(),
	judged_by: z.string(),
	orders: z.enum(RECORDED_ORDERS),
	models: z.array(importedModel),
});

/** What an import of judgments brought. */
export const judgmentImport = z
	.object({
		benchmark: benchmarkName,
		dry_run: z.boolean(),
		is_new: z.boolean(),
		detected: z.string(),
		files: z.array(importedFile),
		judges: z.array(importedJudge),
		notes: z.array(z.string()),
	})
	.openapi('JudgmentImport');
export type JudgmentImport = z.infer<typeof judgmentImport>;

/** Of a judge that asks nothing: where its judgments come from. */
export const recordedOrigin = z.object({
	format: z.string().openapi({ description: 'What the files are, in words.' }),
	orders: z.enum(RECORDED_ORDERS),
	decisions: z.enum(DECISIONS),
	imports: z.array(
		z.object({
			benchmark: benchmarkName,
			imported_at: instant,
			files: z.array(importedFile),
			models: z.int(),
			...importFigures,
		}),
	),
});
export type RecordedOrigin = z.infer<typeof recordedOrigin>;
