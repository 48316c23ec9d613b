import type { Judgment } from '@codejoust/arena/rules/judgment';
import { afterEach, expect, test } from 'vitest';
import {
	type JudgeFault,
	MALFORMED_KINDS,
	type MalformedKind,
} from '../../../../test/support/judge-faults.ts';
import {
	type JudgeServerOptions,
	startJudgeServer,
} from '../../../../test/support/judge-server.ts';
import { createAsk } from '../endpoint/ask.ts';
import type { Attempt } from '../endpoint/attempt.ts';
import { createCircuitBreaker } from '../endpoint/circuit-breaker.ts';
import { createSystemClock } from '../endpoint/clock.ts';
import { defaultJudge } from '../protocol/default-judges.ts';
import { createLimiter } from '../endpoint/limiter.ts';
import { type Game, type GameDeps, playGame } from './play-game.ts';

const GAME: Game = {
	judgeHash: 'j',
	questionHash: 'q',
	baselineHash: 'b',
	responseHash: 'r',
	order: 'baseline-first',
	replicate: 0,
	question: [{ role: 'user', content: 'Reverse a list in Python.' }],
	baseline: 'Use xs[::-1].',
	response: 'Use list(reversed(xs)), which copies.',
};
const never = new AbortController().signal;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
	for (const each of open.splice(0).reverse()) await each.close();
});

async function setUp(options: JudgeServerOptions, overrides: Partial<GameDeps> = {}) {
	const server = await startJudgeServer(options);
	const client = createAsk({
		baseUrl: server.baseUrl,
		apiKey: '',
		now: () => Date.now(),
		tick: () => performance.now(),
	});
	open.push(server, client);
	const clock = createSystemClock();
	const recorded: Attempt[] = [];
	const deps: GameDeps = {
		ask: client.ask,
		clock,
		limiter: createLimiter({ clock, maxInFlight: 4 }),
		breaker: createCircuitBreaker({ clock }),
		random: () => 0.5,
		retry: { maxTries: 3, giveUpAfterMs: 10_000, firstBackoffMs: 1, lastBackoffMs: 4 },
		signal: never,
		definition: defaultJudge('judge-1'),
		fenceSecret: 'secret',
		record: async (attempt) => void recorded.push(attempt),
		countTokens: async (text) => text.length,
		...overrides,
	};
	return { server, recorded, deps };
}

const always = (fault: JudgeFault) => ({ fault: () => fault });
const malformed = (as: MalformedKind): JudgeFault => ({ kind: 'malformed', as });
const unscored = (reason: string) => ({ kind: 'unscored', reason });

test('a game is asked once, recorded once and scored', async () => {
	const { server, recorded, deps } = await setUp({ policy: 'longer' });
	const result = await playGame(GAME, deps);
	expect(result.judgment).toEqual({ kind: 'scored', verdict: 'B>A' });
	expect(recorded).toEqual(result.attempts);
	expect(recorded[0]).toMatchObject({ promptTokens: 1000, model: 'judge-1', isReAsk: false });
	expect(server.requests).toHaveLength(1);
});

test('swapping the order shows the model first and changes nothing else of the prompt', async () => {
	const { server, deps } = await setUp({ policy: 'longer' });
	const { judgment } = await playGame({ ...GAME, order: 'swapped' }, deps);
	expect(judgment).toEqual({ kind: 'scored', verdict: 'A>B' });
	await playGame(GAME, deps);
	const lines = server.requests.map((request) =>
		request.messages[1]?.content.split('\n').sort().join('\n'),
	);
	expect(lines[0]).toBe(lines[1]);
});

const EXPECTED: Readonly<Record<MalformedKind, Judgment['kind'] | object>> = {
	text: unscored('no-verdict'),
	empty: unscored('empty'),
	null: unscored('empty'),
	refusal: unscored('refused'),
	truncated: unscored('truncated'),
	conflict: unscored('contradictory'),
	badlabel: unscored('no-verdict'),
	lowercase: { kind: 'scored', verdict: 'A>B' },
	spaced: { kind: 'scored', verdict: 'B>A' },
	single: unscored('no-verdict'),
	'quoted-example': unscored('no-verdict'),
	nochoices: { ...unscored('provider-error'), errorClass: 'unreadable' },
	errorbody: { ...unscored('provider-error'), errorClass: 'server' },
	badjson: { ...unscored('provider-error'), errorClass: 'broken-off' },
	html: { ...unscored('provider-error'), errorClass: 'unreadable' },
	cutbody: { ...unscored('provider-error'), errorClass: 'network' },
};

test.each(MALFORMED_KINDS)('a judge that always sends %s never makes a tie', async (kind) => {
	const { recorded, deps } = await setUp(always(malformed(kind)));
	const { judgment } = await playGame(GAME, deps);
	expect(judgment).toEqual(EXPECTED[kind]);
	expect(recorded.at(-1)?.judgment).toEqual(judgment);
});

