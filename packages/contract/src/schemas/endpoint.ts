import { z } from '@hono/zod-openapi';
import { ENDPOINT_FINDINGS } from '@codejoust/judge/definition/endpoint-findings';
import { PRICE_SOURCES } from '@codejoust/judge/definition/price-sources';
import { VERDICTS } from './closed-lists.ts';
import { instant } from './names.ts';
import { priceFields } from './run-plan.ts';

const perMinute = z.int().nullable();

/** An exact name: a glob belongs in the endpoints file. */
const modelName = z
	.string()
	.max(200)
	.regex(/^[^*\s\p{Cc}]+$/u, 'one model, without spaces and asterisks')
	.openapi({ example: 'gpt-4o-2024-11-20' });

/** A price of a model at an endpoint, as an operator has set it. */
export const endpointPrice = z
	.object({
		endpoint: z.string(),
		model: z.string(),
		input_micro_usd: z.int(),
		output_micro_usd: z.int(),
		set_at: instant,
		set_by: z.string(),
	})
	.openapi('EndpointPrice');
export type EndpointPrice = z.infer<typeof endpointPrice>;

export const newEndpointPrice = z
	.strictObject({ model: modelName, ...priceFields })
	.openapi('NewEndpointPrice');
export type NewEndpointPrice = z.infer<typeof newEndpointPrice>;

export const pricedModel = z.object({ model: modelName });

const endpointWorker = z.object({
	id: z.string(),
	fingerprint: z.string().openapi({
		description:
			'Equal in two workers only where their settings are. The part before the hyphen covers address, key, headers, fields and models; the part after it limits, times, batches and prices.',
	}),
	is_standing_by: z.boolean().openapi({
		description:
			'It takes no games: an older worker has another address, key or form of requests under this name.',
	}),
	games: z.int(),
	in_flight: z.int(),
	sent_per_minute: z.int(),
	allowed_per_minute: perMinute,
	outage: z.object({ since: instant, reason: z.string().nullable() }).nullable(),
	started_at: instant,
});

/** An endpoint as operators see it: without its address’ path and query, its key and the values of its headers. */
export const endpoint = z
	.object({
		name: z.string().openapi({ example: 'openai' }),
		host: z.string(),
		models: z.array(z.string()).openapi({ description: 'Globs of the models that it allows.' }),
		limits: z.object({
			concurrency: z.int(),
			requests_per_minute: perMinute,
			tokens_per_minute: perMinute,
			timeout_seconds: z.number(),
		}),
		batch: z.object({
			supported: z.boolean(),
			price_factor: z.number(),
			max_requests: z.int(),
			max_enqueued_tokens: z.int().nullable(),
		}),
		prices: z
			.array(z.object({ model: z.string(), input_micro_usd: z.int(), output_micro_usd: z.int() }))
			.openapi({ description: 'Of its settings, by globs of models.' }),
		set_prices: z.array(endpointPrice).openapi({
			description: 'Set by operators for one model each; they come before those of the settings.',
		}),
		headers: z.array(z.string()).openapi({ description: 'Names of the headers that are added.' }),
		body_fields: z.array(z.string()).openapi({ description: 'Fields that are added to requests.' }),
		is_here: z.boolean().openapi({
			description: 'Whether this server has it, which tests and tries of judges need.',
		}),
		settings_differ: z.boolean().openapi({
			description: 'Workers have different settings under this name.',
		}),
		use: z.object({
			games: z.int().openapi({ description: 'Waiting or in flight, at all workers.' }),
			in_flight: z.int(),
			sent_per_minute: z.int(),
			allowed_per_minute: perMinute.openapi({
				description: 'Set, announced or learnt; null while no limit is known.',
			}),
			enqueued_tokens: z.int().openapi({ description: 'Estimated, in open batches.' }),
		}),
		workers: z.array(endpointWorker),
		judges: z.array(
			z.object({
				name: z.string(),
				model: z.string(),
				is_bound: z.boolean().openapi({
					description: 'False: asked here since it is the first endpoint that allows its model.',
				}),
				price: z
					.object({
						input_micro_usd: z.int(),
						output_micro_usd: z.int(),
						source: z.enum(PRICE_SOURCES).openapi({
							description:
								'Set for the judge version, set for its model at this endpoint, in the settings of the endpoint, or the list price.',
						}),
					})
					.nullable()
					.openapi({ description: 'What its tokens cost from now on; null where nobody knows.' }),
			}),
		),
		open_runs: z.int(),
	})
	.openapi('Endpoint');
export type Endpoint = z.infer<typeof endpoint>;

export const endpointList = z
	.object({
		items: z.array(endpoint),
		file: z
			.object({
				path: z.string(),
				read_at: instant,
				state: z.enum(['as-read', 'changed', 'unreadable']).openapi({
					description: 'changed: what it says now takes effect when the process starts again.',
				}),
			})
			.nullable()
			.openapi({
				description:
					'The file of CODEJOUST_ENDPOINTS as this server has read it; null without one.',
			}),
	})
	.openapi('EndpointList');
export type EndpointList = z.infer<typeof endpointList>;

export const newEndpointTest = z
	.strictObject({
		model: z.string().min(1).max(200).optional().openapi({
			description:
				'By default that of a judge that is asked there, else the first that it lists and allows.',
		}),
	})
	.openapi('NewEndpointTest');
export type NewEndpointTest = z.infer<typeof newEndpointTest>;

export const endpointTest = z
	.object({
		endpoint: z.string(),
		finding: z.enum(ENDPOINT_FINDINGS),
		sentence: z.string(),
		model: z.string().nullable(),
		models: z.array(z.string()).nullable().openapi({
			description: 'What it lists, at most 100; null where it lists nothing.',
		}),
		verdict: z.enum(VERDICTS).nullable(),
		model_reported: z.string().nullable(),
		prompt_tokens: z.int().nullable(),
		completion_tokens: z.int().nullable(),
		cost_micro_usd: z.int().nullable(),
		latency_ms: z.int().nullable(),
	})
	.openapi('EndpointTest');
export type EndpointTest = z.infer<typeof endpointTest>;

export const judgeBinding = z
	.strictObject({
		endpoint: z.string().min(1).max(40).nullable().openapi({
			description: 'Null: the first endpoint that allows the judge’s model.',
			example: 'openai',
		}),
	})
	.openapi('JudgeBinding');
