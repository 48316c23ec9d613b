import { ROWS_OF_A_QUESTION } from './closed-lists.ts';
import { z } from '@hono/zod-openapi';
import { benchmarkBrief, filterChoices } from './benchmark.ts';
import { contamination } from './contamination.ts';
import { judgeBrief } from './judge.ts';

const lengthHistogram = z
	.object({
		texts: z.int(),
		median: z.number().nullable(),
		most: z.int().nullable(),
		bins: z.array(
			z.object({
				from: z.int(),
				to: z.int().nullable().openapi({ description: 'Lengths below it; null: no upper end' }),
				texts: z.int(),
			}),
		),
	})
	.openapi('LengthHistogram');
export type LengthHistogram = z.infer<typeof lengthHistogram>;

const textLengths = z.object({
	characters: lengthHistogram.openapi({ description: 'Unicode code points' }),
	words: lengthHistogram,
});

const separatedQuestion = z
	.object({
		question_id: z.string(),
		category: z.string(),
		subcategory: z.string(),
		models: z.int(),
		wins: z.int(),
		ties: z.int(),
		losses: z.int(),
		variance: z.number().openapi({
			description: 'Over the models, of what a battle is worth (1, ½, 0); from 0 to 0.25',
		}),
	})
	.openapi('SeparatedQuestion');
export type SeparatedQuestion = z.infer<typeof separatedQuestion>;

/** What the questions of a version are, in numbers; no text of a question, an answer or a reference. */
export const benchmarkProfile = z
	.object({
		benchmark: benchmarkBrief,
		choices: filterChoices,
		lengths: z.object({ prompts: textLengths, baseline_answers: textLengths }),
		near_duplicates: z
			.object({
				least: z.number().openapi({ description: 'The least similarity of a pair' }),
				pairs: z.int(),
				questions: z.int().openapi({ description: 'In some pair' }),
				shown: z
					.array(
						z.object({
							left: z.string(),
							right: z.string(),
							similarity: z.number(),
							left_pairs: z.int().openapi({ description: 'Pairs that the question is in' }),
							right_pairs: z.int(),
						}),
					)
					.openapi({
						description: `The most similar ones, each question at most ${ROWS_OF_A_QUESTION} times`,
					}),
			})
			.nullable()
			.openapi({ description: 'Null where there are more than 5,000 questions' }),
		contaminations: z
			.array(contamination)
			.openapi({ description: 'Files in which an operator looked for the questions' }),
		separation: z
			.object({
				judge: judgeBrief,
				models: z.int(),
				least_models: z.int(),
				questions: z.int().openapi({ description: 'With at least `least_models` scored models' }),
				alike: z.object({ wins: z.int(), ties: z.int(), losses: z.int() }).openapi({
					description: 'Questions on which all scored models have the same outcome',
				}),
				groups: z.array(
					z.object({
						category: z.string(),
						subcategory: z.string(),
						questions: z.int(),
						alike: z.int(),
					}),
				),
				most: z.array(separatedQuestion),
				none: z.array(separatedQuestion),
			})
			.nullable()
			.openapi({ description: 'Of the live board; null while there is none' }),
	})
	.openapi('BenchmarkProfile');
export type BenchmarkProfile = z.infer<typeof benchmarkProfile>;
