import { z } from '@hono/zod-openapi';
import { benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { estimate, leaderboardSlice, leaderboardSnapshot } from './leaderboard.ts';
import { modelBrief } from './model.ts';
import { instant } from './names.ts';

/** Every model beside every other. */
export const winFractions = z
	.object({
		benchmark: benchmarkBrief,
		judge: judgeBrief,
		snapshot: leaderboardSnapshot
			.nullable()
			.openapi({ description: 'Null until the first submission has been judged.' }),
		slice: leaderboardSlice,
		models: z.int().openapi({
			description: 'Models on the board, also where `limit` leaves some out.',
		}),
		rows: z
			.array(
				z.object({
					submission_id: z.string(),
					model: modelBrief,
					score: estimate.nullable(),
					cells: z
						.array(
							z.object({
								verdict: z.enum(['better', 'worse']).nullable().openapi({
									description:
										'What the ranks of the board say of this model beside the other; null where they do not distinguish the two.',
								}),
								shared: z.int().openapi({ description: 'Questions that both have scored.' }),
								fraction: z.number().nullable().openapi({
									description:
										'Share of the shared questions on which this model’s outcome beats the other’s, equal outcomes half; null beside itself and without a shared question.',
								}),
							}),
						)
						.openapi({ description: 'One for each row, in the order of the rows.' }),
				}),
			)
			.openapi({ description: 'By score, best first.' }),
	})
	.openapi('WinFractions');
export type WinFractions = z.infer<typeof winFractions>;

/** What one stored snapshot says of a model. */
const historyPoint = z
	.object({
		snapshot_id: z.string(),
		created_at: instant,
		benchmark: z.string().openapi({ description: '`slug@version`.' }),
		judge: judgeBrief,
		rule: z.string(),
		code_version: z.string(),
		submission_id: z.string(),
		n: z.int(),
		scored: z.int(),
		score: estimate.nullable(),
		rank: z.object({ best: z.int(), worst: z.int() }).nullable(),
	})
	.openapi('HistoryPoint');

/** A model's score over the snapshots of a benchmark. */
export const modelHistory = z
	.object({
		model: modelBrief,
		items: z.array(historyPoint).openapi({
			description:
				'Newest first, over all questions, as stored. Scores of another benchmark version, judge or rule are not comparable.',
		}),
		next_cursor: z.string().nullable(),
	})
	.openapi('ModelHistory');
export type ModelHistory = z.infer<typeof modelHistory>;
