import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import { findUsage } from '@codejoust/db/queries/runs/estimate';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import {
	type GameTokens,
	listGameTokens,
	listKnown,
} from '@codejoust/db/queries/rejudgings/rejudging-estimate';
import { measureQueue } from '@codejoust/db/queries/runs/measure-queue';
import { findCharacters } from '@codejoust/db/queries/submissions/submissions';
import type { RunVia } from '@codejoust/db/schema/runs';
import { scalePrice } from '@codejoust/judge/endpoint/prices';
import type { ApiDeps } from '../../deps.ts';
import type { RejudgingEstimate } from '@codejoust/contract/schemas/rejudging';
import { nameJudge } from '../../benchmark-name.ts';
import { hasMembers, isCascade } from '../../has-members.ts';
import { addEstimates, type MemberEstimate } from '../runs/add-estimates.ts';
import { addMembers } from '../runs/estimate-members.ts';
import { seatMembers, shareQuestions, takeTurns } from '../runs/seat-members.ts';
import { estimateCost } from '../runs/estimate-cost.ts';
import {
	BATCH_WINDOW_SECONDS,
	estimateGames,
	mostOutputTokens,
	promptLength,
} from '../runs/estimate-run.ts';
import { findJudgePrice } from '../../judge-price.ts';
import type { JudgeTerms } from '../../judge-terms.ts';
import { planBattles } from '../runs/plan-battles.ts';
import { countReferenceCharacters } from '../runs/reference-characters.ts';
import { type BattleInputs, openBattleInputs } from '../runs/read-battle-input.ts';
import { countShown } from '../runs/shown-characters.ts';

const CHARACTERS_PER_TOKEN = 4;
/** From so many replies on a judge's own lengths are better than another's. */
const ENOUGH_REPLIES = 30;
export type RejudgingPlan = {
	readonly benchmarkVersionId: number;
	readonly from: JudgeVersionRow;
	readonly to: JudgeVersionRow;
	readonly submissionIds: readonly string[];
	readonly questions: ReadonlySet<string> | undefined;
	readonly replicates: number;
	readonly via: RunVia;
};

type EstimateDeps = Pick<ApiDeps, 'db' | 'termsOf'>;

type Sums = {
	games: number;
	known: number;
	promptTokens: number;
	completionTokens: number;
	latencyMs: number;
	measured: number;
};

/**
 * What judging again would ask, take and cost, before anything is asked: games that the new judge knows cost nothing, the
 * others go by what the old judge's replies about the same games took.
 */
export async function estimateRejudging(
	deps: EstimateDeps,
	plan: RejudgingPlan,
): Promise<RejudgingEstimate> {
	if (isCascade(plan.to)) return estimateCascade(deps, plan);
	if (hasMembers(plan.to)) return estimateJury(deps, plan);
	const sums = await sumGames(deps, plan);
	const toAsk = sums.games - sums.known;
	const usage = await findUsage(deps.db, plan.to.id);
	const isFromHistory = usage.replies >= ENOUGH_REPLIES;
	const completionTokens = Math.round(
		isFromHistory ? toAsk * (usage.completionTokens ?? 0) : sums.completionTokens,
	);
	const tokens = { promptTokens: Math.round(sums.promptTokens), completionTokens };
	const latencyMs = usage.latencyMs ?? sums.latencyMs / Math.max(1, sums.measured);
	const terms = deps.termsOf(plan.to);
	const price = scalePrice(
		await findJudgePrice(deps.db, plan.to, terms.place),
		plan.via === 'batch' ? terms.batchPriceFactor : 1,
	);
	const queue = await measureQueue(deps.db);
	return {
		models: plan.submissionIds.length,
		games: sums.games,
		games_known: sums.known,
		games_to_ask: toAsk,
		prompt_tokens: tokens.promptTokens,
		completion_tokens: tokens.completionTokens,
		...estimateCost(tokens, { games: Math.max(1, toAsk), price, isFromHistory }),
		seconds:
			plan.via === 'batch'
				? Math.min(toAsk, 1) * BATCH_WINDOW_SECONDS
				: estimateSeconds(terms, { games: toAsk, latencyMs, ...tokens }),
		games_before: queue.games,
		is_from_history: isFromHistory,
	};
}

type RejudgingSeat = Pick<RejudgingPlan, 'to' | 'questions'> & { readonly submissionIds: string[] };

/** What the members of a jury are asked together, each about the submissions for which it is not recused. */
async function estimateJury(deps: EstimateDeps, plan: RejudgingPlan): Promise<RejudgingEstimate> {
	const { benchmarkVersionId, to: judge, questions } = plan;
	const all = await listQuestionOutlines(deps.db, benchmarkVersionId);
	const seats = new Map<string, RejudgingSeat>();
	for (const submissionId of plan.submissionIds) {
		const seated = await seatMembers(deps.db, { judge, submissionId });
		const turns = takeTurns(seated, all);
		// Who is recused changes the turns of the others.
		const recusal = seated.members.map(({ id }) => id).join();
		for (const share of shareQuestions(seated, { turns, questions })) {
			const key = turns ? `${share.judge.id} of ${recusal}` : String(share.judge.id);
			const seat = seats.get(key) ?? {
				to: share.judge,
				questions: share.questions,
				submissionIds: [],
			};
			seat.submissionIds.push(submissionId);
			seats.set(key, seat);
		}
	}
	const parts: MemberEstimate[] = [];
	for (const seat of seats.values())
		parts.push({
			judge: nameJudge(seat.to),
			endpoint: deps.termsOf(seat.to).place.name,
			estimate: await estimateRejudging(deps, { ...plan, ...seat }),
		});
	const { members: _, ...sum } = addEstimates(parts);
	const { games } = await measureQueue(deps.db);
	return { ...sum, models: plan.submissionIds.length, games_before: games };
}

