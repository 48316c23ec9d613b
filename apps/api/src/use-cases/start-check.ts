import { appendAudit } from '@codejoust/db/queries/access';
import type { Database } from '@codejoust/db/connect';
import { type CheckSetRow, findCheckSet } from '@codejoust/db/queries/judge-check-sets';
import { insertJudgeCheck, listJudgeChecks } from '@codejoust/db/queries/judge-checks';
import { findJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges';
import type { z } from 'zod';
import { parseBenchmarkName, parseJudgeName } from '../benchmark-name.ts';
import type { ApiDeps } from '../deps.ts';
import type { Actor } from '../middleware/authenticate.ts';
import { newId } from '../new-id.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { Refusal } from '../refusal.ts';
import type { JudgeCheck, newCheck } from '../schemas/judge-check.ts';
import type { RunEstimate } from '../schemas/run-plan.ts';
import { chargeRun } from './charge-run.ts';
import { estimateRun, findRunPlan } from './estimate-run.ts';
import { planRun } from './plan-run.ts';
import { readCheck } from './read-checks.ts';

export type CheckOrder = z.output<typeof newCheck>;

/** Has a judge version judge all pairs of a set in both orders. Judgments that exist are not asked again. */
export async function startCheck(
	deps: ApiDeps,
	order: CheckOrder & { readonly by: Actor },
): Promise<JudgeCheck> {
	const { set, judge } = await findParts(deps.db, order);
	const setName = `${set.slug}@${set.version}`;
	const judgeName = presentJudgeBrief(judge).name;
	await refuseRepetition(deps.db, { set, judge, replicate: order.replicate });
	const id = newId('check');
	const runId = await deps.db.transaction(async (tx) => {
		const run = await planRun(tx, {
			submissionId: set.submissionId,
			benchmarkVersionId: set.benchmarkVersionId,
			judge,
			replicate: order.replicate,
			priority: order.priority,
			budgetMicroUsd: order.budget_micro_usd,
			isCheck: true,
		});
		await insertJudgeCheck(tx, { id, setId: set.id, runId: run, createdBy: order.by.actor });
		await appendAudit(tx, {
			...order.by,
			action: 'judge-check.start',
			subject: id,
			after: {
				set: setName,
				judge: judgeName,
				replicate: order.replicate,
				run,
				budget_micro_usd: order.budget_micro_usd ?? null,
			},
		});
		await chargeRun(tx, deps, { keyId: order.by.actor, submissions: 0, runId: run });
		return run;
	});
	await deps.enqueueRun(runId);
	return readCheck(deps, id, { isOperator: true });
}

/** What a check would ask, take and cost; asks nothing. */
export async function estimateCheck(
	{ db, maxInFlight }: Pick<ApiDeps, 'db' | 'maxInFlight'>,
	order: Pick<CheckOrder, 'set' | 'judge' | 'replicate'>,
): Promise<RunEstimate> {
	const { set, judge } = await findParts(db, order);
	const { replicate } = order;
	const plan = await findRunPlan(db, {
		submission: set.submissionId,
		judge: presentJudgeBrief(judge).name,
		replicate,
	});
	return estimateRun(db, plan, maxInFlight);
}

/** The set and the judge version of an order; the refusal names all that is unknown. */
async function findParts(
	db: Database,
	order: Pick<CheckOrder, 'set' | 'judge'>,
): Promise<{ readonly set: CheckSetRow; readonly judge: JudgeVersionRow }> {
	const set = await findCheckSet(db, parseBenchmarkName(order.set));
	const judge = await findJudgeVersion(db, parseJudgeName(order.judge));
	if (set && judge) return { set, judge };
	const errors = [
		...(set
			? []
			: [
					{
						name: 'set',
						value: order.set,
						reason: 'There is no set of labelled pairs of this name.',
					},
				]),
		...(judge
			? []
			: [{ name: 'judge', value: order.judge, reason: 'There is no such judge version.' }]),
	];
	throw new Refusal('invalid-input', errors.map(({ reason }) => reason).join(' '), errors);
}

async function refuseRepetition(
	db: Database,
	{
		set,
		judge,
		replicate,
	}: {
		readonly set: CheckSetRow;
		readonly judge: JudgeVersionRow;
		readonly replicate: number;
	},
): Promise<void> {
	const scope = { setId: set.id, judgeVersionId: judge.id, replicate, limit: 1 };
	const [same] = await listJudgeChecks(db, scope);
	if (!same) return;
	throw new Refusal(
		'already-exists',
		`The check ${same.id} is ${presentJudgeBrief(judge).name} over ${set.slug}@${set.version}, replicate ${replicate}. Choose another replicate, or retry its run ${same.runId}.`,
	);
}
