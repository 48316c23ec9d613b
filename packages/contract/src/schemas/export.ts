import { z } from '@hono/zod-openapi';
import {
	BATTLE_OUTCOMES,
	CONSISTENCIES,
	PROVIDER_ERROR_CLASSES,
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
		margin: z.int().min(1).max(4),
		chosen_is: z.enum(['model', 'baseline']),
		consistency: z.enum(['consistent', 'leaning']),
	})
	.openapi('PreferenceLine');
export type PreferenceLine = z.infer<typeof preferenceLine>;
