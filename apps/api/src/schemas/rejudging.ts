import { z } from '@hono/zod-openapi';
import { judgeBrief } from './judge.ts';
import { benchmarkName, instant } from './names.ts';
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
const share = z.number().min(0).max(1);

export const rejudgingScope = z
	.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('all') }),
		z.strictObject({
			kind: z.literal('top'),
			models: z.int().min(1).max(1000).openapi({ description: 'So many from the top.' }),
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

export const promotionGates = z
	.strictObject({
		minimum_accuracy: share.nullable().openapi({
			description: 'In the newest judge check of the judge version; null asks for none.',
		}),
		maximum_unscored: share
			.nullable()
			.openapi({ description: 'Share of games without a verdict; null is no limit.' }),
		coverage_needed: z.boolean().openapi({
			description: 'Whether every model of the board must be judged on every question.',
		}),
	})
	.openapi('PromotionGates');
export type PromotionGatesBody = z.infer<typeof promotionGates>;

export const newRejudging = z
	.strictObject({
		benchmark: benchmarkName,
		judge: judgeName,
		scope: rejudgingScope.default({ kind: 'all' }),
		sample_questions: z.int().min(1).max(100_000).nullable().default(null).openapi({
			description: 'Judge so many questions alone, drawn from all categories in proportion.',
		}),
		replicates: z.int().min(1).max(5).default(1),
		budget_micro_usd: microUsd.nullable().default(null).openapi({
			description: 'What all its runs may cost together; it pauses before it would cost more.',
		}),
		priority: z.int().min(-100).max(100).default(-10),
		gates: promotionGates.nullable().default(null).openapi({
			description: 'What must hold before it is promoted; null for those of the installation.',
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
		is_from_history: z.boolean().openapi({
			description: 'Whether the new judge’s own replies say how long they are.',
		}),
	})
	.openapi('RejudgingEstimate');
export type RejudgingEstimate = z.infer<typeof rejudgingEstimate>;

export const gateResult = z
	.object({
		gate: z.enum(['accuracy', 'unscored', 'coverage', 'questions', 'board']),
		is_open: z.boolean(),
		value: z.number().nullable(),
		limit: z.number().nullable(),
		says: z.string(),
	})
	.openapi('GateResult');
export type GateResult = z.infer<typeof gateResult>;

export const rejudging = z
	.object({
		id: z.string(),
		benchmark: z.string(),
		from: judgeBrief.openapi({ description: 'The judge of the live board when it was planned.' }),
		to: judgeBrief,
		scope: rejudgingScope,
		sample_questions: z.int().nullable(),
		replicates: z.int(),
		budget_micro_usd: z.int().nullable(),
		priority: z.int(),
		state: z.enum(REJUDGING_STATES),
		paused_reason: z.string().nullable(),
		progress: z.object({
			runs: z.int(),
			runs_open: z.int(),
			runs_cancelled: z.int(),
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
		gate_results: z.array(gateResult).openapi({ description: 'Empty before it is reported.' }),
		sampled_questions: z.array(z.string()).nullable(),
		estimate: rejudgingEstimate.nullable().openapi({ description: 'Null once it has begun.' }),
		confirmation: z.string().nullable().openapi({
			description: 'Games and dollars, to be sent with the start.',
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

export const newPromotion = z
	.strictObject({ judge: judgeName, reason: visibleText(500) })
	.openapi('NewPromotion');

export const promotion = z
	.object({ benchmark: z.string(), from: z.string(), to: z.string(), reason: z.string() })
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
			description: 'Whether what it plans begins by itself, which takes a budget.',
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
		kind: z.enum(['planned', 'report-ready', 'paused']),
		rejudging: z.string(),
		message: z.string(),
		at: instant,
		delivered_at: instant.nullable().openapi({
			description: 'When the webhook had taken it; null without one.',
		}),
	})
	.openapi('Notice');
export type Notice = z.infer<typeof notice>;
