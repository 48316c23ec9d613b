import { z } from '@hono/zod-openapi';
import {
	PAUSE_CAUSES,
	PROVIDER_ERROR_CLASSES,
	RUN_WAYS,
	UNSCORED_REASONS,
	RUN_STATES,
} from './closed-lists.ts';
import { findable } from './findable.ts';
import { ownDetails, SUBMISSION_VISIBILITIES } from './new-submission.ts';
import { runEstimate } from './run-plan.ts';
import { preparation } from './preparation.ts';
import { SUBMISSION_STATES } from './submission-state.ts';
import { judgeBrief } from './judge.ts';
import { reportedModels } from './judge-quality.ts';
import { modelBrief } from './model.ts';
import { runHold } from './hold.ts';
import { benchmarkName, instant } from './names.ts';
import { checkpoint, provenance } from './provenance.ts';
import { statedPrice } from './stated-price.ts';

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
		equal_texts: z.int().openapi({
			description: 'Battles tied without a game: the answer’s text equals the baseline’s.',
		}),
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

const runBatch = z
	.object({
		id: z.string().openapi({ description: 'Ours, in the batch’s metadata at the provider too.' }),
		status: z.string().nullable().openapi({
			description: 'As the provider names it; null before it is created there.',
		}),
		games: z.int(),
		games_done: z.int(),
		trouble: z.string().nullable().openapi({
			description: 'Why the last call about it failed; the call is repeated.',
		}),
		sent_at: instant.nullable(),
		ended_at: instant.nullable(),
	})
	.openapi('RunBatch');

const runTrouble = z
	.object({
		unscored_reason: z.enum(UNSCORED_REASONS),
		error_class: z.enum(PROVIDER_ERROR_CLASSES).nullable(),
		attempts: z.int().openapi({
			description: 'How often it happened, attempts that a verdict followed included.',
		}),
		detail: z.string().nullable().openapi({
			description: 'Of the newest: a sentence of the provider, or about its reply; untrusted.',
		}),
		said: z.string().nullable().openapi({
			description: 'Of the newest: what was said, at most 2,000 characters; untrusted.',
		}),
		last_at: instant,
	})
	.openapi('RunTrouble');

export const run = z
	.object({
		id: z.string(),
		submission_id: z.string(),
		benchmark: benchmarkName,
		model: modelBrief,
		judge: judgeBrief,
		endpoint: z.string().nullable().openapi({
			description:
				'The endpoint at which its games are asked; null until they are queued for the first time.',
		}),
		via: z.enum(RUN_WAYS),
		state: z.enum(RUN_STATES),
		waits_for: z.string().openapi({ description: 'What the run waits for, in words.' }),
		shared_endpoint: z
			.object({
				name: z.string(),
				in_flight: z.int().openapi({ description: 'Games that it takes at a time.' }),
				runs: z
					.int()
					.openapi({ description: 'Runs that are queued or judging there, this one too.' }),
			})
			.nullable()
			.openapi({
				description:
					'Of a run that is queued or judging, game by game, at an endpoint that a worker has; null of every other run.',
			}),
		hold: runHold.nullable().openapi({
			description:
				'What keeps the run: its judge or its endpoint is held. Null for anybody but an operator.',
		}),
		paused_for: z.enum(PAUSE_CAUSES).nullable().openapi({
			description: 'Of a paused run that no hold keeps. Null for anybody but an operator.',
		}),
		state_since: instant,
		last_alive_at: instant.nullable(),
		budget_micro_usd: z.int().nullable().openapi({
			description: 'The run pauses before it would cost more; null without a limit of its own.',
		}),
		progress: runProgress,
		reported_models: reportedModels,
		troubles: z.array(runTrouble).openapi({
			description:
				'What brought no verdict, most attempts first; empty for anybody but an operator.',
		}),
		batches: z.array(runBatch).openapi({
			description: 'Of a run that is asked in batches, newest first.',
		}),
		members: z
			.array(
				z.object({
					judge: z.string(),
					run_id: z.string(),
					open: z.int().openapi({ description: 'Games of its own that are not settled.' }),
					is_finished: z.boolean(),
					cost_micro_usd: z.int().nullable(),
				}),
			)
			.openapi({
				description:
					'Of a jury: the runs of its members, which ask what it needs; empty of every other judge.',
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
		provenance,
		checkpoint: checkpoint.nullable(),
		stated_price: statedPrice.nullable(),
		state: z.enum(SUBMISSION_STATES).openapi({
			description:
				'draft: answers are missing; checked: complete and not submitted; queued, judging, paused; judged: done and private; held: done, and withheld until an operator has reviewed its flags; published: public; or withdrawn, rejected, cancelled, failed.',
		}),
		reason: z.string().nullable().openapi({
			description: 'Why its state is not the one that its owner wants.',
		}),
		visibility: z.enum(SUBMISSION_VISIBILITIES),
		responses: z.int(),
		empty_responses: z.int(),
		warnings: z.array(z.object({ code: z.string(), message: z.string() })),
		preparation,
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
			description:
				'Games, time and cost of its judging; null before it is complete and after it began.',
		}),
		findable: findable.nullable().openapi({
			description:
				'The difference in score that its benchmark finds; for its owner and operators until its judging begins, and in the answer to its creation. Null afterwards, and while a board of earlier rules is being computed.',
		}),
		own: ownDetails.nullable().openapi({ description: 'Visible only to its owner and operators.' }),
	})
	.openapi('Submission');
export type Submission = z.infer<typeof submission>;
