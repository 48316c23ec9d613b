import { verdictOf } from '@codejoust/arena/rules/reading';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import {
	hashDefinition,
	type JudgeDefinition,
	judgeDefinitionSchema,
} from '@codejoust/judge/protocol/definition';
import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import { createCircuitBreaker } from '@codejoust/judge/endpoint/circuit-breaker';
import {
	diagnose,
	looksLikeWrongAddress,
	type TestedGame,
} from '@codejoust/judge/endpoint/diagnose';
import type { ListedModels } from '@codejoust/judge/endpoint/list-models';
import { costMicroUsd, type Price } from '@codejoust/judge/endpoint/prices';
import { countTokens } from '@codejoust/judge/endpoint/tokens';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import { playGame } from '@codejoust/judge/game/play-game';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import type { Actor } from '../../actor.ts';
import type { ApiDeps } from '../../deps.ts';
import type { TestedEndpoint } from '../../present/endpoint.ts';
import { findModelPrice } from '../../judge-price.ts';
import { Refusal } from '../../refusal.ts';
import {
	chooseModel,
	findNewestJudge,
	requireAllowed,
	requireBudget,
	requireOwn,
} from './own-endpoint.ts';

type Deps = Pick<ApiDeps, 'db' | 'endpoints' | 'endpointOf' | 'fenceSecret' | 'clock' | 'stopping'>;

const LONGEST_MS = 300_000;
/** The codes of undici and Node for a connection that the other side closed. */
const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET']);

const QUESTION = 'Write a Python function that returns the larger of two numbers.';
const BASELINE = 'def larger(a, b):\n    return a if a > b else b';
const RESPONSE = 'def larger(a, b):\n    return max(a, b)';

/**
 * Asks an endpoint of this server for its models and for one game, and says in a sentence what is wrong. Nothing is stored but
 * the fact that somebody did it. A call that fails is not repeated, but for one on a kept connection that the server had closed.
 */
export async function testEndpoint(
	deps: Deps,
	asked: {
		readonly name: string;
		readonly model: string | undefined;
		readonly by: Actor;
		readonly signal: AbortSignal;
	},
): Promise<TestedEndpoint> {
	const endpoint = await requireOwn(deps, asked.name);
	if (asked.model !== undefined) requireAllowed(endpoint, asked.model, 'model');
	await requireBudget(deps);
	const signal = AbortSignal.any([asked.signal, deps.stopping, AbortSignal.timeout(LONGEST_MS)]);
	const listed = await endpoint.listModels(signal);
	const { path, name, hasKey } = endpoint;
	const listedUnderV1 = looksLikeWrongAddress({ path, listed })
		? await endpoint.listModels(signal, '/v1')
		: undefined;
	const judge = await chooseDefinition(deps, { endpoint, model: asked.model, listed });
	const played = judge && (await playTest(deps, { endpoint, definition: judge, signal }));
	const model = judge?.model;
	const game = played?.game;
	const diagnosis = diagnose({ name, path, hasKey, listed, listedUnderV1, model, game });
	const price = model === undefined ? undefined : await findModelPrice(deps.db, model, endpoint);
	const cost = played?.attempt && costOf(played.attempt, price);
	await appendAudit(deps.db, {
		...asked.by,
		action: 'endpoint.test',
		subject: name,
		detail: { model: model ?? null, finding: diagnosis.finding, cost_micro_usd: cost ?? null },
	});
	const judgment = played?.attempt?.judgment;
	return {
		name,
		diagnosis,
		listed,
		model,
		verdict: verdictOf(judgment),
		attempt: played?.attempt,
		costMicroUsd: cost,
	};
}

/**
 * The judge of the game: the newest version that is asked there, of the model where one was named; else our own prompt for that
 * model, or for the first one that the endpoint lists or names and allows.
 */
async function chooseDefinition(
	deps: Deps,
	{
		endpoint,
		model,
		listed,
	}: {
		readonly endpoint: Endpoint;
		readonly model: string | undefined;
		readonly listed: ListedModels;
	},
): Promise<JudgeDefinition | undefined> {
	const newest = await findNewestJudge(deps, { endpoint, model });
	if (newest) return judgeDefinitionSchema.parse(newest.definition);
	const chosen = model ?? chooseModel(endpoint, listed);
	return chosen === undefined ? undefined : defaultJudge(chosen);
}

async function playTest(
	{ clock, fenceSecret }: Deps,
	{
		endpoint,
		definition,
		signal,
	}: {
		readonly endpoint: Endpoint;
		readonly definition: JudgeDefinition;
		readonly signal: AbortSignal;
	},
): Promise<{ readonly game: TestedGame; readonly attempt: Attempt | undefined }> {
	let last: AskResult | undefined;
	let attempt: Attempt | undefined;
	const [order] = protocolOf(definition).shots({ category: '', subcategory: '' });
	const once = { ...definition, reAsk: { ...definition.reAsk, reasons: [] } };
	const { judgment } = await playGame(
		{
			judgeHash: hashDefinition(definition),
			questionHash: contentHash(QUESTION),
			baselineHash: contentHash(BASELINE),
			responseHash: contentHash(RESPONSE),
			order,
			replicate: 0,
			question: [{ role: 'user', content: QUESTION }],
			baseline: BASELINE,
			response: RESPONSE,
		},
		{
			limiter: endpoint.limiter,
			// Of its own: an outage is what a test is to find.
			breaker: createCircuitBreaker({ clock }),
			retry: { ...endpoint.retry, maxTries: 1, giveUpAfterMs: 0 },
			ask: async (request, callSignal) => {
				last = await askAgainOnceClosed(endpoint, request, callSignal);
				return last;
			},
			definition: once,
			fenceSecret,
			clock,
			random: () => 0,
			signal,
			countTokens,
			record: async (made) => {
				attempt = made;
				return undefined;
			},
		},
	).catch((error: unknown) => {
		if (!signal.aborted) throw error;
		throw new Refusal('not-ready', 'The test was ended before the endpoint had answered.');
	});
	return { game: asTested(judgment, last), attempt };
}

/**
 * A server may close a connection that was kept open just as the next call is written to it. That says nothing about the endpoint,
 * so one more call is made, on a new connection.
 */
async function askAgainOnceClosed(
	{ ask }: Pick<Endpoint, 'ask'>,
	...call: Parameters<Endpoint['ask']>
): Promise<AskResult> {
	const result = await ask(...call);
	const wasClosed =
		result.kind === 'error' && result.status === undefined && CLOSED.has(result.message);
	return wasClosed ? ask(...call) : result;
}

function asTested(judgment: Attempt['judgment'], last: AskResult | undefined): TestedGame {
	if (judgment.kind === 'scored') return { kind: 'verdict' };
	if (last?.kind === 'error')
		return {
			kind: 'error',
			errorClass: last.errorClass,
			status: last.status,
			message: last.message,
		};
	return { kind: 'unscored', reason: judgment.reason };
}

function costOf(
	{ promptTokens, completionTokens }: Attempt,
	price: Price | undefined,
): number | undefined {
	if (promptTokens === null || completionTokens === null) return undefined;
	return costMicroUsd({ promptTokens, completionTokens }, price);
}
