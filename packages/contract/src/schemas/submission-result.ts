import { z } from '@hono/zod-openapi';
import { judgeBrief } from './judge.ts';
import { estimate, leaderboardRow } from './leaderboard.ts';
import { submissionBrief } from './submission.ts';

/** What a submission's judging came to; of a private one for its owner, operators, and whoever has its link. */
export const submissionResult = z
	.object({
		submission: submissionBrief,
		judge: judgeBrief.nullable(),
		row: leaderboardRow.nullable().openapi({
			description:
				'As the board would show it, but for the rank, which it has among others alone. Null until it is judged.',
		}),
		categories: z.array(
			z.object({
				category: z.string(),
				n: z.int(),
				scored: z.int(),
				score: estimate.nullable(),
			}),
		),
	})
	.openapi('SubmissionResult');
export type SubmissionResult = z.infer<typeof submissionResult>;
