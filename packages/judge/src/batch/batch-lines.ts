import { z } from 'zod';
import type { AskError, AskResult } from '../endpoint/ask-result.ts';
import { asAskResult } from '../endpoint/as-ask-result.ts';
import { describeError } from '../endpoint/call-error.ts';
import type { ChatRequest } from '../endpoint/chat-request.ts';
import { readError } from '../reply/error-object.ts';
import { parseJson } from '../reply/json-value.ts';
import { NO_HEADERS, type ReadContext, readReply } from '../reply/read-reply.ts';

/** The endpoint of every line, in OpenAI's words; what stands before it in a base URL is not repeated. */
export const BATCH_ENDPOINT = '/v1/chat/completions';

/** A line of a batch's input: `id` comes back with its result. */
export function writeBatchLine(id: string, request: ChatRequest): string {
	const line = { custom_id: id, method: 'POST', url: BATCH_ENDPOINT, body: request };
	return `${JSON.stringify(line)}\n`;
}

/** What became of a line: it was asked, with the result as a live call would have had it, or the batch ended before. */
export type BatchLine = {
	readonly id: string;
	readonly result: AskResult | 'not-asked';
};

const resultLine = z.object({
	custom_id: z.string(),
	response: z
		.object({
			status_code: z.int().min(100).max(599),
			request_id: z.string().nullish().catch(undefined),
			body: z.unknown().optional(),
		})
		.nullish(),
	error: z.unknown().optional(),
});

/** Codes of lines that the batch's own end kept from being asked; nothing was paid for them. */
const NOT_ASKED = /^batch_(expired|cancell?ed)$/;

/** Reads a line of an output or an error file; undefined when it is none. */
export function readBatchLine(text: string, context: ReadContext): BatchLine | undefined {
	const parsed = resultLine.safeParse(parseJson(text)).data;
	if (!parsed) return undefined;
	const { custom_id: id, response, error } = parsed;
	if (response) return { id, result: readResponse(response, context) };
	const said = readError(error, context.nowMs);
	if (NOT_ASKED.test(said.code ?? '')) return { id, result: 'not-asked' };
	const words = said.message ?? said.code ?? 'The line holds neither a response nor an error.';
	return { id, result: unanswered('server', words, context.apiKey) };
}

/** Reads the head of a line that is too large to be read whole; undefined when it does not say whose line it is. */
export function readCutLine(head: string): BatchLine | undefined {
	const id = /"custom_id"\s{0,8}:\s{0,8}"([^"\\]{1,200})"/.exec(head)?.[1];
	if (id === undefined) return undefined;
	const result = unanswered('too-large', 'The line of the batch is too large.');
	return { id, result: { ...result, isPaid: true } };
}

/** The error of a line that the result of a whole batch does not hold. */
export function missingLine(): AskResult {
	return unanswered('server', 'The batch ended without a line for this game.');
}

function readResponse(
	{ status_code: status, request_id, body }: NonNullable<z.infer<typeof resultLine>['response']>,
	context: ReadContext,
): AskResult {
	const read = readReply({ status, headers: NO_HEADERS, body }, context);
	return { ...asAskResult(read), requestId: request_id ?? null, ...NO_CALL };
}

const NO_CALL = { latencyMs: 0, limits: {} } as const;

function unanswered(errorClass: 'server' | 'too-large', message: string, apiKey = ''): AskError {
	return { ...describeError(errorClass, message, apiKey), requestId: null, ...NO_CALL };
}
