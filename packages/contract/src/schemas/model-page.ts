import { z } from '@hono/zod-openapi';
import { benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { leaderboardRow, estimate } from './leaderboard.ts';
import { model, modelBrief } from './model.ts';
import { benchmarkName, instant } from './names.ts';
import { provenance } from './provenance.ts';
import { RUN_STATES } from './closed-lists.ts';
import { submissionBrief } from './submission.ts';

const group = {
	category: z.string(),
	n: z.int(),
	scored: z.int(),
	score: estimate.nullable(),
};

/** One of a model's submissions with what became of it. */
const modelSubmission = submissionBrief
	.extend({
		runs: z.array(
			z.object({
				id: z.string(),
				judge: judgeBrief,
				state: z.enum(RUN_STATES),
				state_since: instant,
			}),
		),
		stands: z.boolean().openapi({ description: 'Whether one of `standings` is its own.' }),
	})
	.openapi('ModelSubmission');

/** A submission on one board, and what it is there by group. */
export const modelStanding = z
	.object({
		benchmark: benchmarkBrief,
		judge: judgeBrief,
		models: z.int(),
		row: leaderboardRow,
		other_judges: z
			.array(
				z.object({
					judge: judgeBrief,
					models: z.int(),
					score: estimate.nullable(),
					rank: leaderboardRow.shape.rank,
				}),
			)
			.openapi({ description: 'The same submission on the boards of other judges.' }),
		categories: z.array(z.object({ ...group, board_median: z.number().nullable() })),
		subcategories: z.array(
			z.object({
				...group,
				subcategory: z.string(),
				wins: z.int(),
				ties: z.int(),
				losses: z.int(),
			}),
		),
	})
	.openapi('ModelStanding');
export type ModelStanding = z.infer<typeof modelStanding>;

/** A model with its standing on each board that it stands on. */
export const modelDetail = model
	.extend({
		standings: z.array(modelStanding),
		checkpoints: z
			.array(
				z.object({
					of: z.string().openapi({ description: 'The model whose training it is, by slug.' }),
					unit: z.enum(['step', 'tokens']),
					benchmark: benchmarkName,
					judge: judgeBrief,
					points: z.array(
						z.object({
							submission_id: z.string(),
							model: modelBrief,
							provenance,
							count: z.int().openapi({ description: 'In the unit of the line.' }),
							n: z.int(),
							scored: z.int(),
							score: estimate.nullable(),
							rank: leaderboardRow.shape.rank,
						}),
					),
				}),
			)
			.openapi({
				description:
					'Trainings that the model is a point of, or the end of, each on one board; their points in order. Only checkpoints of those who have submitted the model.',
			}),
		baseline_of: z.array(benchmarkBrief),
		submissions: z.array(modelSubmission).openapi({ description: 'Newest first.' }),
		private_attempts: z.array(z.object({ benchmark: benchmarkName, attempts: z.int() })).openapi({
			description:
				'How often it was judged on a benchmark version without the result being published.',
		}),
	})
	.openapi('ModelDetail');
export type ModelDetail = z.infer<typeof modelDetail>;
