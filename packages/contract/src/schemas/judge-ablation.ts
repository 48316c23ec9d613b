import { z } from '@hono/zod-openapi';
import { ABLATION_RULES } from './closed-lists.ts';
import { halfUndecided } from './judge-check-numbers.ts';

/** Ways of asking about the same pairs, the first of which is the plain one. */
export const newAblation = z
	.strictObject({
		rule: z.enum(ABLATION_RULES).default('codejoust'),
		cells: z
			.array(
				z
					.array(
						z.strictObject({
							check: z.string().max(80),
							categories: z.array(z.string().max(200)).max(1000).optional().openapi({
								description: 'Only the pairs of these; all of the check where they are left out.',
							}),
						}),
					)
					.min(1)
					.max(50),
			)
			.min(1)
			.max(20),
	})
	.openapi('NewJudgeAblation');
export type NewAblation = z.input<typeof newAblation>;

const ablationNumbers = z.object({
	pairs: z.int(),
	scored: z.int(),
	correct: z.int(),
	undecided: z.int(),
	accuracy: z.number().nullable(),
	half_undecided: z.number().nullable(),
});

/** The same pairs under several ways of asking, each compared with the first. */
export const ablation = z
	.object({
		rule: z.enum(ABLATION_RULES),
		cells: z.array(
			z.object({
				overall: ablationNumbers,
				categories: z.array(z.object({ category: z.string(), numbers: ablationNumbers })),
				mean: halfUndecided.nullable().openapi({
					description: 'Plain mean of CodePrefBench’s three objectives; null where one is missing.',
				}),
				against_plain: z
					.object({
						pairs: z.int().openapi({ description: 'Scored in both cells.' }),
						only_plain: z.int().openapi({ description: 'Right in the plain cell alone.' }),
						only_this: z.int(),
						difference: z.number().nullable().openapi({
							description: 'Of the accuracies over those pairs, undecided ones counted half.',
						}),
						p_value: z.number().openapi({ description: 'Exact McNemar, two-sided.' }),
					})
					.nullable()
					.openapi({ description: 'Null for the plain cell itself.' }),
			}),
		),
	})
	.openapi('JudgeAblation');
export type Ablation = z.infer<typeof ablation>;
