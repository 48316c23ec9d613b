import { z } from '@hono/zod-openapi';
import { OUTCOMES } from './closed-lists.ts';
import { benchmarkBrief } from './benchmark.ts';
import { difference } from './comparison.ts';
import { judgeBrief } from './judge.ts';
import { estimate } from './leaderboard.ts';
import { questionShare } from './question-share.ts';
import { modelBrief } from './model.ts';
import { withheld } from './withheld.ts';

export type QuestionShare = z.infer<typeof questionShare>;

const agreement = questionShare
	.extend({ kappa: z.number().nullable().openapi({ description: 'Cohen’s.' }) })
	.openapi('Agreement');

const ofBoth = <Value extends z.ZodType>(value: Value) => z.object({ from: value, to: value });

/** A judge asked again about the same battles. */
const outcomeFloor = z
	.object({
		n: z.int().openapi({ description: 'Battles that at least two askings scored.' }),
		askings: z.int().openapi({ description: 'The most times that a battle was asked.' }),
		agreement: z.number().nullable(),
		low: z.number().nullable(),
		high: z.number().nullable(),
		reversals: z.number().nullable(),
		alpha: z.number().nullable().openapi({ description: 'Krippendorff’s.' }),
		score_deviation: z.number().nullable().openapi({
			description: 'Standard deviation of a score over these battles, from asking to asking.',
		}),
	})
	.openapi('OutcomeFloor');

const withFloor = { noise_floor: ofBoth(agreement.nullable()) };

const familyBias = z
	.object({
		family: z.string().nullable().openapi({ description: 'Who made the judge’s model.' }),
		is_baseline_of_family: z.boolean(),
		absent: z
			.enum(['family-unknown', 'same-family', 'no-contestant-of-family'])
			.nullable()
			.openapi({ description: 'Why nothing is measured; null where it is.' }),
		own_battles: z.int(),
		own: z.number().nullable().openapi({ description: 'Mean score that it gives its family.' }),
		others: z.number().nullable().openapi({ description: 'What the other judge gives there.' }),
		preference: z.number().nullable(),
		leniency: z.number().nullable().openapi({
			description: 'The same difference over other families’ models.',
		}),
		excess: z.number().nullable().openapi({ description: 'preference − leniency' }),
	})
	.openapi('FamilyBias');

export const judgeConduct = z
	.object({
		judge: judgeBrief,
		battles_scored: z.int(),
		battles_unscored: z.int(),
		unscored_reasons: z.record(z.string(), z.int()),
		consistency: questionShare,
		flip_rate: questionShare,
		first_position: questionShare.openapi({
			description: 'Games won by the answer shown first, over games with a winner.',
		}),
		longer_wins: questionShare.openapi({
			description:
				'Battles won by the longer answer, over won or lost battles whose answers differ in length.',
		}),
		cost_micro_usd_per_battle: z.number().nullable().openapi({
			description: 'Mean over the battles whose cost is known under both judges.',
		}),
		priced_battles: z.int(),
		median_latency_ms: z.number().nullable(),
		family_bias: familyBias,
	})
	.openapi('JudgeConduct');
export type JudgeConduct = z.infer<typeof judgeConduct>;

const place = z
	.object({
		score: estimate,
		place: z.int().openapi({ description: '1 + models with a higher score.' }),
		rank: z.object({ best: z.int(), worst: z.int() }).nullable(),
	})
	.openapi('JudgedPlace');

const flipCounts = {
	n: z.int().openapi({ description: 'Battles that both judges decided from two games.' }),
	same: z.int(),
	win_to_loss: z.int(),
	loss_to_win: z.int(),
};

export const modelMove = z
	.object({
		submission_id: z.string(),
		model: modelBrief,
		battles: z.int().openapi({ description: 'Settled under both judges.' }),
		scored: z.int().openapi({ description: 'Of those, scored by both: what the scores are over.' }),
		unscored: ofBoth(z.int()),
		empty_answers: z.int(),
		from: place.nullable(),
		to: place.nullable(),
		difference: difference.nullable().openapi({ description: 'New score − old score.' }),
		p_value: z.number().nullable(),
		adjusted_p_value: z
			.number()
			.nullable()
			.openapi({ description: 'Of the test of all models’ moves together (step-down max-t).' }),
		answer: z
			.enum(['up', 'down', 'cannot-tell', 'not-enough-questions'])
			.openapi({ description: 'up and down: it moves beyond chance.' }),
		outcomes: z.object(flipCounts),
	})
	.openapi('ModelMove');
export type ModelMove = z.infer<typeof modelMove>;

const table = z.array(z.array(z.int()));

/** Two judges over the battles that both have settled. */
export const judgeComparison = z
	.object({
		benchmark: benchmarkBrief,
		summary: z
			.array(z.string())
			.openapi({ description: 'What an operator needs, in sentences; the first says it all.' }),
		from: judgeConduct,
		to: judgeConduct,
		questions: z.int(),
		battles: z.int(),
		scored_by_both: z.int(),
		empty_answers: z.int().openapi({
			description: 'Lost by an empty answer; they count in scores and in no agreement.',
		}),
		moved: z.int().openapi({ description: 'Models that move beyond chance.' }),
		models: z.array(modelMove).openapi({ description: 'By the new score, best first.' }),
		boards: z.object({
			spearman: z.number().nullable(),
			kendall: z.number().nullable().openapi({ description: 'tau-b' }),
			agreement_with_confidence: z.number().nullable(),
			separability: ofBoth(z.number().nullable()),
		}),
		outcomes: agreement.extend({
			reversed: questionShare.openapi({ description: 'A win against a loss, either way.' }),
			table: table.openapi({
				description: 'win, tie, loss of the old judge (rows) by the new one’s (columns).',
			}),
			noise_floor: ofBoth(outcomeFloor.nullable()),
		}),
		verdicts: z.object({
			labels: agreement
				.extend(withFloor)
				.openapi({ description: 'Games with the same label of the five.' }),
			sides: agreement
				.extend(withFloor)
				.openapi({ description: 'Games with the same side, or a tie, however clear.' }),
			unscored: z.int().openapi({ description: 'Games in which either gave no verdict.' }),
			order: z.array(z.string()).openapi({ description: 'The labels of rows and columns.' }),
			confusion: z
				.object({ all: table, baseline_first: table, swapped: table })
				.openapi({ description: 'Labels as shown: the old judge’s (rows) by the new one’s.' }),
		}),
		categories: z.array(z.object({ category: z.string(), ...flipCounts })),
		cost_ratio: z.number().nullable().openapi({
			description: 'New cost per battle over the old one; null where either is unknown or 0.',
		}),
	})
	.openapi('JudgeComparison');
export type JudgeComparison = z.infer<typeof judgeComparison>;

export const FLIP_KINDS = ['reversed', 'win-to-loss', 'loss-to-win', 'any'] as const;

const flipSide = z.object({
	battle_id: z.string(),
	outcome: z.enum(OUTCOMES),
	margin: z.int(),
});

export const judgeFlip = z
	.object({
		submission_id: z.string(),
		model: modelBrief,
		question_id: z.string(),
		question_start: z.string(),
		question_withheld: withheld,
		category: z.string(),
		from: flipSide,
		to: flipSide,
	})
	.openapi('JudgeFlip');
export type JudgeFlip = z.infer<typeof judgeFlip>;
