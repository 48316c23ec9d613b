import type { Database } from '@codejoust/db/connect';
import { lockSubmission } from '@codejoust/db/queries/runs/jury-runs';
import { reviveRun } from '@codejoust/db/queries/runs/run-control';
import { lockRunOf } from '@codejoust/db/queries/runs/runs';
import { extendRun } from '@codejoust/db/queries/runs/insert-run';
import { refuseRetiredJudge } from '../judges/choose-judge.ts';
import { listIdentities, planBattles } from './plan-battles.ts';
import type { PlannedMember, PlannedRun, RunToPlan } from './planned-run.ts';
import type { MemberShare } from './seat-members.ts';

/**
 * The runs by which members of a jury or cascade judge a submission: those that are there, completed with the battles that they
 * lack, and new ones for the others.
 */
export async function planMembers(
	tx: Database,
	members: readonly MemberShare[],
	plan: RunToPlan,
	planOne: (tx: Database, plan: RunToPlan) => Promise<PlannedRun>,
): Promise<readonly PlannedMember[]> {
	// Of two judges that share a member, the second finds the run of the first.
	await lockSubmission(tx, plan.submission.id);
	const planned: PlannedMember[] = [];
	for (const { judge, questions } of members) {
		await refuseRetiredJudge(tx, judge);
		const own = { ...plan, judge, questions, budgetMicroUsd: undefined };
		const there = await takeUp(tx, own);
		planned.push(there ?? { ...(await planOne(tx, own)), isNew: true });
	}
	return planned;
}

/** A run that is there, with the battles that it lacks; undefined where there is none. */
export async function takeUp(tx: Database, plan: RunToPlan): Promise<PlannedMember | undefined> {
	const { submission, judge, replicate = 0 } = plan;
	const { id: submissionId, benchmarkVersionId } = submission;
	const there = await lockRunOf(tx, { submissionId, judgeVersionId: judge.id, replicate });
	if (!there) return undefined;
	const battles = planBattles(plan.input, { ...plan, replicate });
	await extendRun(tx, there.id, { benchmarkVersionId, battles });
	await reviveRun(tx, there.id);
	const identities = listIdentities(battles);
	return { id: there.id, submission, judge, via: there.via, identities, members: [], isNew: false };
}
