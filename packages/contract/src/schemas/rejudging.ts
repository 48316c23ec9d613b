import { askedShare } from './run-plan.ts';
import { z } from '@hono/zod-openapi';
import { NOTICE_KINDS, RUN_WAYS } from './closed-lists.ts';
import { judgeBrief } from './judge.ts';
import { benchmarkName, instant } from './names.ts';
import { gateResult, promotionGates } from './promotion-gates.ts';
import { visibleText } from './visible-text.ts';

export const REJUDGING_STATES = [
	'planned',
	'running',
	'paused',
	'reported',
	'promoted',
	'discarded',
	'cancelled',
] as const;
export type RejudgingState = (typeof REJUDGING_STATES)[number];

const judgeName = z
	.string()
	.min(1)
	.max(200)
	.openapi({ description: 'A judge version, name@version.' });
const microUsd = z.int().min(0).max(1_000_000_000_000);

const rejudgingScope = z
	.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('all') }),
		z.strictObject({
			kind: z.literal('top'),
			models: z.int().min(1).max(1000).openapi({ description: 'Number of models from the top.' }),
		}),
		z.strictObject({
			kind: z.literal('chosen'),
			models: z
				.array(z.string().min(1).max(200))
				.min(1)
				.max(200)
				.openapi({ description: 'Slugs of models, or ids of submissions.' }),
		}),
	])
	.openapi('RejudgingScope');

export const newRejudging = z
	.strictObject({
		benchmark: benchmarkName,
		judge: judgeName,
		scope: rejudgingScope.default({ kind: 'all' }),
		sample_questions: z.int().min(1).max(100_000).nullable().default(null).openapi({
			description: 'Judge only this number of questions, drawn from all categories in proportion.',
		}),
		replicates: z.int().min(1).max(5).default(1),
		via: z.enum(RUN_WAYS).default('live').openapi({
			description:
				'live: each game in a call of its own; batch: many in a file, at a lower price and within 24 hours.',
		}),
		budget_micro_usd: microUsd.nullable().default(null).openapi({
			description:
				'What all its runs may cost together; it pauses before it would cost more. Null: the upper end of the estimate, once that is confirmed.',
		}),
		priority: z.int().min(-100).max(100).default(-10),
		gates: promotionGates.nullable().default(null).openapi({
			description: 'The gates of its promotion; null for those of the installation.',
		}),
	})
	.openapi('NewRejudging');
export type NewRejudging = z.input<typeof newRejudging>;

export const rejudgingEstimate = z
	.object({
		models: z.int(),
		games: z.int(),
		games_known: z.int().openapi({ description: 'Judged before: asked once, paid once.' }),
		games_to_ask: z.int(),
		prompt_tokens: z.int(),
		completion_tokens: z.int(),
		cost_micro_usd: z.int().nullable().openapi({ description: 'Null without a price.' }),
		cost_low_micro_usd: z.int().nullable(),
		cost_high_micro_usd: z.int().nullable(),
		seconds: z
			.int()
			.openapi({ description: 'At the current limits, once nothing waits before it.' }),
		games_before: z.int().openapi({ description: 'Of other runs, open now.' }),
		second_asked: askedShare.optional(),
		is_from_history: z.boolean().openapi({
			description: 'Whether the new judge’s own replies say how long they are.',
		}),
	})
	.openapi('RejudgingEstimate');
export type RejudgingEstimate = z.infer<typeof rejudgingEstimate>;

export const rejudging = z
	.object({
		id: z.string(),
		benchmark: z.string(),
		from: judgeBrief.openapi({ description: 'The judge of the live board when it was planned.' }),
		to: judgeBrief,
		scope: rejudgingScope,
		sample_questions: z.int().nullable(),
		replicates: z.int(),
		via: z.enum(RUN_WAYS),
		budget_micro_usd: z.int().nullable(),
		priority: z.int(),
		state: z.enum(REJUDGING_STATES),
		paused_reason: z.string().nullable(),
		waits_for: z.string().nullable().openapi({
			description:
				'What keeps all its open runs while it is running: its judge or an endpoint is held. Null while one can be asked.',
		}),
		progress: z.object({
			runs: z.int(),
			runs_open: z.int(),
			runs_cancelled: z.int(),
			runs_unplanned: z.int().openapi({
				description:
					'Open runs whose battles are not planned yet, which begins with the start; their games are not counted.',
			}),
			games: z.int(),
			scored: z.int(),
			unscored: z.int(),
			open: z.int(),
			prompt_tokens: z.int(),
			completion_tokens: z.int(),
			cost_micro_usd: z.int().nullable(),
		}),
		created_by: z.string(),
		rule_id: z.string().nullable(),
		created_at: instant,
		started_at: instant.nullable(),
		reported_at: instant.nullable(),
		ended_at: instant.nullable(),
		ended_reason: z.string().nullable(),
	})
	.openapi('Rejudging');
