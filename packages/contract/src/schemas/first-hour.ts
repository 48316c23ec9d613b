import { z } from '@hono/zod-openapi';
import { PROVIDER_ERROR_CLASSES, UNSCORED_REASONS, VERDICTS } from './closed-lists.ts';
import { instant } from './names.ts';

const counted = z.array(z.object({ value: z.string(), games: z.int() }));

const tokens = z.object({
	reported: z.int().openapi({ description: 'By the provider, over the games with a count.' }),
	ours: z.int().openapi({ description: 'Of the same games, in the o200k encoding.' }),
	games: z.int().openapi({ description: 'Games for which the provider reported a count.' }),
	lowest_ratio: z.number().nullable().openapi({ description: 'Of a game: reported / ours.' }),
	highest_ratio: z.number().nullable(),
});

export const newFirstHour = z
	.strictObject({
		limit_micro_usd: z.int().min(1).max(100_000_000).default(2_000_000).openapi({
			description: 'No game begins that could make the whole cost more.',
		}),
		judge: z.string().min(1).max(200).optional().openapi({
			description:
				'A judge version, `name@version`, whose model the endpoint allows. By default the newest that is asked there, else the project’s own prompt for a model of the endpoint.',
		}),
		questions: z.int().min(1).max(20).default(20),
		unpriced: z.boolean().default(false).openapi({
			description: 'Ask although the price of the model is unknown; then the limit limits nothing.',
		}),
	})
	.openapi('NewFirstHour');
export type NewFirstHour = z.input<typeof newFirstHour>;

/** What an endpoint did with the games of the sample. No key, no header’s value but of limits, and no text of an answer is in it. */
export const firstHour = z
	.object({
		codejoust: z.string().openapi({ description: 'Version of this server.' }),
		endpoint: z.string(),
		host: z.string(),
		judge: z.string().nullable().openapi({ description: 'Null: the project’s own prompt.' }),
		model: z.string(),
		started_at: instant,
		seconds: z.number(),
		questions: z.int(),
		games: z.object({ planned: z.int(), answered: z.int(), failed: z.int(), not_ended: z.int() }),
		stopped: z.enum(['limit', 'refused', 'time', 'server']).nullable().openapi({
			description:
				'Why not all games were asked: the limit of the cost, no answer to the first ones, the time, or the stop of the server.',
		}),
		models_reported: counted,
		finish_reasons: counted,
		verdicts: z.array(z.object({ verdict: z.enum(VERDICTS), games: z.int() })),
		both_orders: z.object({
			questions: z.int().openapi({ description: 'Both games brought a verdict.' }),
			consistent: z.int(),
		}),
		unscored: z.array(
			z.object({
				reason: z.enum(UNSCORED_REASONS),
				error_class: z.enum(PROVIDER_ERROR_CLASSES).nullable(),
				games: z.int(),
				words: z.array(z.string()).openapi({
					description:
						'Of the provider, or about its reply, at most five; what they repeat of question and answers is cut out.',
				}),
			}),
		),
		flags: counted,
		headers: z.array(
			z.object({
				name: z.string(),
				answers: z.int(),
				values: z.object({ first: z.string(), last: z.string() }).nullable().openapi({
					description: 'Only of headers about limits.',
				}),
			}),
		),
		limits: z.object({
			requests_per_minute: z.int().nullable(),
			tokens_per_minute: z.int().nullable(),
		}),
		tokens: z.object({ prompt: tokens, completion: tokens }),
		latency_ms: z.object({
			p50: z.int().nullable(),
			p95: z.int().nullable(),
			longest: z.int().nullable(),
		}),
		cost: z.object({
			micro_usd: z.int().nullable().openapi({
				description: 'By the price, of the reported tokens; null where the price is unknown.',
			}),
			at_most_micro_usd: z.int().openapi({
				description: 'With what calls without an answer may have been charged.',
			}),
			limit_micro_usd: z.int(),
			price: z
				.object({
					input_micro_usd: z.int(),
					output_micro_usd: z.int(),
					as_of: z.string(),
				})
				.nullable()
				.openapi({ description: 'For a million tokens; null: unknown.' }),
		}),
	})
	.openapi('FirstHour');
export type FirstHour = z.infer<typeof firstHour>;

/** It goes on at the server, whoever waits for it. */
export const firstHourRun = z
	.object({
		id: z.string().openapi({ example: 'hour_7k2m0q4x9v5b1c3d' }),
		state: z.enum(['running', 'ended']),
		ended_at: instant.nullable(),
		report: firstHour.openapi({ description: 'What came so far; all of it when it has ended.' }),
	})
	.openapi('FirstHourRun');
export type FirstHourRun = z.infer<typeof firstHourRun>;
