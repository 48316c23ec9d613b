import { z } from '@hono/zod-openapi';
import {
	BATTLE_OUTCOMES,
	CONSISTENCIES,
	PROVIDER_ERROR_CLASSES,
	RATINGS,
	UNSCORED_REASONS,
} from './closed-lists.ts';
import { BOARD_FORMAT } from './board-format.ts';
import { reading, shotName } from './battle.ts';
import { message } from './benchmark.ts';
import { leaderboard } from './leaderboard.ts';
import { variantSettings } from './model.ts';
import { difficulty, instant } from './names.ts';

/** Each goes up when a reader of the old lines would misread the new ones; fields may be added without. */
export const GAMES_FORMAT = 'codejoust-games@1';
export const PREFERENCES_FORMAT = 'codejoust-preferences@1';
export const CRITIQUES_FORMAT = 'codejoust-critiques@1';

const rehearsal = z.boolean().openapi({
	description: 'Judged by the rehearsal judge, a heuristic: no measure of a model.',
});

export const boardExport = leaderboard
	.omit({
		choices: true,
		underway: true,
		versions: true,
		judges: true,
		judge_state: true,
		models: true,
		rules: true,
	})
	.extend({ schema: z.literal(BOARD_FORMAT), rehearsal })
	.openapi('BoardExport');
export type BoardExport = z.infer<typeof boardExport>;

/** What every line says of where it comes from. */
const source = z.object({
	benchmark: z.string(),
	benchmark_licence: z.string().nullable(),
	judge: z.string(),
	judge_hash: z.string(),
	criterion: z.string().nullable().openapi({
		description: 'The name of what the judge judges by alone; null: the answers as a whole.',
	}),
	fences: z.literal('none').optional().openapi({
		description: 'The judge is sent answers without fences; absent: each is fenced.',
	}),
	rehearsal,
	model: z.string(),
	model_licence: z.string().nullable(),
	variant: variantSettings.nullable(),
	submission_id: z.string(),
	battle_id: z.string(),
	question_id: z.string(),
	category: z.string(),
	subcategory: z.string(),
	languages: z.array(z.string()),
	difficulty,
});
export type ExportSource = z.infer<typeof source>;

const gameTexts = z.object({
	messages: z.array(message).nullable(),
	baseline_answer: z.string().nullable(),
	answer: z.string().nullable(),
	judge_text: z.string().nullable(),
	redacted: z
		.array(z.enum(['messages', 'baseline_answer', 'answer', 'judge_text']))
		.openapi({ description: 'Which of them an operator removed.' }),
});

export const gameLine = source
	.extend({
		schema: z.literal(GAMES_FORMAT),
		order: shotName,
		identity: z.string(),
		...reading,
		points: z.int().nullable(),
		unscored_reason: z.enum(UNSCORED_REASONS).nullable(),
		error_class: z.enum(PROVIDER_ERROR_CLASSES).nullable(),
		attempts: z.int(),
		model_reported: z.string().nullable(),
		prompt_tokens: z.int().nullable(),
		completion_tokens: z.int().nullable(),
		cost_micro_usd: z.int().nullable(),
		received_at: instant.nullable(),
		outcome: z
			.enum(BATTLE_OUTCOMES)
			.openapi({ description: 'Of the battle, from the model’s side.' }),
		margin: z.int().nullable(),
		consistency: z.enum(CONSISTENCIES).nullable(),
	})
	.extend(gameTexts.partial().shape)
	.openapi('GameLine');
export type GameLine = z.infer<typeof gameLine>;
export type GameTexts = z.infer<typeof gameTexts>;

const said = z.union([z.string(), z.array(message)]);

export const preferenceLine = source
	.extend({
		schema: z.literal(PREFERENCES_FORMAT),
		prompt: said,
		chosen: said,
		rejected: said,
		margin: z.int().min(1).openapi({
			description:
				'Of both games together, 1 to 4; of ratings, the sum of the differences under all criteria.',
		}),
		chosen_is: z.enum(['model', 'baseline']),
		consistency: z
			.enum(['consistent', 'leaning'])
			.nullable()
			.openapi({ description: 'Of two games; null where ratings decide.' }),
		ratings: z
			.array(
				z.object({
					criterion: z.string(),
					chosen: z.literal(RATINGS),
					rejected: z.literal(RATINGS),
				}),
			)
			.optional()
			.openapi({ description: 'Of both answers by criterion, where ratings decide.' }),
	})
	.openapi('PreferenceLine');
export type PreferenceLine = z.infer<typeof preferenceLine>;

/** One rating with its rationale, for training of critics. */
export const critiqueLine = source
	.extend({
		schema: z.literal(CRITIQUES_FORMAT),
		prompt: z.string().openapi({ description: 'Question, answer and criterion, and what to do.' }),
		completion: z.string().openapi({ description: 'What the judge wrote, untrusted.' }),
		rating: z.literal(RATINGS),
		rated_criterion: z.string(),
		answer_of: z.enum(['baseline', 'model']).openapi({
			description:
				'Whose answer is rated. The licence of the baseline’s is that of the benchmark. Its rating is exported once, under the first model.',
		}),
		question: z.string(),
		answer: z.string(),
	})
	.openapi('CritiqueLine');
export type CritiqueLine = z.infer<typeof critiqueLine>;
