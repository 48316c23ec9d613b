import { z } from '@hono/zod-openapi';
import { COMPARISON_ANSWERS, COMPARISON_REASONS, OUTCOMES } from './closed-lists.ts';
import { benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { estimate, leaderboardSlice, leaderboardSnapshot } from './leaderboard.ts';
import { modelBrief } from './model.ts';

/** Score of the first minus score of the second, in [−1, 1], with the 95 % interval over questions of this pair alone. */
export const difference = z
	.object({
		value: z.number(),
		low: z.number(),
		high: z.number(),
		method: z.enum(['bootstrap', 'agresti-min']),
	})
	.openapi('Difference');

export const simultaneous = z
	.object({ low: z.number(), high: z.number() })
	.openapi('SimultaneousInterval', {
		description:
			'The interval of the difference that holds for all pairs of the board together with 95 % confidence; it leaves out 0 exactly where the answer distinguishes the pair.',
	});

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
	outcome: z.enum(OUTCOMES).openapi({ description: 'Against the baseline.' }),
	margin: z.int().nullable().openapi({ description: 'Null for an empty answer.' }),
	battle_id: z.string(),
});

export const pairComparison = z
	.object({
		a: z.string().openapi({ description: 'Submission id.' }),
		b: z.string(),
		...counts,
		p_value: z.number().nullable().openapi({ description: 'Exact McNemar, of this pair alone.' }),
		adjusted_p_value: z
			.number()
			.nullable()
			.openapi({ description: 'Of the simultaneous test over all pairs of the board.' }),
		answer: z.enum(COMPARISON_ANSWERS).openapi({
			description:
				'What the ranks of the board say of the pair, by a simultaneous test over all its pairs; the same for a pair asked alone.',
		}),
		reason: z.enum(COMPARISON_REASONS),
		simultaneous: simultaneous.nullable(),
		more_questions: z.int().nullable().openapi({
			description:
				'About how many questions more would distinguish the two with 80 % power; null where they are, or where no number would do.',
		}),
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
