import { z } from '@hono/zod-openapi';
import { RUN_WAYS } from './closed-lists.ts';
import { judgeBrief } from './judge.ts';
import { instant } from './names.ts';
import { estimate } from './leaderboard.ts';
import { RUN_STATES, runProgress } from './submission.ts';

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

/** A set as it was stored just now, or was found stored with the same pairs. */
export const importedCheckSet = checkSet
	.extend({
		is_new: z.boolean().openapi({ description: 'False: the same set existed already.' }),
		notes: z.array(z.string()).openapi({ description: 'What was detected in the file.' }),
	})
	.openapi('ImportedJudgeCheckSet');
export type ImportedCheckSet = z.infer<typeof importedCheckSet>;

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

export const checkResults = z
	.object({
		overall: checkNumbers,
		category_mean: z
			.object({ categories: z.int(), accuracy: z.number(), half_undecided: z.number() })
			.nullable()
			.openapi({ description: 'Every category counted alike, of those with a scored pair.' }),
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
	})
	.openapi('JudgeCheckResults');
export type JudgeCheckResults = z.infer<typeof checkResults>;

export const judgeCheck = z
	.object({
		id: z.string(),
		set: checkSet,
		judge: judgeBrief,
		replicate: z.int(),
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
	})
	.openapi('JudgeCheck');
export type JudgeCheck = z.infer<typeof judgeCheck>;
