import { z } from '@hono/zod-openapi';
import {
	MESSAGE_ROLES,
	REFERENCE_ORIGINS,
	REFERENCE_VISIBILITIES,
	VISIBILITIES,
} from './closed-lists.ts';
import { judgeBrief } from './judge.ts';
import { modelBrief, newModel } from './model.ts';
import { difficulty, instant, slug } from './names.ts';
import { withheld } from './withheld.ts';

export const message = z
	.object({ role: z.enum(MESSAGE_ROLES), content: z.string() })
	.openapi('Message');
export type Message = z.infer<typeof message>;

const group = z.object({ name: z.string(), n: z.int() });

/** What a board can be filtered by, with the number of questions of each; on a filtered board those that its other filters leave. */
export const filterChoices = z
	.object({
		categories: z.array(group.extend({ subcategories: z.array(group) })),
		languages: z.array(group),
		difficulties: z.array(group.extend({ name: difficulty })),
	})
	.openapi('FilterChoices');
export type FilterChoices = z.infer<typeof filterChoices>;

export const visibility = z.enum(VISIBILITIES).openapi({
	description:
		'unlisted: on no list, readable by name. private: results are public, questions and answers are shown only to operators.',
});

export const benchmarkBrief = z
	.object({
		slug,
		version: z.string(),
		name: z.string(),
		is_sample: z.boolean(),
		description: z.string().nullable(),
		licence: z.string().nullable(),
		questions: z.int(),
		baseline: modelBrief,
		visibility,
		published_at: instant,
		retired_at: instant
			.nullable()
			.openapi({ description: 'Since then it takes no submissions and is never the default.' }),
	})
	.openapi('BenchmarkBrief');
export type BenchmarkBrief = z.infer<typeof benchmarkBrief>;

export const benchmark = benchmarkBrief
	.extend({
		content_hash: z.string(),
		versions: z
			.array(
				z.object({
					version: z.string(),
					published_at: instant,
					retired_at: instant.nullable(),
					questions: z.int(),
				}),
			)
			.openapi({ description: 'Newest first, retired ones too; unlisted ones are left out.' }),
		judges: z.array(judgeBrief),
		models: z.int().openapi({ description: 'Models on the board, the baseline not counted.' }),
		choices: filterChoices,
		task_types: z.int().nullable().openapi({
			description:
				'Task types of the mapping that it was published with (GET …/task-types); null without one.',
		}),
		updated_at: instant.nullable(),
	})
	.openapi('Benchmark');
export type Benchmark = z.infer<typeof benchmark>;

export const taskTypesOfBenchmark = z
	.object({
		task_types: z
			.record(z.string(), z.array(z.object({ main: z.string(), sub: z.string() })).readonly())
			.readonly()
			.nullable()
			.openapi({
				description:
					'Task type → its pairs of a category and a subcategory; the first pair counts. Null without a mapping.',
			}),
	})
	.openapi('TaskTypes');
export type TaskTypesOfBenchmark = z.infer<typeof taskTypesOfBenchmark>;

export const question = z
	.object({
		question_id: z.string(),
		position: z.int(),
		category: z.string(),
		subcategory: z.string(),
		languages: z.array(z.string()),
		difficulty,
		messages: z.array(message),
		withheld,
		reference: z.string().nullable().openapi({
			description: 'Null where there is none, and to readers where only judges are shown it.',
		}),
		reference_origin: z
			.enum(REFERENCE_ORIGINS)
			.nullable()
			.openapi({ description: 'Who wrote it; null where nobody said.' }),
		reference_visibility: z
			.enum(REFERENCE_VISIBILITIES)
			.nullable()
			.openapi({ description: 'Null where there is no reference.' }),
		content_hash: z.string(),
	})
	.openapi('Question');
export type Question = z.infer<typeof question>;

/** Questions and responses are checked by the file readers, so that a JSON body and a file get the same problems. */
export const newBenchmark = z
	.strictObject({
		slug,
		version: z
			.string()
			.regex(/^[a-z0-9][a-z0-9.-]{0,39}$/)
			.default('1'),
		name: z.string().min(1).max(120),
		description: z.string().max(4000).optional(),
		licence: z.string().max(80).optional(),
		visibility: visibility.optional(),
		baseline: newModel,
		questions: z.array(z.record(z.string(), z.unknown())).min(1).max(20_000),
		reference_model: z.string().min(1).max(200).optional().openapi({
			description:
				'The model whose answers, the `<model>_response` fields of the questions, are their references and no baseline.',
		}),
		baseline_responses: z.array(z.record(z.string(), z.unknown())).max(20_000).optional().openapi({
			description: 'May be left out where the questions carry a `<model>_response` field.',
		}),
		task_types: z
			.record(
				z.string(),
				z.array(
					z.union([
						z.tuple([z.string(), z.string()]),
						z.object({ main: z.string(), sub: z.string() }),
					]),
				),
			)
			.optional()
			.openapi({
				description:
					'Task type → its pairs of a category and a subcategory, for questions that carry a `task_type`; the first pair counts.',
			}),
		map: z
			.record(z.string().min(1).max(80), z.string().min(1).max(200))
			.refine((names) => Object.keys(names).length <= 20, 'At most 20 fields can be named.')
			.optional()
			.openapi({
				description:
					'Fields of the questions that the file names otherwise: our name, and the name in the file, or a path with dots.',
				example: { question_id: 'task.id', prompt: 'text' },
			}),
		default_category: z
			.strictObject({ category: z.string().min(1), subcategory: z.string().min(1) })
			.optional()
			.openapi({
				description: 'Of CodeArena’s records that carry neither a category nor a task type.',
			}),
	})
	.openapi('NewBenchmark');
export type NewBenchmark = z.infer<typeof newBenchmark>;
