import { z } from '@hono/zod-openapi';
import { benchmarkBrief } from './benchmark.ts';
import { judgeBrief } from './judge.ts';
import { estimate, leaderboardSnapshot, publishedNames } from './leaderboard.ts';
import { modelBrief } from './model.ts';

const criteriaColumn = z.object({
	judge: judgeBrief.openapi({
		description: 'Its `criterion` is null where it judges the answers as a whole.',
	}),
	text: z.string().nullable().openapi({
		description: 'What the judge reads as the criterion; null for the whole judgement.',
	}),
	is_live: z.boolean().openapi({ description: 'Whether its board is the one shown by default.' }),
	snapshot: leaderboardSnapshot
		.nullable()
		.openapi({ description: 'That the column is read from; null as long as none was computed.' }),
	models: z.int().openapi({ description: 'Models on its board.' }),
});

const criteriaCell = z.object({
	n: z.int().openapi({ description: 'Questions of the benchmark.' }),
	scored: z.int(),
	score: estimate
		.nullable()
		.openapi({ description: 'As on the board; null where the model has no rank there.' }),
	rank: z.object({ best: z.int(), worst: z.int() }).nullable(),
});

const criteriaAgreement = z.object({
	first: z.int().openapi({ description: 'The place of a column, from 0.' }),
	second: z.int(),
	models: z.int().openapi({ description: 'Models that both boards rank.' }),
	kendall: z
		.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })
		.nullable()
		.openapi({
			description:
				'Kendall’s tau-b of their scores, −1 to 1, with its 95 % interval over models; null with fewer than 10 models, and where all scores of a board are equal. Without an interval where all pairs are in one order, or in the opposite one.',
		}),
	pairs: z
		.object({
			all: z.int(),
			same: z.int().openapi({ description: 'Both boards distinguish the two, in the same order.' }),
			reversed: z
				.int()
				.openapi({ description: 'Both boards distinguish the two, in opposite orders.' }),
		})
		.nullable()
		.openapi({
			description:
				'Pairs of these models, by the tests behind the ranks; null where a board was computed by rules that did not record them.',
		}),
});

/** Models × criteria, from the boards of one family of judges. */
export const criteriaBoard = z
	.object({
		benchmark: benchmarkBrief,
		families: z
			.array(
				z.object({
					judge: z.string().openapi({ description: 'A judge of the family, as `judge` names it.' }),
					model: z.string(),
					criteria: z.int(),
					is_shown: z.boolean(),
				}),
			)
			.openapi({ description: 'All families that have a board under a criterion here.' }),
		columns: z.array(criteriaColumn).openapi({
			description:
				'The whole judgement first, where the family has such a board; then the criteria in their order.',
		}),
		rows: z
			.array(
				z.object({
					submission_id: z.string(),
					model: modelBrief,
					cells: z.array(criteriaCell.nullable()).openapi({
						description:
							'One for each column; null where the submission is not on the board of the column.',
					}),
				}),
			)
			.openapi({
				description:
					'In the order of the first column’s board, then those that are only on the next one.',
			}),
		published_results: publishedNames.openapi({
			description: 'Sets of results that others published, which are no rows here.',
		}),
		agreements: z.array(criteriaAgreement).openapi({ description: 'Of each two columns.' }),
	})
	.openapi('CriteriaBoard');
export type CriteriaBoard = z.infer<typeof criteriaBoard>;
