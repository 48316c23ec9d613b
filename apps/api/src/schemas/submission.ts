import { z } from '@hono/zod-openapi';
import { ownFacts, SUBMISSION_VISIBILITIES } from './new-submission.ts';
import { RUN_WAYS, runEstimate } from './run-plan.ts';
import { SUBMISSION_STATES } from './submission-state.ts';
import { judgeBrief } from './judge.ts';
import { reportedModels } from './judge-quality.ts';
import { modelBrief } from './model.ts';
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

export const runBatch = z
	.object({
		id: z.string().openapi({ description: 'Ours, in the batch’s metadata at the provider too.' }),
		status: z.string().nullable().openapi({
			description: 'In the provider’s word; null before it is created there.',
		}),
		games: z.int(),
		games_done: z.int(),
		trouble: z.string().nullable().openapi({
			description: 'Why the last call about it brought nothing; it is made again.',
		}),
		sent_at: instant.nullable(),
		ended_at: instant.nullable(),
	})
	.openapi('RunBatch');

export const run = z
	.object({
		id: z.string(),
		submission_id: z.string(),
		benchmark: benchmarkName,
		model: modelBrief,
		judge: judgeBrief,
		via: z.enum(RUN_WAYS),
		state: z.enum(RUN_STATES),
		waits_for: z.string().openapi({ description: 'What the run waits for, in words.' }),
		state_since: instant,
		last_alive_at: instant.nullable(),
		budget_micro_usd: z.int().nullable().openapi({
			description: 'The run pauses before it would cost more; null without a limit of its own.',
		}),
		progress: runProgress,
		reported_models: reportedModels,
		batches: z.array(runBatch).openapi({
			description: 'Of a run that is asked in batches, newest first.',
		}),
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
		state: z.enum(SUBMISSION_STATES).openapi({
			description:
				'draft: answers are missing; checked: complete and not submitted; queued, judging, paused; judged: done and private; held: done, and an operator looks at its flags; published: everybody’s; or withdrawn, rejected, cancelled, failed.',
		}),
		reason: z.string().nullable().openapi({
			description: 'Why it is not where its owner wants it.',
		}),
		visibility: z.enum(SUBMISSION_VISIBILITIES),
		responses: z.int(),
		empty_responses: z.int(),
		warnings: z.array(z.object({ code: z.string(), message: z.string() })),
		flags: z.array(z.string()).openapi({
			description:
				'What looks like an attack on the judge. It is on no public board until an operator has cleared it.',
		}),
		superseded_by: z.string().nullable().openapi({
			description: 'The submission of the same variant that was published after it.',
		}),
		supersedes: z.string().nullable(),
		created_at: instant,
		submitted_at: instant.nullable(),
		published_at: instant.nullable(),
	})
	.openapi('SubmissionBrief');

export type SubmissionBrief = z.infer<typeof submissionBrief>;

export const submission = submissionBrief
	.extend({
		runs: z.array(run),
		queue: z
			.object({
				position: z.int().openapi({ description: '1 is next.' }),
				games_before: z.int(),
			})
			.nullable()
			.openapi({ description: 'Where it waits; null when it does not.' }),
		estimate: runEstimate.nullable().openapi({
			description: 'What its judging will take; null before it is complete and after it began.',
		}),
		own: ownFacts.nullable().openapi({ description: 'For its owner and operators alone.' }),
	})
	.openapi('Submission');
export type Submission = z.infer<typeof submission>;
