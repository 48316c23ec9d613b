import { z } from '@hono/zod-openapi';
import { CODEPREFBENCH_OBJECTIVES } from './closed-lists.ts';
import { estimate } from './leaderboard.ts';

/** Shares are in [0, 1] and null without data. Unscored pairs are counted and move no share. */
export const checkNumbers = z
	.object({
		pairs: z.int(),
		labels: z.object({ A: z.int(), B: z.int(), tie: z.int() }),
		scored: z.int(),
		unscored: z.int(),
		unscored_reasons: z.record(z.string(), z.int()).openapi({
			description: 'Unscored pairs by reason; one with two reasons counts under each.',
		}),
		correct: z.int(),
		undecided: z.int().openapi({
			description: 'The label names an answer and both games together decide for none.',
		}),
		wrong: z.int(),
		accuracy: estimate
			.nullable()
			.openapi({ description: '(correct + undecided / 2) / scored, with its 95 % interval.' }),
		half_undecided: z.number().nullable().openapi({
			description:
				'(undecided / 2) / scored: written behind the accuracy, as in 58.0 ± 0.8; no interval.',
		}),
		kappa: z.number().nullable().openapi({ description: 'Cohen’s, of decisions and labels.' }),
		pi: z.number().nullable().openapi({ description: 'Scott’s.' }),
		alpha: z.number().nullable().openapi({ description: 'Krippendorff’s.' }),
		judgebench_compat: z
			.object({
				pairs: z.int(),
				correct: z.int(),
				incorrect: z.int(),
				ties: z.int(),
				accuracy: z.number().nullable(),
				position_consistency: z.number().nullable(),
			})
			.openapi({
				description:
					'The same pairs by the rule of JudgeBench, for comparison: correct / pairs, unread games kept as neither, pairs labelled a tie left out.',
			}),
		position_consistency: z.number().nullable(),
		flip_rate: z.number().nullable(),
		first_position_share: z.number().nullable().openapi({
			description: 'Of the games with a winner, those that the answer shown first won.',
		}),
		length: z
			.object({
				pairs: z.int(),
				judged: z.number(),
				labelled: z.number(),
				excess: z.object({ value: z.number(), low: z.number(), high: z.number() }),
			})
			.nullable()
			.openapi({
				description:
					'How often the longer answer wins, a tie counted half: by the judge, by the labels, and the difference with its 95 % interval. Over pairs of unequal length.',
			}),
		cost_micro_usd_per_pair: z.number().nullable().openapi({
			description: 'Mean over the pairs whose cost is known.',
		}),
	})
	.openapi('JudgeCheckNumbers');
export type JudgeCheckNumbers = z.infer<typeof checkNumbers>;

export const halfUndecided = z.object({ accuracy: z.number(), half_undecided: z.number() });
/** Shares and preferences are in [0, 1]. */
const calibration = z
	.object({
		pairs: z.int().openapi({
			description: 'Pairs with a preference in both orders whose label names an answer.',
		}),
		brier: z.number().openapi({
			description: 'Mean squared difference of preference and label; 0.25 for always one half.',
		}),
		ece: z.number().openapi({
			description: 'Expected calibration error over the bins, weighed by their pairs.',
		}),
		bins: z.array(
			z.object({
				from: z.number(),
				to: z.number(),
				pairs: z.int(),
				preference: z.number().nullable().openapi({ description: 'The mean in the bin.' }),
				share: z.number().nullable().openapi({
					description: 'Of the pairs whose label is the first answer.',
				}),
			}),
		),
		position_shift: z
			.object({ value: z.number(), low: z.number(), high: z.number(), pairs: z.int() })
			.nullable()
			.openapi({
				description:
					'Mean preference for the answer shown first less one half, over both orders, with its 95 % interval.',
			}),
	})
	.openapi('JudgeCalibration');
export type JudgeCalibration = z.infer<typeof calibration>;

export const checkResults = z
	.object({
		overall: checkNumbers,
		category_mean: z
			.object({ categories: z.int(), accuracy: z.number(), half_undecided: z.number() })
			.nullable()
			.openapi({ description: 'Every category counted alike, of those with a scored pair.' }),
		calibration: calibration.nullable().optional().openapi({
			description: 'Null for a judge that is not read by its probabilities.',
		}),
		codal_compat: z
			.object({
				pairs: z.int(),
				correct: z.int(),
				ties: z.int(),
				incorrect: z.int(),
				accuracy: z.number().nullable(),
			})
			.nullable()
			.openapi({
				description:
					'Of a judge that rates: the rule of CODAL-Bench, in which a reply without a rating counts 0. For comparison only.',
			}),
		trivial_judges: z
			.array(
				z.object({
					judge: z.enum(['always-first', 'always-longer', 'always-shorter']),
					correct: z.int(),
					undecided: z.int(),
					wrong: z.int(),
					accuracy: z.number().nullable(),
				}),
			)
			.openapi({ description: 'What judges that read nothing reach, over all pairs.' }),
		categories: z.array(z.object({ category: z.string(), numbers: checkNumbers })),
		codeprefbench_compat: z
			.object({
				objectives: z.array(
					halfUndecided.extend({
						objective: z.enum(CODEPREFBENCH_OBJECTIVES),
						pairs: z.int(),
						correct: z.int(),
						undecided: z.int(),
					}),
				),
				mean: halfUndecided.nullable(),
			})
			.nullable()
			.openapi({
				description:
					'The same pairs by the rule of CodePrefBench, for comparison: the game that shows the first answer first, a pair that it does not decide counted half, an unread one too; the plain mean of the three objectives, null where one has no pair.',
			}),
	})
	.openapi('JudgeCheckResults');
export type JudgeCheckResults = z.infer<typeof checkResults>;
