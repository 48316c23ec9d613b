import { z } from '@hono/zod-openapi';
import { battleBrief, shotName } from './battle.ts';
import { BATTLE_OUTCOMES } from './closed-lists.ts';
import { judgeBrief } from './judge.ts';
import { modelBrief } from './model.ts';
import { benchmarkName } from './names.ts';
import { withheld } from './withheld.ts';

/** Where a search looks for its words. */
const SEARCHED_TEXTS = ['question', 'answer', 'baseline-answer', 'judge'] as const;

const foundBattle = battleBrief
	.extend({
		found_in: z.array(z.enum(SEARCHED_TEXTS)).nullable().openapi({
			description: 'Of a search: which texts of the battle have the words. Null without one.',
		}),
	})
	.openapi('FoundBattle');
export type FoundBattle = z.infer<typeof foundBattle>;

/** A page of a list of battles. */
export const battlePage = z
	.object({
		items: z.array(foundBattle),
		next_cursor: z.string().nullable().openapi({
			description:
				'Pass as `cursor` for the next page; null at the end. A page of a search may have fewer items than `limit`, or none, and still have one.',
		}),
		searched: z.int().nullable().openapi({
			description:
				'Of a search: how many battles it has read for this page, at most 1,000 and about 8 million characters. Null without one.',
		}),
	})
	.openapi('BattlePage');
export type BattlePage = z.infer<typeof battlePage>;

/** How many battles of a filter there are of each kind. */
export const battleCounts = z
	.object({
		battles: z.int(),
		is_complete: z.boolean().openapi({
			description: 'False where there are more than 100,000: then the first 100,000 are counted.',
		}),
		outcomes: z.object({
			win: z.int(),
			tie: z.int(),
			loss: z.int(),
			unscored: z.int(),
			open: z.int(),
			flipped: z.int().openapi({ description: 'Counted under its outcome too.' }),
		}),
		reasons: z.array(z.object({ reason: z.string(), battles: z.int() })).openapi({
			description:
				'Why battles are unscored, or were decided without a game, most first. One with two reasons counts under each.',
		}),
	})
	.openapi('BattleCounts');
export type BattleCounts = z.infer<typeof battleCounts>;

/** What a judge was sent, to the letter. */
export const battlePrompts = z
	.object({
		items: z.array(
			z.object({
				order: shotName,
				judge: z.string().openapi({ description: 'Of a jury or cascade: the member.' }),
				messages: z
					.array(z.object({ role: z.string(), content: z.string() }))
					.openapi({ description: 'Of the first request of the game; untrusted.' }),
			}),
		),
		withheld: withheld.openapi({
			description: 'Why no prompt is shown; null where all are, or the judge was asked nothing.',
		}),
	})
	.openapi('BattlePrompts');
export type BattlePrompts = z.infer<typeof battlePrompts>;

const side = z.object({
	battle_id: z.string(),
	outcome: z.enum(BATTLE_OUTCOMES),
	margin: z.int().nullable(),
	unscored_reasons: z.array(z.string()),
});

const comparedRun = z.object({
	id: z.string(),
	submission_id: z.string(),
	model: modelBrief,
	judge: judgeBrief,
	replicate: z.int().openapi({ description: '0 for the run that counts.' }),
});

/** Two runs on one benchmark version: which battles have another outcome. */
export const battleChanges = z
	.object({
		benchmark: benchmarkName,
		from: comparedRun,
		to: comparedRun,
		shared: z.int().openapi({ description: 'Questions of both runs.' }),
		changed: z.int(),
		outcomes: z
			.array(
				z.object({
					from: z.enum(BATTLE_OUTCOMES),
					to: z.enum(BATTLE_OUTCOMES),
					battles: z.int(),
				}),
			)
			.openapi({ description: 'How often each pair of outcomes occurs, equal ones included.' }),
		items: z.array(
			z.object({
				question_id: z.string(),
				category: z.string(),
				subcategory: z.string(),
				question_start: z.string(),
				from: side,
				to: side,
			}),
		),
		next_cursor: z.string().nullable().openapi({
			description: 'Pass as `cursor` for the next page; null at the end.',
		}),
	})
	.openapi('BattleChanges');
export type BattleChanges = z.infer<typeof battleChanges>;
