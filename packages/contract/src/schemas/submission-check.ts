import { z } from '@hono/zod-openapi';
import { findable } from './findable.ts';
import { judgeBrief } from './judge.ts';
import { preparation } from './preparation.ts';
import { benchmarkName } from './names.ts';

/** What judging a file would take, before anything of it is stored; games that were judged before cost nothing then. */
export const submissionEstimate = z
	.object({
		benchmark: benchmarkName,
		judge: judgeBrief,
		games: z.int().openapi({ description: 'Two for every answer that is not empty.' }),
		prompt_tokens: z.int(),
		completion_tokens: z.int(),
		cost_micro_usd: z
			.int()
			.nullable()
			.openapi({ description: 'Null when the judge has no price.' }),
		cost_low_micro_usd: z.int().nullable(),
		cost_high_micro_usd: z.int().nullable().openapi({
			description: 'The range to expect; nothing but a quota or a budget keeps it within.',
		}),
		seconds: z.int().openapi({ description: 'Of judging, at the cap of games in flight.' }),
		queue: z
			.object({ runs: z.int(), games: z.int(), seconds: z.int() })
			.openapi({ description: 'What waits before it.' }),
		is_from_history: z.boolean(),
		findable: findable.nullable().openapi({
			description: 'Null while a board of earlier rules is being computed.',
		}),
	})
	.openapi('SubmissionEstimate');
export type SubmissionEstimate = z.infer<typeof submissionEstimate>;

const line = z.int().optional();

export const submissionCheck = z
	.object({
		ok: z.boolean().openapi({ description: 'No problems. Warnings do not count.' }),
		detected: z.object({
			kind: z.enum(['known', 'unknown']),
			format: z.string().optional(),
			words: z.string(),
		}),
		counts: z.object({
			rows: z.int(),
			responses: z.int(),
			empty: z.int(),
			characters: z.int(),
			questions: z.int().optional(),
			missing: z.int().optional(),
		}),
		models: z.array(z.string()),
		problems: z.object({
			shown: z.array(
				z.object({
					line,
					field: z.string().optional(),
					value: z.string().optional(),
					reason: z.string(),
					message: z.string(),
					times: z.int().optional(),
				}),
			),
			total: z.int(),
		}),
		warnings: z.object({
			shown: z.array(
				z.object({
					code: z.string(),
					line,
					question_id: z.string().optional(),
					message: z.string(),
				}),
			),
			total: z.int(),
			byCode: z.record(z.string(), z.int()),
		}),
		preparation,
		flags: z.array(z.string()).openapi({
			description:
				'Flags for which it would be withheld from public boards until an operator decides.',
		}),
		estimate: submissionEstimate,
	})
	.openapi('SubmissionCheck');
