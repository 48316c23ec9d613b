import { createHash } from 'node:crypto';
import type { BatchBehaviour, ServedBatch } from './batch-judge.ts';
import type { JudgeFault, MalformedKind } from './judge-faults.ts';
import { type JudgeRequest, startJudgeServer } from './judge-server.ts';

/** What the double has said of one prompt, whatever was asked after it in the same game. */
export type Told = {
	readonly model: string;
	/** A label, a rating, or the preference for the answer shown first; null where no reply can be read. */
	readonly value: string | number | null;
	/** Why it is null. */
	readonly fault: string | undefined;
	/** Requests in which nothing was delivered, then those with a reply. */
	refused: number;
	delivered: number;
};

export type EveryKindJudge = {
	readonly baseUrl: string;
	readonly told: () => readonly Told[];
	readonly batches: readonly ServedBatch[];
	close(): Promise<void>;
};

/** Shares of requests: 5 % 429, 2 % 500, 1 % without an answer; and 3 % of the prompts, which get no reply that can be read. */
export const FAULTS = { limit: 0.05, error: 0.02, silence: 0.01, unreadable: 0.03 };
const NO_FAULTS = { limit: 0, error: 0, silence: 0, unreadable: 0 };

const LABELS = ['A>>B', 'A>B', 'A=B', 'B>A', 'B>>A'] as const;
const BROKEN: readonly MalformedKind[] = [
	'html',
	'badjson',
	'cutbody',
	'errorbody',
	'nochoices',
	'empty',
	'refusal',
];
const WORDS: Readonly<Record<Kind, readonly (MalformedKind | 'odd')[]>> = {
	labels: ['text', 'truncated', 'conflict', 'badlabel', 'single', 'quoted-example'],
	rating: ['text', 'truncated', 'odd'],
	token: ['odd'],
};

type Kind = 'labels' | 'rating' | 'token';

/**
 * A judge of our own that answers every kind of judge by what the request asks for, with faults that are drawn from the prompt
 * and the number of the attempt: the same in every run.
 */
export async function startEveryKindJudge({
	faults = NO_FAULTS,
	latencyMs = 0,
	batch,
}: {
	readonly faults?: typeof FAULTS;
	readonly latencyMs?: number;
	readonly batch?: BatchBehaviour;
} = {}): Promise<EveryKindJudge> {
	const byPrompt = new Map<string, Told>();
	const meet = (request: JudgeRequest): Told => {
		const key = keyOf(request);
		const known = byPrompt.get(key);
		if (known) return known;
		const fault = drawUnreadable(request, key, faults.unreadable);
		const told: Told = {
			model: request.model,
			value: fault === undefined ? drawValue(kindOf(request), key) : null,
			fault,
			refused: 0,
			delivered: 0,
		};
		byPrompt.set(key, told);
		return told;
	};
	const server = await startJudgeServer({
		...(batch && { batch }),
		...(latencyMs > 0 && { latencyMs }),
		// As a provider counts: fewer tokens than the prompt can have are a prompt that was cut.
		usage: ({ messages }) => ({
			prompt_tokens: Math.ceil(messages.reduce((sum, { content }) => sum + content.length, 0) / 4),
			completion_tokens: 10,
		}),
		fault: (_index, request) => {
			const told = meet(request);
			const fault = drawFault(`${keyOf(request)} ${told.refused + told.delivered}`, faults);
			if (fault) told.refused++;
			else told.delivered++;
			return fault ?? asFault(told.fault);
		},
		reply: (request) => write(kindOf(request), meet(request)),
		body: (_index, body, request) =>
			kindOf(request) === 'token' && [undefined, 'odd'].includes(meet(request).fault)
				? withProbabilities(body, meet(request).value)
				: body,
	});
	return {
		baseUrl: server.baseUrl,
		told: () => [...byPrompt.values()],
		batches: server.batches,
		close: server.close,
	};
}

/** A follow-up in the same game is about the same prompt. */
function keyOf({ model, messages }: JudgeRequest): string {
	const first = messages.findIndex(({ role }) => role === 'user');
	const prompt = messages.slice(0, first + 1).map(({ content }) => content);
	return createHash('sha256')
		.update([model, ...prompt].join('\0'))
		.digest('hex');
}

function kindOf({ logprobs, messages }: JudgeRequest): Kind {
	if (logprobs) return 'token';
	return messages.some(({ role, content }) => role === 'system' && content.includes('Rating:'))
		? 'rating'
		: 'labels';
}

/** In [0, 1). */
function draw(...parts: readonly string[]): number {
	return createHash('sha256').update(parts.join('\0')).digest().readUInt32BE(0) / 2 ** 32;
}

function drawValue(kind: Kind, key: string): string | number {
	const share = draw(key, 'value');
	if (kind === 'token') return share;
	return kind === 'rating' ? 1 + Math.floor(share * 10) : (LABELS[Math.floor(share * 5)] ?? 'A=B');
}

function drawUnreadable(request: JudgeRequest, key: string, share: number): string | undefined {
	if (draw(key, 'unreadable') >= share) return undefined;
	const kinds = [...BROKEN, ...WORDS[kindOf(request)]];
	return kinds[Math.floor(draw(key, 'how') * kinds.length)];
}

function drawFault(attempt: string, faults: typeof FAULTS): JudgeFault | undefined {
	const at = draw(attempt, 'fault');
	const { limit, error, silence } = faults;
	if (at < limit) return { kind: 'status', status: 429, headers: { 'retry-after': '0.2' } };
	if (at < limit + error) return { kind: 'status', status: 500 };
	return at < limit + error + silence ? { kind: 'hang' } : undefined;
}

function asFault(fault: string | undefined): JudgeFault | undefined {
	return fault === undefined || fault === 'odd'
		? undefined
		: { kind: 'malformed', as: fault as MalformedKind };
}

function write(kind: Kind, { value }: Told): string {
	if (kind === 'token') return 'A';
	if (kind === 'labels') return `Both parse the input.\n\n[[${value}]]`;
	return value === null
		? 'It is good.\n\nRating: 3\nOn reflection, Rating: 8'
		: `It handles an empty list.\n\nRating: ${value}`;
}

/** A preference of one token; without a value most of the probability is that of another word. */
function withProbabilities(body: Record<string, unknown>, value: Told['value']) {
	const mass = value === null ? 0.2 : 0.95;
	const preferred = typeof value === 'number' ? value : 0.5;
	const of = (token: string, share: number) => ({
		token,
		logprob: Math.log(Math.max(share, 1e-12)),
		bytes: [...Buffer.from(token)],
	});
	const top = [of('A', preferred * mass), of('B', (1 - preferred) * mass), of('The', 1 - mass)];
	const [choice] = body['choices'] as readonly Record<string, unknown>[];
	const content = [{ ...of('A', preferred * mass), top_logprobs: top }];
	return {
		...body,
		choices: [{ ...choice, finish_reason: 'length', logprobs: { content, refusal: null } }],
	};
}
