import { z } from '@hono/zod-openapi';
import { benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { leaderboardSlice } from './leaderboard.ts';
import { instant } from './names.ts';

export const snapshotName = z
	.string()
	.regex(/^[0-9a-f]{64}$/, 'A snapshot is named by 64 hexadecimal digits.');

export const snapshotBrief = z
	.object({
		id: z.string(),
		created_at: instant,
		judge: judgeBrief,
		rule: z.string(),
		code_version: z.string(),
		models: z.int(),
		is_current: z.boolean().openapi({ description: 'Whether a board shows it now.' }),
	})
	.openapi('SnapshotBrief');
export type SnapshotBrief = z.infer<typeof snapshotBrief>;

export const snapshot = snapshotBrief
	.extend({
		benchmark: benchmarkBrief,
		seed: z.string(),
		inputs_hash: z.string().openapi({ description: 'SHA-256 of everything that was counted.' }),
		slices: z.array(leaderboardSlice),
	})
	.openapi('Snapshot');
export type Snapshot = z.infer<typeof snapshot>;
