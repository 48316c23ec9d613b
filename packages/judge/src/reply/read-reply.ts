import type { ReplyFlag } from '@codejoust/arena/rules/reply-flags';
import { classifyError, classifyRefusal, type ErrorKind, isPermanentClass } from './error-class.ts';
import { readError, type SaidError } from './error-object.ts';
import { isEventStream, joinEvents } from './event-stream.ts';
import { isObject, parseJson } from './json-value.ts';
import { type Completion, readCompletion } from './read-completion.ts';
import { redactMessage, redactSecrets } from './redact.ts';
import { KEPT_CHARACTERS, type ReadReply, type ReplyTrouble, type Said } from './reply.ts';
import { readUsage } from './usage.ts';
import { type HeaderReader, readResetMs, readRetryAfterMs } from './retry-time.ts';

/** What came back, as it came: of a live call its text, of a line of a batch the parsed body. */
export type RawReply = {
	/** HTTP status. */
	readonly status: number;
	readonly headers: HeaderReader;
	readonly body: unknown;
};

export type ReadContext = {
	/** Cut out of everything that is kept. */
	readonly apiKey: string;
	/** Milliseconds since the epoch, for times to try again. */
	readonly nowMs: number;
	/** Whether a text whose end no word names is known to be whole; by default where it ends on a verdict. */
	readonly endsWell?: ((text: string) => boolean) | undefined;
};

/** For a reply that has none, such as a line of a batch. */
export const NO_HEADERS: HeaderReader = { get: () => null };

/**
 * Turns whatever came back into a final text that ended well, a trouble that has a name, or an error. Pure; linear in the
 * length of the body.
 */
export function readReply(raw: RawReply, context: ReadContext): ReadReply {
	if (raw.status < 200 || raw.status > 299) return readRefusal(raw, context);
	const { value, flags } = parseBody(raw);
	const completion = readCompletion(value, context.endsWell);
	if (completion === undefined) return readNothing(value, raw, context);
	const said = keep({ ...completion.said, flags: [...completion.said.flags, ...flags] }, context);
	if (completion.kind === 'broken') return readBroken(completion, said, raw, context);
	const { trouble } = completion;
	return trouble === undefined
		? { kind: 'final', said }
		: { kind: 'trouble', said, trouble: redactTrouble(trouble, context) };
}

/** The body as a value, whatever type of content its header names. */
function parseBody({ body, headers }: RawReply): {
	readonly value: unknown;
	readonly flags: readonly ReplyFlag[];
} {
	if (typeof body !== 'string') return { value: unwrap(body), flags: [] };
	const value = unwrap(parseJson(body));
	const type = headers.get('content-type') ?? '';
	if (value !== undefined) return { value, flags: isJsonType(type) ? [] : ['not-json-type'] };
	return isEventStream(body)
		? { value: joinEvents(body), flags: ['event-stream'] }
		: { value, flags: [] };
}

function isJsonType(type: string): boolean {
	return type.trim() === '' || /\bjson\b/i.test(type);
}

