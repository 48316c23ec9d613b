import type { JudgeDefinition } from '@codejoust/judge/protocol/definition';
import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import { createCircuitBreaker } from '@codejoust/judge/endpoint/circuit-breaker';
import { costMicroUsd, type Price } from '@codejoust/judge/endpoint/prices';
import { countTokens } from '@codejoust/judge/endpoint/tokens';
import { withoutTexts } from '@codejoust/judge/first-hour/without-texts';
import { buildGameRequest, type Game, playGame } from '@codejoust/judge/game/play-game';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import type { ApiDeps } from '../../deps.ts';
import type { HourGame } from '../../present/first-hour.ts';
import type { SampleGame } from './sample-games.ts';

type Showing = Pick<ApiDeps, 'fenceSecret'> & {
	readonly definition: JudgeDefinition;
	readonly price: Price | undefined;
};

export type ExpectedGame = Game &
	Pick<SampleGame, 'questionId'> & {
		/** In the o200k encoding. */
		readonly promptTokens: number;
		readonly mostMicroUsd: number;
	};

/** No provider's encoding takes more than this many times the tokens of ours. */
const DENSEST = 2;

/** A game with the most that it can cost: a prompt of twice our count, and all the output that the judge may write. */
export async function expectGame(
	game: Game & Pick<SampleGame, 'questionId'>,
	{ definition, fenceSecret, price }: Showing,
): Promise<ExpectedGame> {
	const { request } = await buildGameRequest(game, { definition, fenceSecret });
	const promptTokens = await countTokens(
		request.messages.map((message) => message.content).join('\n'),
	);
	const use = {
		promptTokens: DENSEST * promptTokens,
		completionTokens: definition.maxTokens.limit,
	};
	return { ...game, promptTokens, mostMicroUsd: costMicroUsd(use, price) ?? 0 };
}

/** Asks one game once. Undefined when the signal ends it. */
export async function playHourGame(
	game: ExpectedGame,
	deps: Showing &
		Pick<ApiDeps, 'clock'> & { readonly endpoint: Endpoint; readonly signal: AbortSignal },
): Promise<HourGame | undefined> {
	const { endpoint, clock, signal, definition } = deps;
	let result: AskResult | undefined;
	let attempt: Attempt | undefined;
	await playGame(game, {
		limiter: endpoint.limiter,
		// Of its own: an outage is one of the things that are to be found.
		breaker: createCircuitBreaker({ clock }),
		retry: { ...endpoint.retry, maxTries: 1, giveUpAfterMs: 0 },
		ask: async (request, callSignal) => (result = await endpoint.ask(request, callSignal)),
		definition: { ...definition, reAsk: { ...definition.reAsk, reasons: [] } },
		fenceSecret: deps.fenceSecret,
		clock,
		random: () => 0,
		signal,
		countTokens,
		record: async (made) => {
			attempt = made;
			return undefined;
		},
	}).catch((error: unknown) => {
		if (!signal.aborted) throw error;
	});
	return result && attempt && describeGame(game, { result, attempt }, deps);
}

async function describeGame(
	game: ExpectedGame,
	{ result, attempt }: { readonly result: AskResult; readonly attempt: Attempt },
	{ price, endpoint }: Showing & { readonly endpoint: Endpoint },
): Promise<HourGame> {
	const texts = [...game.question.map(({ content }) => content), game.baseline, game.response];
	const clean = (text: string | null) =>
		text === null ? null : withoutTexts(endpoint.redact(text), texts);
	const written = (attempt.thinking ?? '') + (attempt.text ?? '');
	const cost = costOf(attempt, price);
	return {
		questionId: game.questionId,
		order: game.order,
		judgment: attempt.judgment,
		went: wentOf(result),
		model: clean(attempt.model),
		finishReason: clean(attempt.finishReason),
		flags: attempt.flags,
		words: clean(attempt.detail),
		latencyMs: result.latencyMs,
		limits: result.limits,
		prompt: { reported: result.said?.usage.promptTokens, ours: game.promptTokens },
		completion: {
			reported: result.said?.usage.completionTokens,
			ours: await countTokens(written),
		},
		costMicroUsd: cost,
		microUsd: cost ?? (isFree(result) ? 0 : game.mostMicroUsd),
	};
}

function wentOf(result: AskResult): HourGame['went'] {
	if (result.kind === 'reply') return 'answered';
	return result.isPermanent ? 'refused' : 'failed';
}

function costOf({ promptTokens, completionTokens }: Attempt, price: Price | undefined) {
	if (promptTokens === null || completionTokens === null) return undefined;
	return costMicroUsd({ promptTokens, completionTokens }, price);
}

/** An answer with an error's status is not charged. Of a call that broke off nobody knows. */
function isFree(result: AskResult): boolean {
	return result.kind === 'error' && result.status !== undefined && !result.isPaid;
}
