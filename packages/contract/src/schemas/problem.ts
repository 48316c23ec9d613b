import { z } from '@hono/zod-openapi';

/** The closed list of problem types; the last segment of a problem document's `type`. */
export const PROBLEM_CODES = [
	'invalid-input',
	'malformed-body',
	'unsupported-media-type',
	'body-too-large',
	'unauthenticated',
	'forbidden',
	'not-found',
	'method-not-allowed',
	'conflict',
	'already-exists',
	'precondition-failed',
	'idempotency-key-missing',
	'idempotency-key-reused',
	'idempotency-key-in-flight',
	'too-many-requests',
	'quota-exhausted',
	'quota-too-small',
	'not-ready',
	'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export const invalidParam = z
	.object({
		name: z
			.string()
			.openapi({ description: 'Dotted path of the field.', example: 'questions.3.difficulty' }),
		line: z.int().optional().openapi({ description: '1-based row of the uploaded file.' }),
		value: z.string().optional().openapi({ description: 'The offending value, shortened.' }),
		times: z.int().optional().openapi({
			description: 'Problems of a kind that this one stands for; 1 by default.',
		}),
		reason: z.string().openapi({ description: 'A sentence that names the value and the limit.' }),
	})
	.openapi('InvalidParam');
export type InvalidParam = z.infer<typeof invalidParam>;

export const QUOTA_NAMES = ['submissions-per-day', 'games-per-month', 'spend-per-month'] as const;

export const quotaBreach = z
	.object({
		name: z.enum(QUOTA_NAMES),
		holder: z.enum(['organisation', 'key']),
		limit: z.int().openapi({ description: 'Submissions, games, or micro-dollars.' }),
		used: z.int(),
		asked: z.int().openapi({ description: 'What this request would have taken.' }),
		resets_at: z.iso.datetime(),
	})
	.openapi('QuotaBreach');
export type QuotaBreach = z.infer<typeof quotaBreach>;

export const problemDocument = z
	.object({
		type: z.string().openapi({ example: '/problems/invalid-input' }),
		title: z.string(),
		status: z.int(),
		detail: z.string(),
		code: z.enum(PROBLEM_CODES),
		request_id: z.string(),
		errors: z.array(invalidParam).optional(),
		errors_total: z.int().optional().openapi({
			description: 'All problems found; `errors` shows the first 200.',
		}),
		quota: quotaBreach.optional(),
		retry_after_seconds: z.int().optional(),
	})
	.openapi('Problem');
export type ProblemDocument = z.infer<typeof problemDocument>;
