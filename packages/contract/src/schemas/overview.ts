import { z } from '@hono/zod-openapi';
import { benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { leaderboardRow, leaderboardSnapshot } from './leaderboard.ts';
import { instant } from './names.ts';

/** A benchmark's newest version and the top of the board that it shows by default. */
export const boardOverview = z
	.object({
		benchmark: benchmarkBrief,
		judge: judgeBrief.nullable().openapi({ description: 'Null until something was submitted.' }),
		snapshot: leaderboardSnapshot.nullable(),
		updated_at: instant,
		models: z.int().openapi({ description: 'Models on the board, the baseline not counted.' }),
		underway: z.int().openapi({ description: 'Submissions whose judging is not done.' }),
		summary: z.string().openapi({ description: 'As the board has it.' }),
		rows: z.array(leaderboardRow).openapi({ description: 'By score, best first.' }),
	})
	.openapi('BoardOverview');
export type BoardOverview = z.infer<typeof boardOverview>;
