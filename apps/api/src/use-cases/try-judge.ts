import { decideBattle } from '@codejoust/arena/battle';
import { GAME_ORDERS, type GameOrder } from '@codejoust/arena/game';
import type { Judgment } from '@codejoust/arena/judgment';
import { appendAudit } from '@codejoust/db/queries/access';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import type { ChatRequest } from '@codejoust/judge/chat-request';
import {
	hashDefinition,
	type JudgeDefinition,
	judgeDefinitionSchema,
} from '@codejoust/judge/definition';
import { playGame } from '@codejoust/judge/play-game';
import { type Price, priceOf } from '@codejoust/judge/prices';
import { isRehearsalModel } from '@codejoust/judge/rehearsal/policies';
import { countTokens } from '@codejoust/judge/tokens';
import type { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { addTrialCosts, presentAttempt, presentJudgment } from '../present/judge-trial.ts';
import { nameJudge, presentJudgeBrief } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import type { JudgeTrial, newTrial } from '../schemas/judge-registry.ts';
import { type Endpoint, isMissing } from '../worker/endpoint.ts';
import { readServiceBudget } from './change-budget.ts';
import { findJudge } from './find-judge.ts';
import { findJudgePrice } from './judge-price.ts';
import { findTrialBattle, type TrialBattle } from './trial-battle.ts';
import { readWrittenDefinition } from './written-definition.ts';

type Deps = Pick<ApiDeps, 'db' | 'endpointOf' | 'fenceSecret' | 'clock' | 'stopping'>;
type Games = JudgeTrial['games'];

const LONGEST_MS = 300_000;

/**
 * Puts one stored battle to a judge for a look: what is sent, what comes back, what is read. Nothing is stored but the fact
 * that somebody did it; no identity is settled and no number moves. A call that fails is not repeated.
 */
export async function tryJudge(
	deps: Deps,
	{
		name,
		trial,
		by,
		signal,
	}: {
		readonly name: string;
		readonly trial: z.output<typeof newTrial>;
		readonly by: Actor;
		readonly signal: AbortSignal;
	},
): Promise<JudgeTrial> {
	const judge = await readTriedJudge(deps, name, trial.definition);
	const endpoint = await openWay(deps, judge);
	const battle = await findTrialBattle(deps.db, Number(trial.battle));
	const orders = trial.order === 'both' ? GAME_ORDERS : [trial.order];
	const ending = AbortSignal.any([signal, deps.stopping, AbortSignal.timeout(LONGEST_MS)]);
	const parts = { ...judge, endpoint, battle, signal: ending };
	const played = await Promise.all(orders.map((order) => playTrial(deps, parts, order)));
	const games = played.map(({ game }) => game);
	const cost = addTrialCosts(games);
	await appendAudit(deps.db, {
		...by,
		action: 'judge.try',
		subject: name,
		detail: {
			battle: trial.battle,
			order: trial.order,
			released: judge.row !== undefined,
			cost_micro_usd: cost,
		},
	});
	return {
		judge: presentTriedJudge(judge),
		endpoint: endpoint.name,
		battle_id: trial.battle,
		benchmark: battle.benchmark,
		question_id: battle.questionId,
		model: battle.model,
		games,
		outcome: outcomeOf(played),
		cost_micro_usd: cost,
	};
}

type TriedJudge = {
	readonly definition: JudgeDefinition;
	readonly hash: string;
	/** Undefined for a definition that is not released. */
	readonly row: JudgeVersionRow | undefined;
	readonly price: Price | undefined;
};

async function readTriedJudge(
	{ db }: Deps,
	name: string,
	written: Readonly<Record<string, unknown>> | undefined,
): Promise<TriedJudge> {
	const row = await findJudge(db, name);
	if (written === undefined) {
		const definition = judgeDefinitionSchema.parse(row.definition);
		return { definition, hash: row.hash, row, price: await findJudgePrice(db, row) };
	}
	const { definition } = await readWrittenDefinition(db, { from: name, written });
	const hash = hashDefinition(definition);
	const isSame = hash === row.hash;
	// A price that was set for the version holds for its model.
	const price =
		definition.model === row.model ? await findJudgePrice(db, row) : priceOf(definition.model);
	return { definition, hash, row: isSame ? row : undefined, price };
}

function presentTriedJudge({ definition, hash, row }: TriedJudge): JudgeTrial['judge'] {
	const { kind, model } = definition;
	const isRehearsal = isRehearsalModel(model);
	const brief = presentJudgeBrief({ slug: '', version: 0, hash, kind, model, isRehearsal });
	return { ...brief, name: row ? nameJudge(row) : null };
}

/** The endpoint, unless nothing could come of it or nothing may be spent. */
async function openWay(deps: Deps, { definition, price }: TriedJudge): Promise<Endpoint> {
	const { model } = definition;
	const endpoint = deps.endpointOf({ isRehearsal: isRehearsalModel(model), model });
	if (isMissing(endpoint)) throw new Refusal('conflict', `Nothing was asked: ${endpoint.missing}.`);
	const { outage } = endpoint.status();
	if (outage)
		throw new Refusal(
			'not-ready',
			`Nothing was asked: the judge endpoint has failed since ${outage.since.toISOString()} (${outage.reason}).`,
		);
	const { budget_micro_usd: limit, spent_micro_usd: spent } = await readServiceBudget(deps);
	const isFree = price?.inputMicroUsd === 0 && price.outputMicroUsd === 0;
	if (limit !== null && spent >= limit && !isFree)
		throw new Refusal(
			'conflict',
			`Nothing was asked: the service’s budget of ${limit} micro-dollars is reached.`,
		);
	return endpoint;
}

type TrialParts = TriedJudge & {
	readonly endpoint: Endpoint;
	readonly battle: TrialBattle;
	readonly signal: AbortSignal;
};
type PlayedTrial = { readonly judgment: Judgment; readonly game: Games[number] };

async function playTrial(
	{ clock, fenceSecret }: Deps,
	{ definition, hash, price, endpoint, battle, signal }: TrialParts,
	order: GameOrder,
): Promise<PlayedTrial> {
	const attempts: Games[number]['attempts'] = [];
	let sent: ChatRequest | undefined;
	const { judgment } = await playGame(
		{ ...battle.texts, judgeHash: hash, order, replicate: 0 },
		{
			limiter: endpoint.limiter,
			breaker: endpoint.breaker,
			retry: { ...endpoint.retry, maxTries: 1, giveUpAfterMs: 0 },
			ask: (request, callSignal) => {
				sent = request;
				return endpoint.ask(request, callSignal);
			},
			definition,
			fenceSecret,
			clock,
			random: () => 0,
			signal,
			countTokens,
			record: async (attempt) => {
				attempts.push(presentAttempt(attempt, { ...sent }, price));
			},
		},
	).catch((error: unknown) => {
		if (!signal.aborted) throw error;
		throw new Refusal('not-ready', 'The look at the judge was ended before it had answered.');
	});
	return { judgment, game: { order, ...presentJudgment(judgment), attempts } };
}

function outcomeOf(played: readonly PlayedTrial[]): JudgeTrial['outcome'] {
	const judgmentOf = (order: GameOrder) =>
		played.find(({ game }) => game.order === order)?.judgment;
	const [baselineFirst, swapped] = [judgmentOf('baseline-first'), judgmentOf('swapped')];
	if (!baselineFirst || !swapped) return null;
	const result = decideBattle({ baselineFirst, swapped });
	return result.kind === 'scored' ? result.outcome : 'unscored';
}
