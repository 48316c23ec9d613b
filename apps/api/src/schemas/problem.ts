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
		reason: z.string().openapi({ description: 'A sentence that names the value and the limit.' }),
	})
	.openapi('InvalidParam');
export type InvalidParam = z.infer<typeof invalidParam>;

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
	})
	.openapi('Problem');
export type ProblemDocument = z.infer<typeof problemDocument>;
