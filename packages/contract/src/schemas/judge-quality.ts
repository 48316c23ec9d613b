import { z } from '@hono/zod-openapi';
import { benchmarkName, instant } from './names.ts';
import { questionShare } from './question-share.ts';

const judgeNoise = z
	.object({
		battles: z.int(),
		variance_share: z.number().openapi({
			description: 'Variance within a battle over the variance of a model’s battles.',
		}),
		width_share: z.number().openapi({
			description:
				'By how much an interval would be narrower if the judge had no noise: 1 − √(1 − variance_share).',
		}),
	})
	.openapi('JudgeNoise');

/** Shares are in [0, 1] and null without data. Battles lost by an empty answer are left out: the judge was not asked. */
export const judgeQuality = z
	.object({
		models: z.int(),
		battles_scored: z.int(),
		battles_unscored: z.int(),
		consistent: z.int().openapi({ description: 'Scored battles whose games name one side.' }),
		leaning: z.int().openapi({ description: 'One game decides, the other ties.' }),
		flipped: z.int().openapi({ description: 'The games name opposite sides.' }),
		consistency: z.number().nullable().openapi({ description: 'consistent / battles_scored' }),
		flip_rate: z.number().nullable(),
		first_position_share: z.number().nullable().openapi({
			description: 'Of the games with a winner, those that the answer shown first won.',
		}),
		longer_wins: questionShare.nullable().openapi({
			description:
				'Battles won by the longer answer, over decided battles whose answers differ in length; the interval where it is of one board.',
		}),
		noise: judgeNoise.nullable().openapi({
			description:
				'From the two games of each battle: how much of the intervals is the judge’s own noise, at most, since what an order does to one question counts as noise, too. Null below 30 battles, where they tell nothing, and on boards of earlier rules.',
		}),
		noise_asked_again: judgeNoise.nullable().openapi({
			description:
				'The same from battles that the judge was asked about more than once: its own noise alone. Null below 30 such battles.',
		}),
		unscored_reasons: z.record(z.string(), z.int()).openapi({
			description: 'Unscored battles by reason; one with two reasons counts under each.',
		}),
		cost_micro_usd_per_battle: z.number().nullable().openapi({
			description: 'Mean over the battles whose cost is known.',
		}),
	})
	.openapi('JudgeQuality');
export type JudgeQuality = z.infer<typeof judgeQuality>;

export const reportedModels = z.array(z.string()).openapi({
	description:
		'Models that the provider said had answered. More than one: the provider has changed the model behind the name.',
});

export const judgedBoard = z
	.object({
		benchmark: benchmarkName,
		name: z.string(),
		is_sample: z.boolean(),
		is_live: z.boolean().openapi({ description: 'Whether the benchmark shows it by default.' }),
		updated_at: instant,
		quality: judgeQuality,
		reported_models: reportedModels,
	})
	.openapi('JudgedBoard');
export type JudgedBoard = z.infer<typeof judgedBoard>;
