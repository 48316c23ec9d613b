import { z } from '@hono/zod-openapi';
import { judgeBrief } from './judge.ts';
import { modelBrief } from './model.ts';
import { benchmarkName } from './names.ts';
import { questionShare } from './question-share.ts';

const cost = z.number().nullable();

/** What a cascade asked and saved, over the battles of one board that a judge was asked about. */
export const cascadeQuality = z
	.object({
		benchmark: benchmarkName,
		judge: judgeBrief,
		first: judgeBrief.openapi({ description: 'The judge that is asked about every battle.' }),
		second: judgeBrief.openapi({
			description: 'The one that is asked where the first is not sure.',
		}),
		margin: z.number().openapi({
			description:
				'How far from one half the first judge’s preference, the mean of both orders, has to be to decide a battle.',
		}),
		battles: z.int(),
		asked: questionShare.openapi({
			description: 'Of the battles, those that the second judge was asked about.',
		}),
		first_unscored: z.int().openapi({
			description:
				'Of the asked ones, those of which the first judge said nothing that can be read.',
		}),
		unscored: z.int().openapi({
			description: 'Of the asked ones, those that the second judge left unscored.',
		}),
		saving: z
			.object({
				first_games: z.int(),
				second_games: z.int(),
				second_games_everywhere: z.int().nullable().openapi({
					description:
						'Estimate of the games of the second judge about every battle: its games of an asked battle in the mean, times the battles. Null where none is asked.',
				}),
				first_cost_micro_usd: cost,
				second_cost_micro_usd: cost,
				second_cost_everywhere_micro_usd: cost.openapi({
					description:
						'Estimate: what an asked battle has cost in the mean, times the battles. Battles that the first judge was sure of may be longer or shorter.',
				}),
				saved_cost_micro_usd: cost.openapi({
					description:
						'That estimate less what both judges have cost; below zero where the cascade has cost more.',
				}),
			})
			.openapi({ description: 'Costs are those of the stored judgments, null without a price.' }),
		agrees_where_asked: questionShare.openapi({
			description:
				'Of the asked battles that both judges have scored, those with the same outcome.',
		}),
		agrees_where_decided: questionShare.openapi({
			description:
				'Of the battles that the first judge has decided and that the second one has judged for another run, those with the same outcome.',
		}),
		rows: z.array(
			z.object({
				submission_id: z.string(),
				model: modelBrief,
				battles: z.int(),
				asked: questionShare,
			}),
		),
	})
	.openapi('CascadeQuality');
export type CascadeQuality = z.infer<typeof cascadeQuality>;
