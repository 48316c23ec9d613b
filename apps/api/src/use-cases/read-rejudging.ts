import { presentRejudging, deriveRejudgingState } from '../present/rejudging.ts';
import type { ApiDeps } from '../deps.ts';
import type { RejudgingDetail } from '../schemas/rejudging.ts';
import { confirmationOf, estimateRejudging } from './estimate-rejudging.ts';
import { requireRejudging, resolvePlan } from './plan-rejudging.ts';
import { asGates, presentGates, readGates, readPromotionGates } from './promotion-gates.ts';
import { findSampledQuestions } from './rejudging-scope.ts';

/** A re-judging with what it would take, as long as it is a plan, and with what stands before its promotion, once it is reported. */
export async function readRejudging(
	deps: Pick<ApiDeps, 'db' | 'maxInFlight' | 'judgeRates'>,
	id: string,
): Promise<RejudgingDetail> {
	const { db } = deps;
	const row = await requireRejudging(db, id);
	const { rejudging } = row;
	const state = deriveRejudgingState(row);
	const gates = rejudging.gates ?? asGates(await readPromotionGates(db));
	const estimate =
		state === 'planned' ? await estimateRejudging(deps, await resolvePlan(db, row)) : null;
	const key = {
		benchmarkVersionId: rejudging.benchmarkVersionId,
		judgeVersionId: rejudging.toJudgeVersionId,
	};
	const sampled = await findSampledQuestions(db, rejudging);
	return {
		...presentRejudging(row),
		gates: presentGates(gates),
		gate_results: state === 'reported' ? [...(await readGates(db, key, gates))] : [],
		sampled_questions: sampled ? [...sampled] : null,
		estimate,
		confirmation: estimate && confirmationOf(estimate),
	};
}
