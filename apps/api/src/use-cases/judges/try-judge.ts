import { describeDollars } from '../../describe-dollars.ts';
import { findServiceBudget } from '@codejoust/db/queries/runs/budgets';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { PlacedJudge } from '@codejoust/judge/choose-endpoint';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import type { ChatRequest } from '@codejoust/judge/endpoint/chat-request';
import {
	hashDefinition,
	type JudgeDefinition,
	judgeDefinitionSchema,
} from '@codejoust/judge/protocol/definition';
import { playGame } from '@codejoust/judge/game/play-game';
import { costMicroUsd, type Price } from '@codejoust/judge/endpoint/prices';
import { isRehearsalModel } from '@codejoust/judge/definition/rehearsal-policies';
import { countTokens } from '@codejoust/judge/endpoint/tokens';
import type { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import type { FoundTrial, TrialCall, TrialGame } from '../../present/judge-trial.ts';
import { Refusal } from '../../refusal.ts';
import type { newTrial } from '@codejoust/contract/schemas/judge-registry';
import { type Endpoint, isMissing } from '@codejoust/judge/judge-endpoint';
import { findJudge } from './find-judge.ts';
import { findJudgePrice, findModelPrice, readPricePlace } from '../../judge-price.ts';
import { findTrialBattle, type TrialBattle } from './trial-battle.ts';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import { refuseUnasked, refuseUnreleasedMembered } from './refuse-unasked.ts';
import { resolveDefinition } from './resolve-definition.ts';

type Deps = Pick<ApiDeps, 'db' | 'endpointOf' | 'fenceSecret' | 'clock' | 'stopping'>;

export const LONGEST_TRIAL_MS = 300_000;

/**
 * Puts one stored battle to a judge for a look: what is sent, what comes back, what is read. Nothing is stored but the fact
 * that somebody did it; no identity is settled and no number changes. A call that fails is not repeated.
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
): Promise<FoundTrial> {
	const judge = await readTriedJudge(deps, name, trial.definition);
	const endpoint = await openWay(deps, judge);
	const protocol = protocolOf(judge.definition);
	const battle = await findTrialBattle(deps.db, Number(trial.battle), protocol);
	const shots = protocol.shots(battle.asked);
	const orders = trial.order === 'both' ? shots : [requireShot(shots, trial.order)];
	const ending = AbortSignal.any([signal, deps.stopping, AbortSignal.timeout(LONGEST_TRIAL_MS)]);
	const parts = { ...judge, endpoint, battle, signal: ending };
	const games = await Promise.all(orders.map((order) => playTrial(deps, parts, order)));
	const cost = addCosts(games);
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
		judge,
		endpoint: endpoint.name,
		battleId: trial.battle,
		benchmark: battle.benchmark,
		questionId: battle.questionId,
		model: battle.model,
		games,
		outcome: outcomeOf(games, judge.definition),
		costMicroUsd: cost,
	};
}

function requireShot(shots: readonly string[], order: string): string {
	if (shots.includes(order)) return order;
	const reason = `This judge is asked about the battle: ${shots.join(', ')}.`;
	throw new Refusal('invalid-input', reason, [{ name: 'order', value: order, reason }]);
}

type TriedJudge = {
	readonly definition: JudgeDefinition;
	readonly hash: string;
	/** Undefined for a definition that is not released. */
	readonly row: JudgeVersionRow | undefined;
	/** What decides where it is asked; another model than the version's is asked where that model is. */
	readonly place: PlacedJudge;
	readonly price: Price | undefined;
};

async function readTriedJudge(
	{ db, endpointOf }: Deps,
	name: string,
	written: Readonly<Record<string, unknown>> | undefined,
): Promise<TriedJudge> {
	const row = await findJudge(db, name);
	refuseUnasked(row);
	const placeOf = (judge: PlacedJudge) => readPricePlace(endpointOf, judge);
	const priceOfJudge = (judge: JudgeVersionRow) => findJudgePrice(db, judge, placeOf(judge));
	if (written === undefined) {
		const definition = judgeDefinitionSchema.parse(row.definition);
		return { definition, hash: row.hash, row, place: row, price: await priceOfJudge(row) };
	}
	const { definition } = await resolveDefinition(db, { from: name, written });
	if (definition.kind === 'recorded') throw refuseUnreleasedMembered('recorded judge');
	if ('members' in definition) throw refuseUnreleasedMembered(definition.kind);
	const hash = hashDefinition(definition);
	const isSame = hash === row.hash;
	// A price that was set for the version holds for its model.
	const { model } = definition;
	const isSameModel = model === row.model;
	const place = isSameModel ? row : { isRehearsal: isRehearsalModel(model), model };
	const price = isSameModel
		? await priceOfJudge(row)
		: await findModelPrice(db, model, placeOf(place));
	return { definition, hash, row: isSame ? row : undefined, place, price };
}

/** The endpoint, unless nothing could come of it or nothing may be spent. */
async function openWay(deps: Deps, { place, price }: TriedJudge): Promise<Endpoint> {
	const endpoint = deps.endpointOf(place);
	if (isMissing(endpoint)) throw new Refusal('conflict', `Nothing was asked: ${endpoint.missing}.`);
	const { outage } = endpoint.status();
	if (outage)
		throw new Refusal(
			'not-ready',
			`Nothing was asked: the judge endpoint has failed since ${outage.since.toISOString()} (${outage.reason}).`,
		);
	const { limitMicroUsd: limit, spentMicroUsd: spent } = await findServiceBudget(deps.db);
	const isFree = price?.inputMicroUsd === 0 && price.outputMicroUsd === 0;
	if (limit !== null && spent >= limit && !isFree)
		throw new Refusal(
			'conflict',
			`Nothing was asked: the service’s budget of ${describeDollars(limit)} is reached.`,
		);
	return endpoint;
}

type TrialParts = TriedJudge & {
	readonly endpoint: Endpoint;
	readonly battle: TrialBattle;
	readonly signal: AbortSignal;
};

async function playTrial(
	{ clock, fenceSecret }: Deps,
	{ definition, hash, price, endpoint, battle, signal }: TrialParts,
	order: string,
): Promise<TrialGame> {
	const calls: TrialCall[] = [];
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
				const request = { ...sent };
				calls.push({ attempt, request, costMicroUsd: costOf(attempt, price) });
				return undefined;
			},
		},
	).catch((error: unknown) => {
		if (!signal.aborted) throw error;
		throw new Refusal(
			'not-ready',
			'The test of the judge was cancelled before the judge had answered.',
		);
	});
	return { order, judgment, calls };
}

function costOf({ promptTokens, completionTokens }: Attempt, price: Price | undefined) {
	if (promptTokens === null || completionTokens === null) return undefined;
	return costMicroUsd({ promptTokens, completionTokens }, price);
}

/** Micro-dollars; unknown only when nothing is known. */
function addCosts(games: readonly TrialGame[]): number | null {
	const known = games.flatMap(({ calls }) => calls.flatMap((call) => call.costMicroUsd ?? []));
	return known.length === 0 ? null : known.reduce((total, cost) => total + cost, 0);
}

function outcomeOf(
	games: readonly TrialGame[],
	definition: JudgeDefinition,
): FoundTrial['outcome'] {
	const { decide } = protocolOf(definition);
	const result = decide(new Map(games.map(({ order, judgment }) => [order, judgment])));
	if (!result) return null;
	return result.kind === 'scored' ? result.outcome : 'unscored';
}
