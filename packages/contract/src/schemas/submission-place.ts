import { z } from '@hono/zod-openapi';
import { COMPARISON_ANSWERS, COMPARISON_REASONS } from './closed-lists.ts';
import { difference, simultaneous } from './comparison.ts';
import { judgeBrief } from './judge.ts';
import { estimate, leaderboardSnapshot } from './leaderboard.ts';
import { modelBrief } from './model.ts';
import { modelStanding } from './model-page.ts';
import { submissionBrief } from './submission.ts';

const rankRange = z.object({ best: z.int(), worst: z.int() });

/** Where a submission would be among the models of its board, whether it is public or not. */
export const submissionPlace = z
	.object({
		submission: submissionBrief,
		summary: z.string().openapi({
			description: 'Where it is, or would be, in a sentence or two. Plain text.',
		}),
		judge: judgeBrief.nullable().openapi({ description: 'Null until it is judged.' }),
		run_id: z.string().nullable().openapi({
			description: 'The run whose battles these numbers are made of.',
		}),
		snapshot: leaderboardSnapshot.nullable().openapi({
			description: 'The board that it is compared with; null until there is one.',
		}),
		rank: rankRange.nullable().openapi({
			description:
				'Among the ranked models of the board and itself; null for fewer than 95 % of its battles scored, and until it is judged.',
		}),
		ranked: z.int().openapi({ description: 'Models that the rank is among, itself included.' }),
		beats: z.int().nullable(),
		tied_with: z.int().nullable(),
		beaten_by: z.int().nullable(),
		standing: modelStanding.nullable().openapi({
			description:
				'What the model’s page shows of it when it is public: with its rank, by category and subcategory. Null until it is judged.',
		}),
		models: z
			.array(
				z.object({
					submission_id: z.string(),
					model: modelBrief,
					score: estimate.nullable(),
					rank: rankRange.nullable().openapi({ description: 'On the board as it is.' }),
					is_replaced: z.boolean().openapi({
						description:
							'An earlier submission of the same variant: it leaves the board when this one is published, and is not among the ranked models.',
					}),
					shared: z.int().openapi({ description: 'Questions that both have scored.' }),
					difference: difference.nullable().openapi({
						description: 'Score of the submission minus score of this model.',
					}),
					simultaneous: simultaneous.nullable(),
					answer: z.enum(COMPARISON_ANSWERS).openapi({
						description: 'a-better: the submission is better; b-better: this model is.',
					}),
					reason: z.enum(COMPARISON_REASONS),
					more_questions: z.int().nullable(),
				}),
			)
			.openapi({ description: 'The other models of the board, by score, best first.' }),
	})
	.openapi('SubmissionPlace');
export type SubmissionPlace = z.infer<typeof submissionPlace>;
