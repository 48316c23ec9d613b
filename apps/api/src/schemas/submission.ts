import { z } from '@hono/zod-openapi';
import { judgeBrief } from './judge.ts';
import { modelBrief, newModel, variantSettings } from './model.ts';
import { benchmarkName, instant } from './names.ts';

export const RUN_STATES = ['queued', 'judging', 'paused', 'done', 'cancelled', 'failed'] as const;

export const runProgress = z
	.object({
		games: z.int(),
		scored: z.int(),
		unscored: z.int(),
		open: z.int(),
		unscored_reasons: z.record(z.string(), z.int()),
		empty_answers: z
			.int()
			.openapi({ description: 'Battles lost without a game: the answer is empty.' }),
		games_per_second: z.number().nullable(),
		eta_seconds: z.number().nullable(),
		prompt_tokens: z.int(),
		completion_tokens: z.int(),
		tokens_estimated: z.boolean(),
		cost_micro_usd: z.int().nullable().openapi({
			description: 'Null when the judge has no price.',
		}),
	})
	.openapi('RunProgress');
export type RunProgress = z.infer<typeof runProgress>;

export const run = z
	.object({
		id: z.string(),
		submission_id: z.string(),
		benchmark: benchmarkName,
		model: modelBrief,
		judge: judgeBrief,
		state: z.enum(RUN_STATES),
		waits_for: z.string().openapi({ description: 'What the run waits for, in words.' }),
		state_since: instant,
		last_alive_at: instant.nullable(),
		budget_micro_usd: z.int().nullable().openapi({
			description: 'The run pauses before it would cost more; null without a limit of its own.',
		}),
		progress: runProgress,
		created_at: instant,
		finished_at: instant.nullable(),
	})
	.openapi('Run');
export type Run = z.infer<typeof run>;

export const submissionBrief = z
	.object({
		id: z.string(),
		benchmark: benchmarkName,
		model: modelBrief,
		is_baseline: z.boolean(),
		responses: z.int(),
		empty_responses: z.int(),
		warnings: z.array(z.object({ code: z.string(), message: z.string() })),
		created_at: instant,
	})
	.openapi('SubmissionBrief');

export type SubmissionBrief = z.infer<typeof submissionBrief>;

export const submission = submissionBrief.extend({ runs: z.array(run) }).openapi('Submission');
export type Submission = z.infer<typeof submission>;

export const newSubmission = z
	.strictObject({
		benchmark: benchmarkName,
		model: z.union([z.string(), newModel]).openapi({
			description: 'The slug of a known model, or a new model.',
		}),
		variant: variantSettings.optional(),
		responses: z.array(z.record(z.string(), z.unknown())).max(20_000),
	})
	.openapi('NewSubmission');
export type NewSubmission = z.infer<typeof newSubmission>;
