import { z } from '@hono/zod-openapi';
import {
	ABLATION_RULES,
	CODEPREFBENCH_OBJECTIVES,
	RUN_WAYS,
	SHOWN_REFERENCES,
	RUN_STATES,
} from './closed-lists.ts';
import { judgeBrief } from './judge.ts';
import { instant } from './names.ts';
import { estimate } from './leaderboard.ts';
import { runProgress } from './submission.ts';

const SLUG = /^[a-z0-9][a-z0-9.-]{0,59}$/;

/** `{slug}` for the newest version of a set or `{slug}@{version}`. */
export const checkSetName = z
	.string()
	.regex(
		/^[a-z0-9][a-z0-9.-]{0,59}(@[a-z0-9][a-z0-9.-]{0,39})?$/,
		'A set is named by its slug, or by slug@version.',
	)
	.openapi({ example: 'judgebench@1' });

export const newCheckSet = z
	.strictObject({
		slug: z
			.string()
			.regex(
				SLUG,
				'A slug has 1 to 60 characters of a-z, 0-9, "." and "-" and begins with a letter or digit.',
			),
		version: z
			.string()
			.regex(
				/^[a-z0-9][a-z0-9.-]{0,39}$/,
				'A version has 1 to 40 characters of a-z, 0-9, "." and "-" and begins with a letter or digit.',
			)
			.default('1'),
		name: z.string().min(1).max(120),
		description: z.string().max(4000).optional(),
		licence: z.string().max(80).optional(),
		category: z.string().min(1).max(200).default('all').openapi({
			description: 'Of pairs whose record names none.',
		}),
		files: z
			.array(
				z.strictObject({
					name: z.string().min(1).max(200),
					category: z.string().min(1).max(200).optional(),
				}),
			)
			.max(40)
			.optional()
			.openapi({
				description:
					'The names of the files, in their order. `category` is of the pairs of a file whose record names none; that of CodePrefBench’s files is read in their names (correctness-alignment.jsonl).',
			}),
	})
	.openapi('NewJudgeCheckSet');
export type NewCheckSet = z.input<typeof newCheckSet>;

export const checkSet = z
	.object({
		name: checkSetName,
		title: z.string(),
		description: z.string().nullable(),
		licence: z.string().nullable(),
		format: z.string().openapi({ description: 'Of the file that it came in.' }),
		pairs: z.int(),
		content_hash: z.string(),
		created_at: instant,
	})
	.openapi('JudgeCheckSet');
export type CheckSet = z.infer<typeof checkSet>;

/** A set with the number of pairs of each category. */
export const checkSetDetail = checkSet
	.extend({ categories: z.array(z.object({ category: z.string(), pairs: z.int() })) })
	.openapi('JudgeCheckSetDetail');
export type CheckSetDetail = z.infer<typeof checkSetDetail>;

/** A set as it was stored just now, or was found stored with the same pairs. */
export const importedCheckSet = checkSet
	.extend({
		is_new: z.boolean().openapi({ description: 'False: the same set existed already.' }),
		notes: z.array(z.string()).openapi({ description: 'What was detected in the file.' }),
	})
	.openapi('ImportedJudgeCheckSet');
export type ImportedCheckSet = z.infer<typeof importedCheckSet>;

export const newSetPart = z
	.strictObject({
		set: checkSetName,
		category: z.string().min(1).max(200).optional(),
		sample: z.int().min(1).max(100_000).optional().openapi({
			description: 'Draws this number of pairs from all categories, always the same ones.',
		}),
	})
	.refine(({ category, sample }) => (category === undefined) !== (sample === undefined), {
		message: 'A part of a set is one category, or a sample: send one of the two.',
		path: ['category'],
	})
	.openapi('NewJudgeCheckSetPart');
export type NewSetPart = z.input<typeof newSetPart>;

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

export const newCheck = z
	.strictObject({
		set: checkSetName,
		judge: z.string().max(200).openapi({ description: 'A judge version, name@version.' }),
		replicate: z.int().min(0).max(99).default(0).openapi({
			description: 'Asks the same judge again, for its noise floor.',
		}),
		via: z.enum(RUN_WAYS).default('live').openapi({
			description:
				'live: each game in a call of its own; batch: many in a file, at a lower price and within 24 hours.',
		}),
		reference: z.enum(SHOWN_REFERENCES).default('on').openapi({
			description:
				'The references that the judge is shown: on: those of the pairs; off: none; shuffled: for each pair that of another one, drawn from a seed. off and shuffled need a judge that uses references and pairs that have them.',
		}),
		priority: z.int().min(-100).max(100).default(0),
		budget_micro_usd: z.int().min(0).optional().openapi({
			description: 'The run pauses before it would cost more.',
		}),
	})
	.openapi('NewJudgeCheck');
export type NewCheck = z.input<typeof newCheck>;

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

const halfUndecided = z.object({ accuracy: z.number(), half_undecided: z.number() });
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

const pairedDifference = z.object({
	on: z.number(),
	other: z.number(),
	value: z.number().openapi({ description: 'on − other.' }),
	low: z.number().nullable(),
	high: z.number().nullable().openapi({ description: '95 %, over pairs; null with few pairs.' }),
});

/** What the references of the pairs change, pair by pair. */
const effectPart = z
	.object({
		pairs: z.int().openapi({ description: 'With a reference.' }),
		compared: z.int().openapi({ description: 'Of them, scored both times.' }),
		better: z
			.int()
			.openapi({ description: 'Pairs that the judge does better with its reference.' }),
		worse: z.int(),
		p_value: z.number().nullable().openapi({ description: 'Exact McNemar test.' }),
		accuracy: pairedDifference.nullable(),
		kappa: pairedDifference.nullable(),
		cost_micro_usd_per_pair: pairedDifference.nullable(),
	})
	.openapi('EffectPart');
export type EffectPart = z.infer<typeof effectPart>;

export const referenceEffect = effectPart
	.extend({
		split: z.object({ solved: effectPart, unsolved: effectPart }).nullable().openapi({
			description:
				'The same over the pairs whose prompts the model of the judge answers rightly by itself, and over those that it does not, as the file of the pairs says; null where it says nothing of this model.',
		}),
	})
	.openapi('ReferenceEffect');
export type ReferenceEffect = z.infer<typeof referenceEffect>;

export const judgeCheck = z
	.object({
		id: z.string(),
		set: checkSet,
		judge: judgeBrief,
		replicate: z.int(),
		reference: z.enum(SHOWN_REFERENCES),
		run_id: z.string().openapi({
			description: 'Its run: pause, resume, cancel and retry are those of any run.',
		}),
		state: z.enum(RUN_STATES),
		waits_for: z.string(),
		progress: runProgress,
		budget_micro_usd: z.int().nullable(),
		created_at: instant,
		finished_at: instant.nullable(),
		measured_at: instant.nullable(),
		results: checkResults.nullable().openapi({
			description: 'Null until its run has ended and the numbers are computed.',
		}),
		reference_effect: referenceEffect.nullable().openapi({
			description:
				'Of a check whose reference is off or shuffled: the check with references less this one. Null until both have numbers.',
		}),
	})
	.openapi('JudgeCheck');
export type JudgeCheck = z.infer<typeof judgeCheck>;

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
