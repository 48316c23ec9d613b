import { z } from '@hono/zod-openapi';
import { RECORDED_ORDERS } from './closed-lists.ts';
import { recordedOrigin } from './judgment-import.ts';
import { judgedBoard, judgeQuality } from './judge-quality.ts';
import { instant } from './names.ts';

export const judgeBrief = z
	.object({
		name: z.string().openapi({
			description: 'Names this judge version in URLs.',
			example: 'gpt-4o-2024-08-06@1',
		}),
		model: z.string(),
		kind: z.string(),
		hash: z.string(),
		is_rehearsal: z.boolean().openapi({
			description: 'True for the offline heuristic that replaces a language model.',
		}),
		is_floating_alias: z.boolean(),
		criterion: z.string().nullable().openapi({
			description: 'The name of what it judges by alone; null: the answers as a whole.',
			example: 'efficiency',
		}),
		recorded_orders: z.enum(RECORDED_ORDERS).optional().openapi({
			description:
				'Of a judge whose judgments were imported and were made elsewhere: one, where a single game decides each battle. Absent of every judge that is asked here.',
		}),
		fences: z.literal('none').optional().openapi({
			description:
				'The answers are sent without fences, as a published template has them, and an answer may pass as a part of the prompt. Absent: each is between two lines that its author cannot guess.',
		}),
	})
	.openapi('JudgeBrief');
export type JudgeBrief = z.infer<typeof judgeBrief>;

export const judgeVersion = judgeBrief
	.extend({
		definition: z.record(z.string(), z.unknown()).openapi({
			description:
				'Everything that the hash pins: model, prompts, criterion, preparation of the answers, sampling, tokens, parser, re-ask rule; of a jury its members with what they pin, rule, quorum and recusal; of a cascade its members and the margin.',
		}),
		released_at: instant,
		retired_at: instant.nullable(),
		members: z.array(judgeBrief).openapi({
			description:
				'Of a jury: the judge versions that decide together; of a cascade: the one that is asked first, and the one that is asked where the first is not sure; empty of every other judge.',
		}),
		recorded: recordedOrigin.nullable().openapi({
			description: 'Where its judgments were imported from; null of every judge that is asked.',
		}),
		quality: judgeQuality.openapi({
			description: 'Over all its boards, as their current snapshots count it.',
		}),
		boards: z.array(judgedBoard),
		endpoint: z.string().nullable().openapi({
			description: 'The endpoint that is asked; null while this server knows none for it.',
		}),
		bound_endpoint: z.string().nullable().openapi({
			description:
				'Where an operator has bound it; null: the first endpoint that allows its model.',
		}),
		versions: z
			.array(z.object({ name: z.string(), released_at: instant, retired_at: instant.nullable() }))
			.openapi({ description: 'All versions of the same judge, newest first.' }),
	})
	.openapi('JudgeVersion');
export type JudgeVersion = z.infer<typeof judgeVersion>;
