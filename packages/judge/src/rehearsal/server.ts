import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { z } from 'zod';
import { contentHash } from '../identity/identity.ts';
import { rehearse } from './decide.ts';
import {
	REHEARSAL_MODEL,
	REHEARSAL_MODELS,
	REHEARSAL_POLICIES,
	type RehearsalPolicy,
} from '../definition/rehearsal-policies.ts';
import { writeOneToken } from './one-token.ts';
import { readRatedPrompt, rehearseRating } from './rate.ts';
import { readPrompt } from './read-prompt.ts';

const chatRequest = z.object({
	model: z.string(),
	seed: z.int().nullish(),
	logprobs: z.boolean().nullish(),
	top_logprobs: z.int().min(0).max(20).nullish(),
	messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
});

const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Starts the rehearsal judge: a deterministic heuristic behind OpenAI's chat completions, for those who have no key yet.
 * It needs no key, costs nothing and plays each of `REHEARSAL_MODELS` under its own name.
 *
 * @param port 0 takes a free one
 */
export async function startRehearsalJudge({
	port = 0,
	host = '127.0.0.1',
}: { readonly port?: number; readonly host?: string } = {}): Promise<{
	readonly baseUrl: string;
	close(): Promise<void>;
}> {
	const server = createServer((request, response) => {
		handle(request, response).catch(() => response.destroy());
	});
	server.keepAliveTimeout = 60_000;
	server.listen(port, host);
	await once(server, 'listening');
	const address = server.address();
	const boundPort = typeof address === 'object' ? address?.port : undefined;
	const close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return { baseUrl: `http://${host}:${boundPort}/v1`, close };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (request.method === 'GET' && request.url === '/v1/models') {
		const data = REHEARSAL_MODELS.map((id) => ({ id, object: 'model' }));
		send(response, 200, { object: 'list', data });
	} else if (request.method === 'POST' && request.url === '/v1/chat/completions') {
		complete(await readBody(request), response);
	} else {
		sendError(response, 404, 'not_found', 'The rehearsal judge accepts only /v1/chat/completions.');
	}
}

function complete(body: string | undefined, response: ServerResponse): void {
	const parsed = parseRequest(body);
	const { messages, model = REHEARSAL_MODEL, seed } = parsed ?? {};
	const policy = REHEARSAL_POLICIES[model];
	if (!policy) {
		sendError(response, 404, 'model_not_found', `There is no rehearsal judge "${model}".`);
		return;
	}
	const prompt = messages?.find((message) => message.role === 'user')?.content;
	const said = prompt === undefined ? undefined : rehearseReply(prompt, policy, seed ?? undefined);
	if (messages === undefined || said === undefined) {
		const words =
			'The prompt holds no two answers between the markers of Assistant A and B, and no answer between those of the Assistant.';
		sendError(response, 400, 'invalid_prompt', words);
		return;
	}
	const { reply, preference } = said;
	const isOneToken = parsed?.logprobs === true && preference !== undefined;
	const promptTokens = tokensOf(messages.map((message) => message.content).join('\n'));
	const completionTokens = isOneToken ? 1 : tokensOf(reply);
	const id = contentHash(prompt ?? '').slice(0, 24);
	response.setHeader('x-request-id', `rehearsal_${id}`);
	send(response, 200, {
		id: `chatcmpl-${id}`,
		object: 'chat.completion',
		model,
		choices: [
			isOneToken
				? writeOneToken(preference, parsed.top_logprobs ?? 0)
				: {
						index: 0,
						finish_reason: 'stop',
						message: { role: 'assistant', content: reply, refusal: null },
					},
		],
		usage: {
			prompt_tokens: promptTokens,
			completion_tokens: completionTokens,
			total_tokens: promptTokens + completionTokens,
		},
	});
}

/** What the rehearsal judge says of a game, or of an answer that it rates; undefined for another prompt. */
function rehearseReply(
	prompt: string,
	policy: RehearsalPolicy,
	seed: number | undefined,
): { readonly reply: string; readonly preference?: number } | undefined {
	const game = readPrompt(prompt);
	if (game) return rehearse(game, policy, seed);
	const rated = readRatedPrompt(prompt);
	return rated && rehearseRating(rated, policy, seed);
}

function parseRequest(body: string | undefined) {
	try {
		return chatRequest.safeParse(JSON.parse(body ?? '')).data;
	} catch {
		return undefined;
	}
}

/** The request's body; undefined beyond the limit. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of request) {
		bytes += chunk.length;
		if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
	}
	return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString();
}

/** About four characters to a token. */
function tokensOf(text: string): number {
	return Math.ceil(text.length / 4);
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
	const error = { message, type: 'invalid_request_error', param: null, code };
	send(response, status, { error });
}

function send(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
