import { z } from '@hono/zod-openapi';
import { benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { leaderboardRow, estimate } from './leaderboard.ts';
import { model } from './model.ts';
import { benchmarkName } from './names.ts';
import { submissionBrief } from './submission.ts';

/** A model with its standing on each board that it stands on. */
export const modelDetail = model
	.extend({
		standings: z.array(
			z.object({
				benchmark: benchmarkBrief,
				judge: judgeBrief,
				models: z.int(),
				row: leaderboardRow,
				categories: z.array(
					z.object({
						category: z.string(),
						n: z.int(),
						scored: z.int(),
						score: estimate.nullable(),
						board_median: z.number().nullable(),
					}),
				),
			}),
		),
		baseline_of: z.array(benchmarkBrief),
		submissions: z.array(submissionBrief),
		private_attempts: z.array(z.object({ benchmark: benchmarkName, attempts: z.int() })).openapi({
			description:
				'How often it was judged on a benchmark version without the result being published.',
		}),
	})
	.openapi('ModelDetail');
export type ModelDetail = z.infer<typeof modelDetail>;