/** JSON that some gateway has written as a string, or put into a list of one. */
function unwrap(value: unknown): unknown {
	if (Array.isArray(value) && value.length === 1) return value[0];
	return typeof value === 'string' && /^\s*\{/.test(value) ? parseJson(value) : value;
}

/** An answer that is not a 2xx. */
function readRefusal({ status, headers, body }: RawReply, context: ReadContext): ReadReply {
	const said = readError(body, context.nowMs);
	const named = withNamedTime(said, headers, context);
	const error = withTime(said, headers, context);
	// Of an allowance that fills up again only a limit of the rate speaks: an account without money has one too.
	const kind = classifyRefusal(status, status === 429 ? error : named);
	const message = describeRefusal(status, error, headers);
	return refuse(kind, message, { status, error }, context);
}

function describeRefusal(status: number, error: SaidError, headers: HeaderReader): string {
	if (status >= 300 && status < 400)
		return `The endpoint answered with a redirect (status ${status}) to ${headers.get('location') ?? 'no address'}. Redirects are not followed: set the base URL to the new address.`;
	return (
		error.message ?? error.code ?? error.type ?? `The endpoint answered with status ${status}.`
	);
}

/** A time in the headers comes first, then one in the body, then the reset of an allowance. */
function withTime(error: SaidError, headers: HeaderReader, { nowMs }: ReadContext): SaidError {
	const named = withNamedTime(error, headers, { nowMs });
	const retryAfterMs = named.retryAfterMs ?? readResetMs(headers, nowMs);
	return retryAfterMs === undefined ? error : { ...error, retryAfterMs };
}

/** The same without the reset of an allowance. */
function withNamedTime(
	error: SaidError,
	headers: HeaderReader,
	{ nowMs }: Pick<ReadContext, 'nowMs'>,
): SaidError {
	const retryAfterMs = readRetryAfterMs(headers, nowMs) ?? error.retryAfterMs;
	return retryAfterMs === undefined ? error : { ...error, retryAfterMs };
}

/** A 2xx without a completion: an error that came with a 200, half a JSON, a page, a completion without choices. */
function readNothing(value: unknown, raw: RawReply, context: ReadContext): ReadReply {
	const { status, body, headers } = raw;
	const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
	const usage = isObject(value) ? readUsage(value['usage']) : {};
	const said = keep({ ...NOTHING, usage, text: text.slice(0, KEPT_CHARACTERS) }, context);
	const fail = (errorClass: 'broken-off' | 'unreadable', message: string): ReadReply => ({
		kind: 'error',
		...{ errorClass, message, status, said },
	});
	if (text.trim() === '') return fail('unreadable', 'The reply has no body.');
	if (value === undefined) {
		if (isEventStream(text))
			return fail('unreadable', 'The reply is an event stream without a completion.');
		return /^\s*[{[]/.test(text)
			? fail('broken-off', 'The reply is not complete JSON.')
			: fail(
					'unreadable',
					redactMessage(
						`The reply is no JSON: ${readError(text, 0).message ?? ''}`,
						context.apiKey,
					),
				);
	}
	if (isObject(value) && Array.isArray(value['choices']))
		return fail('unreadable', 'The reply is a chat completion without a choice.');
	const error = withTime(readError(value, context.nowMs), headers, context);
	if (!isErrorBody(value) || error.message === undefined)
		return fail('unreadable', 'The reply is not a chat completion.');
	const kind = classifyError(error);
	const from = kind === 'unreadable' ? { status, error, said } : { status, error };
	return refuse(kind, error.message, from, context);
}

/** An object that is there to tell of an error, by the names in it. */
function isErrorBody(value: unknown): boolean {
	if (typeof value === 'string') return true;
	if (Array.isArray(value)) return value.some(isErrorBody);
	const names = ['error', 'errors', 'message', 'detail', 'error_msg', 'error_message', 'msg'];
	return isObject(value) && names.some((name) => value[name] !== undefined && value[name] !== null);
}

const NOTHING = {
	thinking: null,
	finishReason: null,
	model: '',
	usage: {},
	flags: [],
} as const satisfies Omit<Said, 'text'>;

/** A judge that has begun to answer has not refused us: only a limit of the rate is told apart. */
function readBroken(
	{ error: given, message }: Completion & { kind: 'broken' },
	said: Said,
	{ status, headers }: RawReply,
	context: ReadContext,
): ReadReply {
	const error = withTime(readError(given, context.nowMs), headers, context);
	const isLimit = given !== undefined && classifyError(error) === 'rate-limit';
	const words = given === undefined ? message : (error.message ?? error.code ?? message);
	return {
		kind: 'error',
		errorClass: isLimit ? 'rate-limit' : 'broken-off',
		message: redactMessage(words, context.apiKey),
		status,
		...(isLimit && error.retryAfterMs !== undefined ? { retryAfterMs: error.retryAfterMs } : {}),
		said: {
			...said,
			text: said.text.slice(0, KEPT_CHARACTERS),
			thinking: said.thinking?.slice(0, KEPT_CHARACTERS) ?? null,
		},
	};
}

function refuse(
	kind: ErrorKind,
	words: string,
	from: { readonly status: number; readonly error: SaidError; readonly said?: Said },
	context: ReadContext,
): ReadReply {
	const message = redactMessage(words, context.apiKey);
	// Nobody answered, so nothing was counted and nothing is flagged.
	const said = { ...NOTHING, text: '', usage: { promptTokens: 0, completionTokens: 0 } };
	if (kind === 'refused')
		return { kind: 'trouble', said, trouble: { reason: 'refused', words: message } };
	const { retryAfterMs } = from.error;
	return {
		kind: 'error',
		errorClass: kind,
		message,
		status: from.status,
		...(retryAfterMs === undefined || isPermanentClass(kind) ? {} : { retryAfterMs }),
		...(from.said ? { said: from.said } : {}),
	};
}

function redactTrouble({ reason, words }: ReplyTrouble, { apiKey }: ReadContext): ReplyTrouble {
	return { reason, words: redactMessage(words, apiKey) };
}

/** A server that repeats the request's headers must not have the key stored. */
function keep(said: Said, { apiKey }: ReadContext): Said {
	if (apiKey === '' || !said.text.includes(apiKey)) return said;
	return { ...said, text: redactSecrets(said.text, apiKey) };
}
