import { z } from '@hono/zod-openapi';
import { benchmarkBrief } from './benchmark.ts';
import {
	PUBLISHED_FIELDS,
	PUBLISHED_MATCHES,
	PUBLISHED_UNITS,
	WIDE_FIGURES,
} from './closed-lists.ts';
import { judgeBrief } from './judge.ts';
import { estimate, leaderboardSlice, leaderboardSnapshot } from './leaderboard.ts';
import { modelBrief } from './model.ts';
import { instant, slug } from './names.ts';
import { visibleText } from './visible-text.ts';

const MOST_NAMES = 2_000;
const MOST_COLUMNS = 200;
const MOST_MEASURES = 20;
const columnName = z.string().min(1).max(200);

/** What a table of published results is, which the table itself does not say. */
export const newPublishedResults = z
	.strictObject({
		measure: visibleText(80).optional().openapi({
			description:
				'A measure of its own, such as HumanEval+, whose figures are in `value`; by default the figures are rates on the questions of this benchmark.',
			example: 'HumanEval+',
		}),
		unit: z.enum(PUBLISHED_UNITS).optional().openapi({
			description:
				'What figures without a percent sign are: percent (of 100), share (of 1) or, for a measure, points. Nothing is concluded from their size.',
		}),
		source: visibleText(200).optional().openapi({
			description:
				'Who published them, and where. Without it a column `source` says it; rows of different sources or judges become different sets.',
		}),
		url: z
			.url({ protocol: /^https?$/ })
			.max(2_000)
			.optional(),
		judge: visibleText(200).optional().openapi({
			description: 'The judge, as it is published; without it a column `judge` says it.',
		}),
		date: z.iso.date().optional().openapi({
			description:
				'Of the publication; without it a column `date` says it, where a set has one date.',
		}),
		licence: visibleText(80).optional(),
		fields: z
			.partialRecord(z.enum(PUBLISHED_FIELDS), columnName)
			.optional()
			.openapi({
				description: 'The columns of fields that are not called like them.',
				example: { score: 'win_rate', n: 'n_total' },
			}),
		measures: z
			.record(visibleText(80), columnName)
			.refine((measures) => {
				const count = Object.keys(measures).length;
				return count >= 1 && count <= MOST_MEASURES;
			}, `From 1 to ${MOST_MEASURES} measures have a column.`)
			.optional()
			.openapi({
				description:
					'Of a table with several measures, the column of each: every one becomes a set of its own. In place of `measure`.',
				example: { 'HumanEval+': 'humaneval+', 'MBPP+': 'mbpp+' },
			}),
		wide: z.enum(WIDE_FIGURES).optional().openapi({
			description:
				'What the cells are of a table with a column for each group of questions; by default a row is about one group. `win_rate/tie_rate` are cells such as 35.9/17.9.',
		}),
		slices: z
			.record(columnName, z.string().max(500).nullable())
			.refine(
				(slices) => Object.keys(slices).length <= MOST_COLUMNS,
				`At most ${MOST_COLUMNS} columns are named.`,
			)
			.optional()
			.openapi({
				description:
					'Of a wide table, the group that a column is of where it is not called like it, as in a `slice` column; null leaves the column out.',
				example: { 'Avg.': 'overall' },
			}),
		only: z
			.record(columnName, z.string().max(200))
			.refine((only) => Object.keys(only).length <= 10, 'At most 10 columns select rows.')
			.optional()
			.openapi({ description: 'Only the rows that have these texts in these columns.' }),
		names: z
			.record(z.string().min(1).max(200), slug.nullable())
			.refine(
				(names) => Object.keys(names).length <= MOST_NAMES,
				`At most ${MOST_NAMES} names are mapped.`,
			)
			.optional()
			.openapi({
				description:
					'Published name → slug of the model, or null for none here. Every other name is compared with slugs and names, by the rule folded-names@1.',
			}),
		dry_run: z.boolean().default(false).openapi({
			description: 'Everything is checked and nothing is stored.',
		}),
	})
	.refine(
		({ measure, measures, unit }) =>
			measure !== undefined || measures !== undefined || unit !== 'points',
		{
			path: ['unit'],
			message: 'Rates are percent or share: points are for a measure.',
		},
	)
	.refine(({ measure, measures }) => measure === undefined || measures === undefined, {
		path: ['measures'],
		message: 'A table has one measure, or several with their columns: send measure or measures.',
	})
	.refine(
		({ measure, measures, wide }) =>
			wide === undefined || (measure === undefined && measures === undefined),
		{
			path: ['wide'],
			message: 'Only rates have a column for each group of questions, not a measure.',
		},
	)
	.refine(({ measures, fields }) => measures === undefined || fields?.value === undefined, {
		path: ['fields', 'value'],
		message: 'Each measure names its column, so there is none for value.',
	})
	.openapi('NewPublishedResults');
