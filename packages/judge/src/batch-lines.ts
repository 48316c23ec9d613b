import { z } from 'zod';
import type { AskResult } from './ask-result.ts';
import { describeRefusal, describeUnreadable } from './call-error.ts';
import type { ChatRequest } from './chat-request.ts';
import { redactMessage } from './provider-error.ts';
import { readErrorObject, readReply } from './reply.ts';

/** What OpenAI takes in one batch. */
export const BATCH_LIMITS = { requests: 50_000, bytes: 200_000_000 };

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
			status_code: z.int(),
			request_id: z.string().nullish().catch(undefined),
			body: z.unknown().optional(),
		})
		.nullish(),
	error: z.unknown().optional(),
});

/** Codes of lines that the batch's own end kept from being asked; nothing was paid for them. */
const NOT_ASKED = /^batch_(expired|cancell?ed)$/;

/** Reads a line of an output or an error file; undefined when it is none. */
export function readBatchLine(text: string, apiKey: string): BatchLine | undefined {
	const parsed = resultLine.safeParse(parseJson(text)).data;
	if (!parsed) return undefined;
	const { custom_id: id, response, error } = parsed;
	if (response) return { id, result: readResponse(response, apiKey) };
	const facts = readErrorObject(error);
	if (NOT_ASKED.test(facts.code ?? '')) return { id, result: 'not-asked' };
	const words = facts.message ?? facts.code ?? 'The line holds neither a response nor an error.';
	return { id, result: unanswered(redactMessage(words, apiKey)) };
}

/** The error of a line that the result of a whole batch does not hold. */
export function missingLine(): AskResult {
	return unanswered('The batch ended without a line for this game.');
}

function readResponse(
	{ status_code: status, request_id, body }: NonNullable<z.infer<typeof resultLine>['response']>,
	apiKey: string,
): AskResult {
	const facts = { requestId: request_id ?? null, latencyMs: 0, limits: {} };
	if (status < 200 || status > 299)
		return { ...describeRefusal({ ...readErrorObject(body), status }, apiKey), ...facts };
	const reply = readReply(body);
	if (reply) return { kind: 'reply', ...reply, ...facts };
	return { ...describeUnreadable(body, apiKey), ...facts };
}

function unanswered(message: string): AskResult {
	return {
		kind: 'error',
		errorClass: 'server',
		message,
		isPermanent: false,
		isPaid: false,
		requestId: null,
		latencyMs: 0,
		limits: {},
	};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
