import { deriveRejudgingState } from '../../rejudging-state.ts';
import type { FoundRejudging } from '../../present/rejudging.ts';
import type { ApiDeps } from '../../deps.ts';
import { confirmationOf, estimateRejudging } from './estimate-rejudging.ts';
import { requireRejudging, resolvePlan } from './plan-rejudging.ts';
import type { BoardKey } from '@codejoust/db/queries/boards/boards';
import { findJudgeVersionById } from '@codejoust/db/queries/judges/judges';
import type { PromotionGatesBody } from '@codejoust/contract/schemas/promotion-gates';
import { nameJudge } from '../../benchmark-name.ts';
import { findLiveJudge } from '@codejoust/db/queries/rejudgings/promotions';
import type { BoardDeps } from '../boards/board-cache.ts';
import { measureJudge } from './measure-judge.ts';
import { readGates, readPromotionGates, readStoredGates } from './promotion-gates.ts';
import { findSampledQuestions } from './rejudging-scope.ts';

/** A re-judging with what it would take, as long as it is a plan, and with what stands before its promotion, once it is reported. */
export async function readRejudging(
	deps: Pick<ApiDeps, 'db' | 'termsOf'> & BoardDeps,
	id: string,
): Promise<FoundRejudging> {
	const { db } = deps;
	const row = await requireRejudging(db, id);
	const { rejudging } = row;
	const state = deriveRejudgingState(row);
	const gates = rejudging.gates ? readStoredGates(rejudging.gates) : await readPromotionGates(db);
	const estimate =
		state === 'planned' ? await estimateRejudging(deps, await resolvePlan(db, row)) : undefined;
	const key = {
		benchmarkVersionId: rejudging.benchmarkVersionId,
		judgeVersionId: rejudging.toJudgeVersionId,
	};
	const sampled = await findSampledQuestions(db, rejudging);
	const decision =
		state === 'reported'
			? await readDecision(deps, { key, gates })
			: { gateResults: [], liveJudge: null };
	return {
		row,
		gates,
		...decision,
		sampled,
		plan: estimate && { estimate, confirmation: confirmationOf(estimate) },
	};
}

/** What stands before a promotion, measured against the judge of the live board as it is now. */
async function readDecision(
	deps: BoardDeps,
	{ key, gates }: { readonly key: BoardKey; readonly gates: PromotionGatesBody },
): Promise<Pick<FoundRejudging, 'gateResults' | 'liveJudge'>> {
	const { benchmarkVersionId, judgeVersionId: to } = key;
	const from = await findLiveJudge(deps.db, benchmarkVersionId);
	const live = from === undefined ? undefined : await findJudgeVersionById(deps.db, from);
	const asked = { benchmarkVersionId, from, to, checkSet: gates.check_set };
	const measures = await measureJudge(deps, asked);
	return {
		gateResults: await readGates(deps.db, key, { gates, measures }),
		liveJudge: live ? nameJudge(live) : null,
	};
}