test.each(MALFORMED_KINDS)('a single %s costs no game', async (kind) => {
	const { server, recorded, deps } = await setUp({
		policy: { fixed: 'B>>A' },
		fault: (index) => (index === 0 ? malformed(kind) : undefined),
	});
	const { judgment } = await playGame(GAME, deps);
	const isFinal = ['empty', 'null', 'refusal', 'lowercase', 'spaced'].includes(kind);
	expect(judgment).toEqual(isFinal ? EXPECTED[kind] : { kind: 'scored', verdict: 'B>>A' });
	expect(server.requests).toHaveLength(isFinal ? 1 : 2);
	expect(recorded.length).toBeLessThanOrEqual(2);
});

test('a verdict is asked for again at most once, with the judge’s own words before it', async () => {
	const { server, recorded, deps } = await setUp(always(malformed('conflict')));
	await playGame(GAME, deps);
	expect(server.requests).toHaveLength(2);
	const [first, second] = server.requests;
	expect(second?.messages.slice(0, 2)).toEqual(first?.messages);
	expect(second?.messages[2]).toEqual({ role: 'assistant', content: recorded[0]?.text });
	expect(second?.messages[3]?.role).toBe('user');
	expect(recorded.map((attempt) => attempt.isReAsk)).toEqual([false, true]);
});

test('a truncated reply is asked for again with more room and the same messages', async () => {
	const { server, deps } = await setUp(always(malformed('truncated')));
	await playGame(GAME, deps);
	const [first, second] = server.requests;
	expect(second?.messages).toEqual(first?.messages);
	expect([first?.max_tokens, second?.max_tokens]).toEqual([16_384, 32_768]);
});

test('a rule without reasons asks nothing twice', async () => {
	const judge = defaultJudge('judge-1');
	const definition = { ...judge, reAsk: { ...judge.reAsk, reasons: [] } };
	const { server, deps } = await setUp(always(malformed('text')), { definition });
	expect((await playGame(GAME, deps)).judgment).toEqual(unscored('no-verdict'));
	expect(server.requests).toHaveLength(1);
});

test('nothing further is asked before an attempt is durable', async () => {
	let stored: () => void = () => undefined;
	const durable = new Promise<void>((resolve) => (stored = resolve));
	const seen: number[] = [];
	const { server, deps } = await setUp(always(malformed('text')), {
		record: async () => {
			seen.push(server.requests.length);
			if (seen.length === 1) {
				setImmediate(stored);
				await durable;
				seen.push(server.requests.length);
			}
			return undefined;
		},
	});
	await playGame(GAME, deps);
	expect(seen).toEqual([1, 1, 2]);
});

test('what a store keeps in the place of an attempt is what the game ends with', async () => {
	const refused = { kind: 'unscored', reason: 'provider-error', errorClass: 'server' } as const;
	const { server, deps } = await setUp(always(malformed('text')), { record: async () => refused });
	expect((await playGame(GAME, deps)).judgment).toEqual(refused);
	expect(server.requests).toHaveLength(1);
});

test('a record that fails ends the game with its error', async () => {
	const { server, deps } = await setUp(always(malformed('text')), {
		record: () => Promise.reject(new Error('disk full')),
	});
	await expect(playGame(GAME, deps)).rejects.toThrow('disk full');
	expect(server.requests).toHaveLength(1);
});

test('failures on the way are counted by class, and those answered 200 as paid', async () => {
	const faults: JudgeFault[] = [{ kind: 'status', status: 503 }, malformed('html')];
	const { recorded, deps } = await setUp({ fault: (index) => faults[index] });
	await playGame(GAME, deps);
	expect(recorded).toMatchObject([
		{ detail: expect.stringContaining('504 upstream'), text: expect.stringContaining('<h1>') },
		{ transportRetries: 2, transportErrors: { server: 1, unreadable: 1 }, paidRetries: 1 },
	]);
});

test('a reply that broke off is recorded with its words and its tokens, and asked for again', async () => {
	const { server, recorded, deps } = await setUp({
		policy: { fixed: 'B>A' },
		body: (index, body) =>
			index > 0
				? body
				: { ...body, choices: [{ ...BROKEN, error: { code: 502, message: 'gone' } }] },
	});
	const { judgment } = await playGame(GAME, deps);
	expect(judgment).toEqual({ kind: 'scored', verdict: 'B>A' });
	expect(server.requests).toHaveLength(2);
	expect(recorded).toMatchObject([
		{
			judgment: { ...unscored('provider-error'), errorClass: 'broken-off' },
			text: 'At first [[A>>B]], but',
			detail: 'gone',
			finishReason: 'error',
			promptTokens: 1000,
			completionTokens: 200,
			isReAsk: false,
		},
		{ judgment, transportErrors: { 'broken-off': 1 } },
	]);
});

