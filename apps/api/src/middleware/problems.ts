import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import { type z } from '@hono/zod-openapi';
import { isDatabaseAway } from '@codejoust/db/database-away';
import { hideSecrets } from '../api-key.ts';
import { shortenValue } from '@codejoust/arena/text/printable';
import { describeTextFault, findTextFault } from '@codejoust/formats/checks/text-fault';
import { PROBLEMS, Refusal } from '../refusal.ts';
import { refuseFields } from '../refuse-fields.ts';
import type { InvalidParam, ProblemDocument } from '@codejoust/contract/schemas/problem';

const MOST_ERRORS_SHOWN = 200;

/** Answers with an RFC 9457 problem document. */
export function answerProblem(context: Context, refusal: Refusal): Response {
	const { status, title } = PROBLEMS[refusal.code];
	const { retryAfterSeconds: retryAfter } = refusal.details;
	const document: ProblemDocument = {
		type: `/problems/${refusal.code}`,
		title,
		status,
		detail: refusal.message,
		code: refusal.code,
		request_id: context.get('requestId') ?? '',
		...(refusal.errors.length > 0
			? {
					errors: refusal.errors.slice(0, MOST_ERRORS_SHOWN),
					errors_total: refusal.errorsTotal,
				}
			: {}),
		...(refusal.details.quota ? { quota: refusal.details.quota } : {}),
		...(retryAfter === undefined ? {} : { retry_after_seconds: retryAfter }),
	};
	const headers: Record<string, string> = {
		'content-type': 'application/problem+json',
		'cache-control': 'no-store',
	};
	if (status === 401) headers['www-authenticate'] = 'Bearer';
	if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
	// What a caller sent may come back in a sentence; a key that stood in the wrong place does not.
	return context.body(hideSecrets(JSON.stringify(document)), status, headers);
}

/** The edge: refusals become problem documents, anything else is a bug, logged once and answered with nothing of itself. */
export function onError(log: Logger) {
	return (error: Error, context: Context): Response => {
		if (error instanceof Refusal) return answerProblem(context, error);
		if (error instanceof HTTPException && error.status < 500) {
			return answerProblem(context, describeUnreadable(context, error));
		}
		// Before the database: a connection that its client ended has the same code as one that the server ended.
		if (hasLeft(context))
			return answerProblem(context, new Refusal('malformed-body', 'The body ended early.'));
		if (isDatabaseAway(error)) {
			log.warn({ err: error, requestId: context.get('requestId') }, 'the database is away');
			context.header('retry-after', '1');
			return answerProblem(
				context,
				new Refusal('not-ready', 'The database does not answer. Ask again in a moment.'),
			);
		}
		log.error({ err: error, requestId: context.get('requestId') }, 'request failed');
		return answerProblem(
			context,
			new Refusal(
				'internal',
				'The server failed. An operator finds the cause in the log by the request id.',
			),
		);
	};
}

/** Whether the client ended the connection in the middle of its request. */
function hasLeft(context: Context): boolean {
	const { incoming } = (context.env ?? {}) as Partial<HttpBindings>;
	return incoming !== undefined && incoming.destroyed && !incoming.complete;
}

/** What hono's own body reader could not read. */
function describeUnreadable(context: Context, error: HTTPException): Refusal {
	const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim() ?? '';
	if (type.toLowerCase() === 'application/json')
		return new Refusal('malformed-body', `The body cannot be read: ${error.message}.`);
	return new Refusal(
		'unsupported-media-type',
		`The content type "${type}" is not accepted here. Send application/json.`,
	);
}

/**
 * Turns a schema's complaints about `data` into one refusal that names every field and its value, by the names of the
 * sender where those are others. What fits the schema may still hold a text that no database takes.
 */
export function refuseInvalid(
	result:
		| { success: true; target?: string; data?: unknown }
		| { success: false; target?: string; error: z.ZodError; data?: unknown },
	nameProblem: (problem: InvalidParam) => InvalidParam = (problem) => problem,
): void {
	const { data } = result;
	// Hono calls a JSON body so; its sender knows it as the body.
	const target = result.target === 'json' ? 'body' : (result.target ?? 'body');
	if (result.success) return refuseTextFault(target, data);
	const errors = result.error.issues.flatMap(unfoldUnion).map((issue): InvalidParam => {
		const value = valueAt(data, issue.path);
		return nameProblem({
			name: issue.path.map(String).join('.') || target,
			...(value === undefined ? {} : { value: shortenValue(value) }),
			reason: issue.message,
		});
	});
	throw refuseFields(errors);
}

function refuseTextFault(target: string, data: unknown): void {
	const fault = findTextFault(data);
	if (fault === undefined) return;
	const name = fault.path || target;
	const reason = `The text ${describeTextFault(fault)}.`;
	throw refuseFields([{ name, value: shortenValue(fault.text), reason }]);
}

/** Of a union's members the one that the value was meant for: it has the value's own type. */
function unfoldUnion(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
	if (issue.code !== 'invalid_union') return [issue];
	const meant = issue.errors.find((member) =>
		member.every(({ code, path }) => code !== 'invalid_type' || path.length > 0),
	);
	if (!meant) return [issue];
	return meant.flatMap((inner) => unfoldUnion({ ...inner, path: [...issue.path, ...inner.path] }));
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>(
		(value, key) =>
			typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
		data,
	);
}
