import type { ShownReferences } from '@codejoust/arena/rules/reference';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { Database } from '@codejoust/db/connect';
import {
	type CheckSetRow,
	findCheckSet,
} from '@codejoust/db/queries/judge-checks/judge-check-sets';
import { insertJudgeCheck, listJudgeChecks } from '@codejoust/db/queries/judge-checks/judge-checks';
import { findJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { z } from 'zod';
import { nameJudge, parseBenchmarkName, parseJudgeName } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { newId } from '../../new-id.ts';
import type { FoundCheck } from '../../present/judge-check.ts';
import { Refusal } from '../../refusal.ts';
import type { newCheck } from '@codejoust/contract/schemas/judge-check';
import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import { takesTurns } from '../../has-members.ts';
import { chargeRun } from '../runs/charge-run.ts';
import { hasMembers } from '../../has-members.ts';
import { estimateSeats } from '../runs/estimate-members.ts';
import { estimateGamesOf } from '../runs/estimate-run.ts';
import { listIdentities, planBattles } from '../runs/plan-battles.ts';
import { refuseRehearsalBatch } from '../runs/rehearsal-batch.ts';
import { refuseRecorded } from '../judges/refuse-unasked.ts';
import { planWhole } from '../runs/plan-whole.ts';
import { shareBudget } from '../runs/share-budget.ts';
import { readBattleInput } from '../runs/read-battle-input.ts';
import { readCheck } from './read-checks.ts';
import { showReferences } from './shown-references.ts';

export type CheckOrder = z.output<typeof newCheck>;

/** Has a judge version judge all pairs of a set in both orders. Judgments that exist are not asked again. */
export async function startCheck(
	deps: ApiDeps,
	order: CheckOrder & { readonly by: Actor },
): Promise<FoundCheck> {
	const { set, judge } = await findParts(deps.db, order);
	refuseRehearsalBatch(judge, order.via);
	const setName = `${set.slug}@${set.version}`;
	const judgeName = nameJudge(judge);
	const { replicate, reference: shown } = order;
	await refuseRepetition(deps.db, { set, judge, replicate, shown });
	const submission = submissionOf(set);
	const id = newId('check');
	const runId = await deps.db.transaction(async (tx) => {
		const run = await planWhole(tx, {
			submission,
			judge,
			input: showReferences(await readBattleInput(tx, submission), { set, judge, shown }),
			replicate,
			shownReferences: shown,
			via: order.via,
			priority: order.priority,
			budgetMicroUsd: order.budget_micro_usd,
			isCheck: true,
		});
		const createdBy = order.by.actor;
		await insertJudgeCheck(tx, { id, setId: set.id, runId: run.id, createdBy });
		// The members of a jury are checked with it.
		for (const { id: runId, isNew } of run.members)
			if (isNew)
				await insertJudgeCheck(tx, { id: newId('check'), setId: set.id, runId, createdBy });
		await shareBudget(tx, deps.termsOf, { run, budgetMicroUsd: order.budget_micro_usd });
		await appendAudit(tx, {
			...order.by,
			action: 'judge-check.start',
			subject: id,
			after: {
				set: setName,
				judge: judgeName,
				replicate,
				reference: shown,
				via: order.via,
				run: run.id,
				budget_micro_usd: order.budget_micro_usd ?? null,
			},
		});
		await chargeRun(tx, deps, { keyId: order.by.actor, submissions: 0, run });
		return run.id;
	});
	await deps.enqueueRun(runId);
	return readCheck(deps, id, { isOperator: true });
}

/** What a check would ask, take and cost; asks nothing. */
export async function estimateCheck(
	{ db, termsOf }: Pick<ApiDeps, 'db' | 'termsOf'>,
	order: Pick<CheckOrder, 'set' | 'judge' | 'replicate' | 'reference' | 'via'>,
): Promise<RunEstimate> {
	const { set, judge } = await findParts(db, order);
	const { replicate, reference: shown, via } = order;
	refuseRehearsalBatch(judge, via);
	const submission = submissionOf(set);
	const input = showReferences(await readBattleInput(db, submission), { set, judge, shown });
	const estimateOf = (asked: JudgeVersionRow) => {
		const identities = listIdentities(planBattles(input, { judge: asked, replicate }));
		const planned = { submission, judge: asked, via, identities, hasReferences: shown !== 'off' };
		return estimateGamesOf(db, planned, termsOf);
	};
	if (!hasMembers(judge)) return estimateOf(judge);
	const about = { judge, submissionIds: [submission.id], termsOf, questions: input.questions };
	return estimateSeats(db, about, (share) => estimateOf(share.judge));
}

/** The second answers of a set's pairs, which are judged against the first ones. */
function submissionOf({ submissionId: id, benchmarkVersionId }: CheckSetRow) {
	return { id, benchmarkVersionId };
}

/** The set and the judge version of an order; the refusal names all that is unknown. */
async function findParts(
	db: Database,
	order: Pick<CheckOrder, 'set' | 'judge'>,
): Promise<{ readonly set: CheckSetRow; readonly judge: JudgeVersionRow }> {
	const set = await findCheckSet(db, parseBenchmarkName(order.set));
	const judge = await findJudgeVersion(db, parseJudgeName(order.judge));
	if (judge) refuseRecorded(judge);
	const isInTurns = judge !== undefined && takesTurns(judge);
	if (set && judge && !isInTurns) return { set, judge };
	const errors = [
		...(isInTurns
			? [
					{
						name: 'judge',
						value: order.judge,
						reason:
							'The members of this jury take turns, so that a check would check each of them on a part of the pairs. Check its members, or a jury of them in the mode panel.',
					},
				]
			: []),
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
		shown,
	}: {
		readonly set: CheckSetRow;
		readonly judge: JudgeVersionRow;
		readonly replicate: number;
		readonly shown: ShownReferences;
	},
): Promise<void> {
	const scope = { setId: set.id, judgeVersionId: judge.id, replicate, shown, limit: 1 };
	const [same] = await listJudgeChecks(db, scope);
	if (!same) return;
	throw new Refusal(
		'already-exists',
		`The check ${same.id} is ${nameJudge(judge)} over ${set.slug}@${set.version}, replicate ${replicate}, references ${shown}. Choose another replicate, or retry its run ${same.runId}.`,
	);
}