const BROKEN = { finish_reason: 'error', message: { content: 'At first [[A>>B]], but' } };

test('a reply to a prompt of which a part arrived is unscored whatever it says, and asked for once', async () => {
	const long = { ...GAME, response: 'one word after the other '.repeat(2_000) };
	const { server, recorded, deps } = await setUp({ policy: { fixed: 'B>A' } });
	expect((await playGame(long, deps)).judgment).toEqual(unscored('prompt-cut'));
	expect(server.requests).toHaveLength(1);
	expect(recorded[0]?.detail).toContain('counts 1000 tokens');
});

test('thinking is recorded apart from the text, and a re-ask repeats the text alone', async () => {
	const { server, recorded, deps } = await setUp({
		reply: () => '<think>\nPerhaps [[A>B]].\n</think>\n\nBoth are fine.',
	});
	expect((await playGame(GAME, deps)).judgment).toEqual(unscored('no-verdict'));
	expect(recorded[0]).toMatchObject({ thinking: 'Perhaps [[A>B]].', text: '\n\nBoth are fine.' });
	expect(server.requests[1]?.messages[2]?.content).toBe('\n\nBoth are fine.');
});

test('a content filter’s refusal of a prompt is a refusal of its game, and not asked again', async () => {
	const { server, recorded, deps } = await setUp(
		always({ kind: 'status', status: 400, code: 'content_filter', message: 'It was filtered.' }),
	);
	expect((await playGame(GAME, deps)).judgment).toEqual(unscored('refused'));
	expect(server.requests).toHaveLength(1);
	expect(recorded[0]).toMatchObject({ detail: 'It was filtered.', promptTokens: 0, text: '' });
});

test('a time beyond ten minutes ends a game at once, as a limit of the rate', async () => {
	const { server, deps } = await setUp(
		always({ kind: 'status', status: 429, headers: { 'retry-after': '22320' } }),
	);
	const { judgment } = await playGame(GAME, deps);
	expect(judgment).toEqual({ ...unscored('provider-error'), errorClass: 'rate-limit' });
	expect(server.requests).toHaveLength(1);
});

test('a game that gives up is a provider error with its class, recorded as an attempt', async () => {
	const { server, recorded, deps } = await setUp(always({ kind: 'status', status: 500 }));
	const { judgment } = await playGame(GAME, deps);
	expect(judgment).toEqual({ ...unscored('provider-error'), errorClass: 'server' });
	expect(server.requests).toHaveLength(3);
	expect(recorded).toMatchObject([{ judgment, text: null, promptTokens: null, model: null }]);
});

test.each([
	[401, '', 'auth'],
	[429, 'insufficient_quota', 'quota'],
	[400, 'context_length_exceeded', 'context-length'],
	[400, 'invalid_prompt', 'bad-request'],
])('%d %s is final at once', async (status, code, errorClass) => {
	const { server, deps } = await setUp(always({ kind: 'status', status, code }));
	const { judgment } = await playGame(GAME, deps);
	expect(judgment).toEqual({ ...unscored('provider-error'), errorClass });
	expect(server.requests).toHaveLength(1);
});

test('refusals for the rate use up no tries', async () => {
	const refusal: JudgeFault = {
		kind: 'status',
		status: 429,
		headers: { 'retry-after-ms': '1' },
	};
	const { recorded, deps } = await setUp({
		policy: { fixed: 'A=B' },
		fault: (index) => (index < 6 ? refusal : undefined),
	});
	const limiter = {
		acquire: deps.limiter.acquire,
		report: () => undefined,
		setShare: () => undefined,
	};
	expect((await playGame(GAME, { ...deps, limiter })).judgment.kind).toBe('scored');
	expect(recorded).toMatchObject([{ transportErrors: { 'rate-limit': 6 } }]);
});

test('tokens are counted here, and said to be, where the provider reports none', async () => {
	const { recorded, deps } = await setUp({ hasUsage: false });
	await playGame(GAME, deps);
	expect(recorded[0]?.tokensEstimated).toBe(true);
	expect(recorded[0]?.completionTokens).toBe(recorded[0]?.text?.length);
});

test('an abort ends a game in its back-off and records nothing', async () => {
	const controller = new AbortController();
	const { recorded, deps } = await setUp(
		always({ kind: 'status', status: 500, headers: { 'retry-after': '5' } }),
		{ signal: controller.signal },
	);
	const breaker = {
		...deps.breaker,
		report: () => controller.abort(new Error('stop')),
	};
	await expect(playGame(GAME, { ...deps, breaker })).rejects.toThrow('stop');
	expect(recorded).toEqual([]);
});
