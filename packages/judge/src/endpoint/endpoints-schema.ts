import { z } from 'zod';

const MOST_PER_MINUTE = 1_000_000_000;
const MOST_USD = 1_000_000;

/** Ours, or the connection's: an endpoint cannot set them. */
const OWN_HEADERS =
	/^(host|content-length|content-type|content-encoding|transfer-encoding|connection|accept|accept-encoding|expect|upgrade|te|trailer)$/i;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

/** What a judge pins by its hash, and what decides how a reply comes. */
const PINNED = [
	'model',
	'messages',
	'temperature',
	'top_p',
	'seed',
	'reasoning_effort',
	'response_format',
	'max_tokens',
	'max_completion_tokens',
];
const OURS = ['stream', 'stream_options', 'n'];

const variable = z.string().regex(VARIABLE, 'must be the name of an environment variable');
const headerName = z
	.string()
	.regex(HEADER_NAME, 'must be the name of a header')
	.refine((name) => !OWN_HEADERS.test(name), 'is set by the server itself');

/** A value as it is, or the name of the variable that holds it. */
const headerValue = z.union(
	[
		z
			.string()
			.min(1)
			.max(4096)
			.regex(/^[\x20-\x7e\x80-\xff]*$/, 'must be one line of characters that a header can hold'),
		z.strictObject({ $env: variable }),
	],
	{ error: 'must be a text of one line, or {"$env": "NAME"}' },
);

const body = z.record(z.string(), z.unknown()).superRefine((fields, context) => {
	for (const name of Object.keys(fields)) {
		if (PINNED.includes(name))
			context.addIssue({
				code: 'custom',
				path: [name],
				message: 'belongs to the judge’s definition, which pins it',
			});
		if (OURS.includes(name))
			context.addIssue({ code: 'custom', path: [name], message: 'is set by the server itself' });
	}
});

const price = z.strictObject({
	input_usd_per_million: z.number().min(0).max(MOST_USD),
	output_usd_per_million: z.number().min(0).max(MOST_USD),
});

const batch = z.strictObject({
	supported: z.boolean(),
	price_factor: z.number().min(0).max(1),
	max_requests: z.int().min(1).max(50_000),
	max_enqueued_tokens: z.int().min(1).max(1e12),
	poll_seconds: z.number().min(0.01).max(600),
});

const glob = z.string().min(1).max(200);

export const endpointEntry = z.strictObject({
	name: z
		.string()
		.max(40)
		.regex(/^[a-z0-9-]+$/, 'must consist of a-z, 0-9 and -')
		.refine((name) => name !== 'rehearsal', 'is the name of the rehearsal judge’s own endpoint'),
	base_url: z.url({ protocol: /^https?$/, error: 'must be an address of http or https' }),
	key_env: variable.optional(),
	auth: z.union([z.literal('bearer'), headerName]).optional(),
	headers: z.record(headerName, headerValue).optional(),
	body: body.optional(),
	models: z.array(glob).min(1).max(1000).optional(),
	concurrency: z.int().min(1).max(1024).optional(),
	requests_per_minute: z.int().min(1).max(MOST_PER_MINUTE).optional(),
	tokens_per_minute: z.int().min(1).max(MOST_PER_MINUTE).optional(),
	timeout_seconds: z.number().min(0.1).max(3600).optional(),
	connect_timeout_seconds: z.number().min(0.1).max(300).optional(),
	max_tries: z.int().min(1).max(20).optional(),
	max_reply_bytes: z
		.int()
		.min(1024)
		.max(64 * 1024 * 1024)
		.optional(),
	batch: batch.partial().optional(),
	prices: z.record(glob, price).optional(),
});
export type EndpointEntry = z.infer<typeof endpointEntry>;

export const endpointsFile = z.strictObject({
	endpoints: z.array(endpointEntry).min(1).max(100),
});

/** Of every object in the file whose fields are known, by the path that leads there without the numbers. */
export const KNOWN_FIELDS: Readonly<Record<string, readonly string[]>> = {
	'': Object.keys(endpointsFile.shape),
	endpoints: Object.keys(endpointEntry.shape),
	'endpoints.batch': Object.keys(batch.shape),
	'endpoints.prices.*': Object.keys(price.shape),
	'endpoints.headers.*': ['$env'],
};