export type Rejudging = z.infer<typeof rejudging>;

export const rejudgingDetail = rejudging
	.extend({
		gates: promotionGates.openapi({ description: 'Its own, or those of the installation.' }),
		live_judge: z.string().nullable().openapi({
			description: 'The judge of the live board now; null before it is reported.',
		}),
		gate_results: z.array(gateResult).openapi({ description: 'Empty before it is reported.' }),
		sampled_questions: z.array(z.string()).nullable(),
		estimate: rejudgingEstimate.nullable().openapi({ description: 'Null once it has begun.' }),
		confirmation: z.string().nullable().openapi({
			description:
				'Games, and dollars at the upper end of the estimate, to be sent with the start.',
			example: '84:1.2345',
		}),
	})
	.openapi('RejudgingDetail');
export type RejudgingDetail = z.infer<typeof rejudgingDetail>;

export const rejudgingStart = z
	.strictObject({ confirmation: z.string().min(1).max(80) })
	.openapi('RejudgingStart');

export const rejudgingReason = z
	.strictObject({ reason: visibleText(500) })
	.openapi('RejudgingReason');

const overGates = z.boolean().default(false).openapi({
	description:
		'Promotes although gates block, with the reason in the audit log and on the changelog of the board.',
});

export const rejudgingPromotion = rejudgingReason
	.extend({ over_gates: overGates })
	.openapi('RejudgingPromotion');

export const newPromotion = z
	.strictObject({ judge: judgeName, reason: visibleText(500), over_gates: overGates })
	.openapi('NewPromotion');
export type NewPromotion = z.input<typeof newPromotion>;

export const promotion = z
	.object({
		benchmark: z.string(),
		from: z.string(),
		to: z.string(),
		reason: z.string(),
		over_gates: z.array(z.string()).openapi({
			description: 'What the gates said that blocked; empty where none did.',
		}),
	})
	.openapi('Promotion');
export type Promotion = z.infer<typeof promotion>;

export const newRejudgingRule = z
	.strictObject({
		judge: z
			.string()
			.regex(/^[a-z0-9][a-z0-9.-]{0,79}$/, 'It is the name of a judge without a version.')
			.openapi({ description: 'The judge of which a version is released.' }),
		benchmarks: z.array(benchmarkName).min(1).max(50),
		sample_questions: z.int().min(1).max(100_000).nullable().default(null),
		budget_micro_usd: microUsd.nullable().default(null),
		priority: z.int().min(-100).max(100).default(-10),
		starts: z.boolean().default(false).openapi({
			description:
				'Whether the re-judgings that it plans start automatically; this needs a budget.',
		}),
	})
	.openapi('NewRejudgingRule');
export type NewRejudgingRule = z.input<typeof newRejudgingRule>;

export const rejudgingRule = z
	.object({
		id: z.string(),
		judge: z.string(),
		benchmarks: z.array(z.string()),
		sample_questions: z.int().nullable(),
		budget_micro_usd: z.int().nullable(),
		priority: z.int(),
		starts: z.boolean(),
		created_by: z.string(),
		created_at: instant,
	})
	.openapi('RejudgingRule');
export type RejudgingRule = z.infer<typeof rejudgingRule>;

export const notice = z
	.object({
		id: z.int(),
		kind: z.enum(NOTICE_KINDS),
		rejudging: z
			.string()
			.nullable()
			.openapi({ description: 'Null where it is about another thing.' }),
		endpoint: z.string().nullable().openapi({ description: 'The endpoint that it is about.' }),
		message: z.string(),
		at: instant,
		delivered_at: instant.nullable().openapi({
			description: 'When the webhook had accepted it; null without one.',
		}),
	})
	.openapi('Notice');
export type Notice = z.infer<typeof notice>;
