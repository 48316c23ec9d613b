import { z } from '@hono/zod-openapi';
import { benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { estimate, leaderboardSlice, leaderboardSnapshot } from './leaderboard.ts';
import { modelBrief } from './model.ts';

/** Score of the first minus score of the second, in [−1, 1], with its 95 % interval over questions. */
export const difference = z
	.object({
		value: z.number(),
		low: z.number(),
		high: z.number(),
		method: z.enum(['bootstrap', 'agresti-min']),
	})
	.openapi('Difference');

const counts = {
	scores: z
		.object({ a: z.number(), b: z.number() })
		.nullable()
		.openapi({ description: 'Score of each over the shared questions.' }),
	shared: z.int().openapi({ description: 'Questions that both have scored.' }),
	a_better: z.int(),
	b_better: z.int(),
	difference: difference.nullable(),
};

const side = z.object({
	outcome: z.enum(['win', 'tie', 'loss']).openapi({ description: 'Against the baseline.' }),
	margin: z.int().nullable().openapi({ description: 'Null for an empty answer.' }),
	battle_id: z.string(),
});

export const pairComparison = z
	.object({
		a: z.string().openapi({ description: 'Submission id.' }),
		b: z.string(),
		...counts,
		p_value: z.number().nullable().openapi({ description: 'Exact McNemar.' }),
		adjusted_p_value: z
			.number()
			.nullable()
			.openapi({ description: 'Adjusted by Holm over all pairs of this comparison.' }),
		answer: z.enum(['a-better', 'b-better', 'cannot-tell', 'not-enough-questions']),
		reasons: z.array(
			z.enum([
				'interval-excludes-zero',
				'interval-includes-zero',
				'p-value-below-level',
				'p-value-above-level',
				'no-discordant-questions',
				'fewer-than-30-shared-questions',
			]),
		),
		categories: z.array(z.object({ category: z.string(), ...counts })),
		questions: z
			.array(
				z.object({
					question_id: z.string(),
					question_start: z.string(),
					category: z.string(),
					a: side,
					b: side,
				}),
			)
			.openapi({ description: 'Where they differ most, 20 at most.' }),
	})
	.openapi('PairComparison');
export type PairComparison = z.infer<typeof pairComparison>;

export const comparison = z
	.object({
		benchmark: benchmarkBrief,
		judge: judgeBrief,
		snapshot: leaderboardSnapshot,
		slice: leaderboardSlice,
		models: z.array(
			z.object({ submission_id: z.string(), model: modelBrief, score: estimate.nullable() }),
		),
		pairs: z
			.array(pairComparison)
			.openapi({ description: 'Every pair, in the order in which the models were named.' }),
	})
	.openapi('Comparison');
export type Comparison = z.infer<typeof comparison>;
