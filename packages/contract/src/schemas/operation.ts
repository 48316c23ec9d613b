import { z } from '@hono/zod-openapi';
import { judgeBrief } from './judge.ts';
import { instant } from './names.ts';

export const boardCoverage = z
	.object({
		benchmark: z.string().openapi({ example: 'sample@1' }),
		judge: judgeBrief,
		is_live: z.boolean().openapi({ description: 'Whether the benchmark shows it by default.' }),
		runs: z.int().openapi({
			description:
				'Runs that are on it or will be; of a variant the newest, withheld ones left out.',
		}),
		unscored_runs: z.int(),
		unscored_games: z.int(),
		updated_at: instant,
	})
	.openapi('BoardCoverage');
export type BoardCoverage = z.infer<typeof boardCoverage>;

export const boardRetry = z
	.object({
		benchmark: z.string(),
		judge: z.string(),
		battles_reopened: z.int(),
		runs: z.array(z.object({ id: z.string(), battles_reopened: z.int() })),
	})
	.openapi('BoardRetry');
export type BoardRetry = z.infer<typeof boardRetry>;

export const boardRecomputation = z
	.object({
		code_version: z.string().openapi({ description: 'The version of the rules of today.' }),
		boards: z
			.array(
				z.object({
					benchmark: z.string(),
					judge: z.string(),
					code_version: z.string().openapi({ description: 'Of its numbers until now.' }),
				}),
			)
			.openapi({ description: 'Boards that will be computed again; none if all are of today.' }),
	})
	.openapi('BoardRecomputation');
export type BoardRecomputation = z.infer<typeof boardRecomputation>;

export const worker = z
	.object({
		id: z.string(),
		endpoint: z.string().openapi({ description: 'The judge endpoint that it plays at.' }),
		games: z.int().openapi({ description: 'Games that it has waiting or in flight there.' }),
		outage: z
			.object({ since: instant, reason: z.string().nullable() })
			.nullable()
			.openapi({ description: 'Null while calls succeed.' }),
		seen_at: instant,
		started_at: instant,
	})
	.openapi('Worker');
export type Worker = z.infer<typeof worker>;

export const workerList = z
	.object({
		items: z.array(worker).openapi({
			description: 'Workers with a recent heartbeat, once for each endpoint.',
		}),
		queue: z.object({
			chunks: z.int().openapi({ description: 'Waiting, due for another try, or being played.' }),
			oldest_seconds: z.number().openapi({
				description: 'Age of the chunk that has waited longest; 0 when none waits.',
			}),
		}),
	})
	.openapi('WorkerList');
export type WorkerList = z.infer<typeof workerList>;
