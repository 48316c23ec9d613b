import type { Database } from '@codejoust/db/connect';
import { ensureBoard } from '@codejoust/db/queries/boards/boards';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { finishRun } from '@codejoust/db/queries/runs/settle-battles';
import { countUnasked, extendRun, insertRun } from '@codejoust/db/queries/runs/insert-run';
import { newId } from '../../new-id.ts';
import { refuseRetiredJudge } from '../judges/choose-judge.ts';
import { refuseRecorded } from '../judges/refuse-unasked.ts';
import { hasMembers } from '../../has-members.ts';
import { listIdentities, planBattles } from './plan-battles.ts';
import { planMembers } from './plan-members.ts';
import { refuseWithoutTexts } from './refuse-without-texts.ts';
import type { PlannedRun, RunToPlan } from './planned-run.ts';
import { type SeatedMembers, seatMembers, shareQuestions, takeTurns } from './seat-members.ts';

/**
 * Plans and stores every battle and game of a submission under a judge version, unless that is retired; of a jury also the
 * runs of its members, of a cascade that of its first judge. Nothing is asked yet.
 */
export async function planRun(tx: Database, plan: RunToPlan): Promise<PlannedRun> {
	const { judge, submission } = plan;
	await refuseRetiredJudge(tx, judge);
	refuseRecorded(judge);
	await refuseWithoutTexts(tx, submission.id);
	if (!hasMembers(judge)) return planOne(tx, plan);
	const seated = await seatPlan(tx, plan);
	const members = await planMembers(tx, seated.shares, plan, planOne);
	const own = await planOne(tx, { ...plan, turns: seated.turns }, seated.judge);
	return { ...own, members, ...(seated.later && { later: planLater(plan, seated.later) }) };
}

/** What the second judge of a cascade is asked at most. */
function planLater(plan: RunToPlan, { judge, margin }: NonNullable<SeatedMembers['later']>) {
	const { submission, via, input, questions, replicate = 0 } = plan;
	const identities = listIdentities(planBattles(input, { judge, questions, replicate }));
	return { submission, judge, via: via ?? 'live', identities, margin };
}

/** The members of a jury or cascade that judge a submission, and what each of them is asked about. */
async function seatPlan(tx: Database, { judge, submission, input, questions }: RunToPlan) {
	const seated = await seatMembers(tx, { judge, submissionId: submission.id });
	const turns = takeTurns(seated, input.questions);
	return { ...seated, turns, shares: shareQuestions(seated, { turns, questions }) };
}

/** Adds to a run, and to those of its members, the battles that they lack. Returns how many the run lacked. */
export async function completeRun(tx: Database, runId: string, plan: RunToPlan): Promise<number> {
	const { judge, submission, replicate = 0 } = plan;
	refuseRecorded(judge);
	const seated = hasMembers(judge) ? await seatPlan(tx, plan) : undefined;
	if (seated) await planMembers(tx, seated.shares, plan, planOne);
	const asked = { judge: seated?.judge ?? judge, turns: seated?.turns };
	const battles = planBattles(plan.input, { ...plan, ...asked, replicate });
	const { benchmarkVersionId } = submission;
	return extendRun(tx, runId, { benchmarkVersionId, battles });
}

/** `asked` are the members of a jury that judge the submission. */
async function planOne(
	tx: Database,
	plan: RunToPlan,
	asked: Pick<JudgeVersionRow, 'hash' | 'definition'> = plan.judge,
): Promise<PlannedRun> {
	const { submission, judge, replicate = 0, via = 'live' } = plan;
	const { benchmarkVersionId } = submission;
	const battles = planBattles(plan.input, { ...plan, judge: asked, replicate });
	const identities = listIdentities(battles);
	const id = newId('run');
	if (!plan.isCheck) await ensureBoard(tx, { benchmarkVersionId, judgeVersionId: judge.id });
	await insertRun(
		tx,
		{
			id,
			submissionId: submission.id,
			judgeVersionId: judge.id,
			replicate,
			shownReferences: plan.shownReferences ?? 'on',
			via,
			priority: plan.priority ?? 0,
			budgetMicroUsd: plan.budgetMicroUsd ?? null,
			battles: battles.length,
			games: identities.length,
			...countUnasked(battles),
		},
		{ benchmarkVersionId, battles },
	);
	if (identities.length === 0) await finishRun(tx, id);
	return { id, submission, judge, via, identities, members: [] };
}