/** Both judges of a cascade, about all submissions: nobody is recused. */
async function estimateCascade(
	deps: EstimateDeps,
	plan: RejudgingPlan,
): Promise<RejudgingEstimate> {
	const { submissionIds, to: judge } = plan;
	const { members, later } = await seatMembers(deps.db, { judge, submissionId: undefined });
	const seats = members.map((member) => ({ judge: member }));
	const { members: _, ...sum } = await addMembers(
		deps.db,
		{ members: seats, later, submissionIds, termsOf: deps.termsOf },
		(seat) => estimateRejudging(deps, { ...plan, to: seat.judge }),
	);
	const { games } = await measureQueue(deps.db);
	return { ...sum, models: submissionIds.length, games_before: games };
}

/** Says in one word what is confirmed: games to ask, and dollars at the upper end of the estimate. */
export function confirmationOf(estimate: RejudgingEstimate): string {
	const { games_to_ask: games, cost_high_micro_usd: cost } = estimate;
	return `${games}:${cost === null ? 'unpriced' : (cost / 1e6).toFixed(4)}`;
}

async function sumGames({ db, termsOf }: EstimateDeps, plan: RejudgingPlan): Promise<Sums> {
	const terms = termsOf(plan.to);
	const sums: Sums = {
		games: 0,
		known: 0,
		promptTokens: 0,
		completionTokens: 0,
		latencyMs: 0,
		measured: 0,
	};
	const references = (judge: JudgeVersionRow) =>
		countReferenceCharacters(db, judge, plan.benchmarkVersionId);
	const added = await references(plan.to);
	const longer =
		promptLength(plan.to) + added - promptLength(plan.from) - (await references(plan.from));
	const mostOutput = mostOutputTokens(plan.to);
	const met = new Set<string>();
	const inputs = await openBattleInputs(db, plan.benchmarkVersionId);
	for (const submissionId of plan.submissionIds) {
		const took = await listGameTokens(db, { submissionId, judgeVersionId: plan.from.id });
		const tookOf = new Map(took.map((game) => [`${game.position} ${game.order}`, game]));
		let unmeasured = 0;
		for (const game of await listGames(db, plan, { inputs, submissionId })) {
			sums.games++;
			const before = tookOf.get(game.place);
			if (game.isKnown || met.has(game.identity)) sums.known++;
			else if (before)
				addGame(sums, before, { longerTokens: longer / CHARACTERS_PER_TOKEN, mostOutput });
			else unmeasured++;
			met.add(game.identity);
		}
		if (unmeasured === 0) continue;
		const scope = { id: submissionId, benchmarkVersionId: plan.benchmarkVersionId };
		const charactersPerGame = countShown(plan.to, await findCharacters(db, scope));
		const guess = await estimateGames(db, plan.to, {
			games: unmeasured,
			charactersPerGame: charactersPerGame + added,
			terms,
		});
		sums.promptTokens += guess.prompt_tokens;
		sums.completionTokens += guess.completion_tokens;
	}
	return sums;
}

function addGame(
	sums: Sums,
	before: GameTokens,
	{ longerTokens, mostOutput }: { readonly longerTokens: number; readonly mostOutput: number },
): void {
	sums.promptTokens += Math.max(0, before.promptTokens + longerTokens);
	sums.completionTokens += Math.min(before.completionTokens, mostOutput);
	sums.latencyMs += before.latencyMs;
	sums.measured++;
}

async function listGames(
	db: Database,
	plan: RejudgingPlan,
	{ inputs, submissionId }: { readonly inputs: BattleInputs; readonly submissionId: string },
) {
	const { to: judge, questions } = plan;
	const input = await inputs(db, submissionId);
	const games: { readonly identity: string; readonly place: string }[] = [];
	for (let replicate = 0; replicate < plan.replicates; replicate++)
		for (const battle of planBattles(input, { judge, replicate, questions }))
			for (const { order, identity } of battle.games)
				games.push({ identity, place: `${battle.position} ${order}` });
	const known = await listKnown(
		db,
		games.map(({ identity }) => identity),
	);
	return games.map((game) => ({ ...game, isKnown: known.has(game.identity) }));
}

/** The slowest of what limits it: games in flight, requests a minute, tokens a minute. */
function estimateSeconds(
	{ maxInFlight, requestsPerMinute, tokensPerMinute }: JudgeTerms,
	asked: {
		readonly games: number;
		readonly latencyMs: number;
		readonly promptTokens: number;
		readonly completionTokens: number;
	},
): number {
	const tokens = asked.promptTokens + asked.completionTokens;
	return Math.ceil(
		Math.max(
			(Math.ceil(asked.games / maxInFlight) * asked.latencyMs) / 1000,
			requestsPerMinute === undefined ? 0 : (60 * asked.games) / requestsPerMinute,
			tokensPerMinute === undefined ? 0 : (60 * tokens) / tokensPerMinute,
		),
	);
}
