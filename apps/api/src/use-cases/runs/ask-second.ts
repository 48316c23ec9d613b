import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionByHash, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { chargeWithRun } from '@codejoust/db/queries/keys/quota-charges';
import { updateRunBudget } from '@codejoust/db/queries/runs/budgets';
import { addMemberGames, listOpenQuestions } from '@codejoust/db/queries/runs/cascade-runs';
import { listMemberRuns, lockSubmission } from '@codejoust/db/queries/runs/jury-runs';
import { holdRun } from '@codejoust/db/queries/runs/run-control';
import { findRun, type RunRow } from '@codejoust/db/queries/runs/runs';
import { findSubmission } from '@codejoust/db/queries/submissions/submissions';
import { nameMember } from '@codejoust/judge/protocol/jury';
import type { CascadeDefinition } from '@codejoust/judge/protocol/kinds';
import { nameJudge } from '../../benchmark-name.ts';
import { planMembers } from './plan-members.ts';
import { planRun } from './plan-run.ts';
import { readBattleInput } from './read-battle-input.ts';

type Unsure = {
	readonly runId: string;
	readonly definition: Pick<CascadeDefinition, 'members'>;
	/** Battles of the run that the first judge was not sure of. */
	readonly battleIds: readonly number[];
};

/**
 * Gives the battles that the first judge of a cascade was not sure of to the second one: an ordinary run of it about the same
 * submission asks them, one that is there already or a new one. It waits until the first judge has judged every battle, so that
 * what is left of the budget is known. Returns the run that asks; undefined where nothing is to be asked yet.
 */
export async function askSecond(db: Database, unsure: Unsure): Promise<string | undefined> {
	const [first, second] = unsure.definition.members;
	if (!first || !second || unsure.battleIds.length === 0) return undefined;
	return db.transaction(async (tx) => {
		const found = await findRun(tx, unsure.runId);
		if (!found) return undefined;
		await lockSubmission(tx, found.run.submissionId);
		const runs = await listMemberRuns(tx, unsure.runId);
		if (runs.some(({ hash, isFinished }) => hash === first.hash && !isFinished)) return undefined;
		const judge = await findJudgeVersionByHash(tx, second.hash);
		if (!judge) throw new Error(`${nameJudge(found.judge)} lost its member ${second.hash}`);
		if (judge.retiredAt) return holdForRetired(tx, found, judge);
		const member = await planSecond(tx, { found, judge, unsure });
		const { runId, battleIds } = unsure;
		const games = await addMemberGames(tx, {
			runId,
			memberRunId: member.id,
			member: nameMember(second),
			battleIds,
		});
		if (games > 0 && member.isNew)
			await chargeWithRun(tx, { runId: member.id, games, withRunId: runId });
		if (member.isNew) await passBudget(tx, { found, firstHash: first.hash, to: member.id });
		return member.id;
	});
}

async function holdForRetired(
	tx: Database,
	{ run, judge: cascade }: RunRow,
	judge: JudgeVersionRow,
): Promise<undefined> {
	const reason = `${nameJudge(judge)}, the second judge of ${nameJudge(cascade)}, is retired and starts no runs: restore it and resume this run`;
	await holdRun(tx, { runId: run.id, held: 'paused', cause: 'trouble', reason });
}

/** The second judge's run about the submission, with these battles. */
async function planSecond(
	tx: Database,
	{
		found: { run },
		judge,
		unsure,
	}: { readonly found: RunRow; readonly judge: JudgeVersionRow; readonly unsure: Unsure },
) {
	const submission = await findSubmission(tx, run.submissionId);
	if (!submission) throw new Error(`submission ${run.submissionId} vanished`);
	const wanted = new Set(unsure.battleIds);
	const open = await listOpenQuestions(tx, run.id);
	const questions = new Set(open.filter(({ id }) => wanted.has(id)).map(({ key }) => key));
	const { replicate, via, priority } = run;
	const input = await readBattleInput(tx, submission);
	// Of some of the questions, which are no sample of them: it makes no board.
	const plan = { submission, input, judge, replicate, via, priority, questions, isCheck: true };
	const [member] = await planMembers(tx, [{ judge, questions }], plan, planRun);
	if (!member) throw new Error(`no run of ${nameJudge(judge)} was planned`);
	return member;
}

/** What the first judge has left of the budget of a cascade's run; what it had cost before is not the cascade's. */
async function passBudget(
	tx: Database,
	{
		found: { run },
		firstHash,
		to,
	}: { readonly found: RunRow; readonly firstHash: string; readonly to: string },
): Promise<void> {
	if (run.budgetMicroUsd === null) return;
	const first = (await listMemberRuns(tx, run.id)).find(({ hash }) => hash === firstHash);
	const own = first && (await findRun(tx, first.id));
	const isOwn = own !== undefined && own.run.createdAt >= run.createdAt;
	const spent = isOwn ? (own.run.costMicroUsd ?? 0) : 0;
	await updateRunBudget(tx, { runId: to, microUsd: Math.max(0, run.budgetMicroUsd - spent) });
}