export type NewPublishedResults = z.input<typeof newPublishedResults>;

/** A set of results that others published, without its rows. */
export const publishedSet = z
	.object({
		id: z.string(),
		benchmark: z.string().openapi({ example: 'sample@1' }),
		measure: z.string().nullable(),
		unit: z.enum(PUBLISHED_UNITS).nullable(),
		source: z.string(),
		url: z.string().nullable(),
		judge: z.string().nullable(),
		date: z.string().nullable(),
		licence: z.string().nullable(),
		rows: z.int(),
		added_at: instant,
	})
	.openapi('PublishedSet');
export type PublishedSet = z.infer<typeof publishedSet>;

/** What was made of a table, and which of its models the live board has. */
export const addedPublishedResults = z
	.object({
		dry_run: z.boolean(),
		sets: z
			.array(
				publishedSet
					.omit({ id: true, added_at: true })
					.extend({ id: z.string().nullable(), added_at: instant.nullable() }),
			)
			.openapi({
				description:
					'One, or one for each measure, source and judge. Without id and time where nothing was stored.',
			}),
		notes: z.array(z.string()).openapi({
			description: 'From which columns it was read, and what was left out.',
		}),
		matched: z.int().openapi({ description: 'Published names that a model of the board has.' }),
		unmatched: z.array(z.string()).openapi({ description: 'Published names without one.' }),
	})
	.openapi('AddedPublishedResults');
export type AddedPublishedResults = z.infer<typeof addedPublishedResults>;

const figure = z.number().nullable();

const publishedRow = z.object({
	name: z.string().openapi({ description: 'As published.' }),
	score: figure,
	win_rate: figure,
	tie_rate: figure,
	value: figure.openapi({ description: 'Of a measure: a share, or points.' }),
	low: figure.openapi({ description: 'The published interval of the figure that is compared.' }),
	high: figure,
	n: z.int().nullable().openapi({ description: 'Questions, as published.' }),
	match: z.enum(PUBLISHED_MATCHES).openapi({
		description:
			'ranked, unranked: a model of this board. baseline: its baseline, which takes no part. several: the name fits several rows. none: no model here.',
	}),
	ours: z
		.object({
			submission_id: z.string(),
			model: modelBrief,
			rank: z.object({ best: z.int(), worst: z.int() }).nullable(),
			score: estimate.nullable(),
			win_rate: estimate.nullable(),
			n: z.int(),
			scored: z.int(),
		})
		.nullable(),
	difference: figure.openapi({
		description: 'Ours minus theirs, where both are the same rate; null for a measure.',
	}),
});

export const publishedComparison = publishedSet
	.omit({ rows: true, benchmark: true })
	.extend({
		compared: z.enum(['score', 'win_rate', 'value']).openapi({
			description:
				'Which of their figures is compared: a score with our score, a win rate with our win rate, the value of a measure with our score.',
		}),
		slices: z
			.array(leaderboardSlice.omit({ n: true }).extend({ rows: z.int() }))
			.openapi({ description: 'The groups of questions that the set has rows for.' }),
		rows: z.array(publishedRow).openapi({
			description: 'Of this slice; a measure has one set of rows for every slice. Highest first.',
		}),
		agreement: z
			.object({
				models: z.int().openapi({ description: 'Ranked models that both have a figure of.' }),
				kendall: z
					.object({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() })
					.nullable()
					.openapi({
						description:
							'Kendall’s tau-b with its 95 % interval over models; null with fewer than 10 models.',
					}),
				spearman: z.number().nullable(),
				mean_difference: z.number().nullable(),
			})
			.openapi({ description: 'How far both order the models alike.' }),
	})
	.openapi('PublishedComparison');
export type PublishedComparison = z.infer<typeof publishedComparison>;

/** Results that others published, beside a board. They are not ranked with it and change no number of it. */
export const publishedBoard = z
	.object({
		benchmark: benchmarkBrief,
		judge: judgeBrief,
		snapshot: leaderboardSnapshot.nullable(),
		slice: leaderboardSlice,
		sets: z.array(publishedComparison),
	})
	.openapi('PublishedBoard');
export type PublishedBoard = z.infer<typeof publishedBoard>;
