import { z } from '@hono/zod-openapi';
import { INTERVAL_METHODS, RUN_STATES, SCORING_RULES } from './closed-lists.ts';
import { filterChoices, benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { reportedModels } from './judge-quality.ts';
import { modelBrief } from './model.ts';
import { instant } from './names.ts';
import { checkpoint, provenance } from './provenance.ts';
import { statedPrice } from './stated-price.ts';
import { questionShare } from './question-share.ts';

/** A share in [0, 1] with its 95 % interval over questions. */
export const estimate = z
	.object({
		value: z.number(),
		low: z.number(),
		high: z.number(),
		method: z.enum(INTERVAL_METHODS).openapi({
			description:
				'trinomial: of a score; wilson: of a rate; bootstrap: of a mean preference, and of boards computed by earlier rules.',
		}),
	})
	.openapi('Estimate');
export type Estimate = z.infer<typeof estimate>;

const ratingFigure = z
	.object({
		questions: z.int().openapi({ description: 'Questions that have ratings.' }),
		value: z.number().openapi({
			description: 'Mean over questions of the mean rating of a question, 1 to 10.',
		}),
		low: z.number().nullable(),
		high: z.number().nullable(),
		ceiling: z.number().openapi({ description: 'Share of ratings that are 10.' }),
		spread: z.number().nullable().openapi({ description: 'Standard deviation of the ratings.' }),
	})
	.openapi('RatingFigure');
export type RatingFigure = z.infer<typeof ratingFigure>;

const ratingFigures = z
	.object({
		overall: ratingFigure,
		criteria: z.array(ratingFigure.extend({ name: z.string() })),
	})
	.openapi('RatingFigures');
export type RatingFigures = z.infer<typeof ratingFigures>;

export const leaderboardRow = z
	.object({
		submission_id: z.string(),
		model: modelBrief,
		provenance,
		checkpoint: checkpoint.nullable(),
		stated_price: statedPrice.nullable(),
		n: z.int().openapi({ description: 'Questions of the slice.' }),
		scored: z.int(),
		unscored: z.int(),
		missing: z.int().openapi({ description: 'Battles not played yet.' }),
		coverage: z.number().nullable(),
		unscored_reasons: z.record(z.string(), z.int()),
		empty_answers: z.int(),
		wins: z.int(),
		ties: z.int(),
		judged_ties: z.int(),
		conflict_ties: z.int(),
		copies: z.int().openapi({
			description: 'Ties of answers whose text equals the baseline’s: no judge was asked.',
		}),
		losses: z.int(),
		win_rate: estimate.nullable(),
		tie_rate: estimate.nullable(),
		score: estimate.nullable(),
		preference: estimate
			.extend({ standard_error: z.number() })
			.openapi('PreferenceEstimate')
			.nullable()
			.optional()
			.openapi({
				description:
					'Mean probability that the judge gives to the model’s answer being better; null under a judge that is not read by its probabilities.',
			}),
		flip_rate: z.number().nullable(),
		first_position_share: z.number().nullable(),
		median_length: z.number().nullable(),
		cost_micro_usd: z.int().nullable(),
		mean_ratings: z.object({ model: ratingFigures, baseline: ratingFigures }).nullable().openapi({
			description:
				'Of a judge that rates one answer at a time, over the battles that ratings decided: of the model, and of the baseline on the same questions. The interval is Student’s over questions.',
		}),
		rank: z.object({ best: z.int(), worst: z.int() }).nullable(),
		beats: z.int().nullable().openapi({
			description:
				'Models that it is significantly better than, by the simultaneous test behind the ranks; null without a rank, and on boards computed by earlier rules.',
		}),
		tied_with: z.int().nullable().openapi({
			description: 'Ranked models that it cannot be distinguished from; null without a rank.',
		}),
		beaten_by: z
			.int()
			.nullable()
			.openapi({ description: 'Models that are significantly better; null without a rank.' }),
		length_controlled: z
			.object({
				value: z.number(),
				low: z.number(),
				high: z.number(),
				warning: z.string().nullable(),
			})
			.nullable()
			.openapi({
				description:
					'Score at the baseline’s answer length (logistic regression, interval over questions); overall slice only.',
			}),
		length_controlled_refusal: z
			.enum([
				'not-enough-questions',
				'no-length-variation',
				'separated',
				'no-interval',
				'length-decides',
			])
			.nullable()
			.optional()
			.openapi({ description: 'Why the overall slice has no length-controlled score.' }),
		rating: z
			.object({ value: z.number(), low: z.number(), high: z.number() })
			.nullable()
			.optional()
			.openapi({
				description:
					'Bradley–Terry rating, the baseline at 1000, with its interval clustered by question; overall slice only.',
			}),
		rating_refusal: z
			.enum(['not-enough-questions', 'never-better', 'never-worse', 'all-ties'])
			.nullable()
			.optional()
			.openapi({ description: 'Why the overall slice has no rating.' }),
	})
	.openapi('LeaderboardRow');
export type LeaderboardRow = z.infer<typeof leaderboardRow>;

/** A selection of questions; null selects all. */
export const leaderboardSlice = z.object({
	category: z.string().nullable(),
	subcategory: z.string().nullable(),
	language: z.string().nullable(),
	difficulty: z.string().nullable(),
	n: z.int(),
});

/** The state of the judge of a board among the others. */
export const judgeState = z
	.object({
		live_judge: z.string().openapi({ description: 'Of the board that is shown by default.' }),
		retired_at: instant.nullable().openapi({ description: 'When this board’s judge was retired.' }),
		siblings: z
			.array(z.object({ name: z.string(), is_newer: z.boolean(), has_board: z.boolean() }))
			.openapi({ description: 'The other versions of the same judge, newest first.' }),
		reported_models: reportedModels,
		longer_wins: questionShare.nullable().openapi({
			description: 'How often the judge preferred the longer answer on this board.',
		}),
	})
	.nullable()
	.openapi({ description: 'Null for a board of the past.' });
export type JudgeState = NonNullable<z.infer<typeof judgeState>>;

export const leaderboardSnapshot = z.object({
	id: z.string(),
	created_at: instant,
	code_version: z.string().openapi({ description: 'The version of the rules that computed it.' }),
	is_outdated: z.boolean().openapi({
		description:
			'Whether this program has newer rules: the numbers stay as they were until an operator recomputes the board.',
	}),
});

/** Pairs of ranked models on a slice. */
const pairCounts = z.object({
	total: z.int(),
	distinguished: z.int().openapi({ description: 'By the simultaneous test behind the ranks.' }),
});

/** The names of the sets of results that others published beside a board. */
export const publishedNames = z
	.array(z.object({ id: z.string(), measure: z.string().nullable(), source: z.string() }))
	.optional();

export const leaderboard = z
	.object({
		benchmark: benchmarkBrief,
		versions: z
			.array(z.object({ version: z.string(), published_at: instant }))
			.openapi({ description: 'All published versions of the benchmark, newest first.' }),
		judge: judgeBrief,
		judges: z.array(judgeBrief).openapi({ description: 'All judge versions with a board here.' }),
		judge_state: judgeState,
		rule: z.enum(SCORING_RULES),
		rule_note: z.string().nullable().openapi({
			description: 'What a reader must know of a rule that is not the default one.',
		}),
		slice: leaderboardSlice,
		baseline: z.object({ model: modelBrief, median_length: z.number().nullable() }),
		snapshot: leaderboardSnapshot
			.nullable()
			.openapi({ description: 'Null until the first submission has been judged.' }),
		updated_at: instant,
		summary: z.string().openapi({
			description:
				'What the slice shows, in sentences: the highest score, its rank, which models are distinguished.',
		}),
		pairs: pairCounts
			.nullable()
			.openapi({ description: 'Null on boards computed by earlier rules.' }),
		rules: z
			.object({
				summary: z.string().openapi({
					description: 'Whether the first place and the rank ranges hold under every rule.',
				}),
				findable_difference: z.number().nullable().openapi({
					description:
						'Difference in score that the slice finds between two of its models with 80 % power; null for fewer than two.',
				}),
				effects: z.array(
					z.object({
						rule: z.enum(SCORING_RULES),
						first: z.array(z.string()).openapi({ description: 'Submissions of the first place.' }),
						is_first_kept: z.boolean(),
						outside: z.array(z.string()).openapi({
							description: 'Submissions whose place under the rule is outside of their rank range.',
						}),
					}),
				),
			})
			.nullable()
			.openapi({ description: 'Null as long as nothing is scored.' }),
		published_results: publishedNames.openapi({
			description:
				'Sets of results that others published for this benchmark version, which are no rows here; none for a board of the past.',
		}),
		choices: filterChoices,
		models: z.int().openapi({
			description: 'Models on the board, also where `limit` leaves rows out.',
		}),
		rows: z.array(leaderboardRow).openapi({
			description: 'By score, best first. The baseline is no row: it has 50 % by definition.',
		}),
		underway: z
			.array(
				z.object({
					run_id: z.string(),
					submission_id: z.string(),
					model: modelBrief,
					state: z.enum(RUN_STATES),
					games: z.int(),
					open: z.int(),
				}),
			)
			.openapi({
				description: 'Submissions whose judging is not done; they are on no board yet.',
			}),
	})
	.openapi('Leaderboard');
export type Leaderboard = z.infer<typeof leaderboard>;

/** Model × category, or × the subcategories of one, with n in every cell. */
export const matrix = z
	.object({
		category: z.string().nullable().openapi({
			description: 'The one whose subcategories the columns are; null: all categories.',
		}),
		columns: z.array(
			z.object({ category: z.string(), subcategory: z.string().nullable(), n: z.int() }),
		),
		rows: z.array(
			z.object({
				submission_id: z.string(),
				model: modelBrief,
				overall: estimate.nullable().openapi({ description: 'Over the questions of all columns.' }),
				cells: z.array(
					z.object({
						scored: z.int(),
						wins: z.int(),
						ties: z.int(),
						losses: z.int(),
						score: estimate.nullable(),
					}),
				),
			}),
		),
	})
	.openapi('Matrix');
export type Matrix = z.infer<typeof matrix>;

export const matrixCategory = z
	.string()
	.max(200)
	.optional()
	.openapi({ description: 'The subcategories of this category in place of all categories.' });
