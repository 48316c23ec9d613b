import type { Database } from '@codejoust/db/connect';
import { insertNotice, noteReported, noteStalled } from '@codejoust/db/queries/rejudgings/notices';
import {
	insertRejudgingRuns,
	listSubmissionsToJudge,
	listUnknown,
	listUnplanned,
} from '@codejoust/db/queries/rejudgings/rejudging-runs';
import {
	listTakingIn,
	lockRejudging,
	type UnderwayRejudging,
	updateRejudging,
} from '@codejoust/db/queries/rejudgings/rejudgings';
import { describe, PAUSED, type PlanDeps, planOrPause, tellPaused } from './plan-or-pause.ts';
import { listParts } from './start-rejudging.ts';

/**
 * Brings re-judgings on: takes in what was submitted meanwhile, plans the runs that are lacking, and tells
 * of reports and of pauses. All of it from what is stored, so that any process may do it at any time.
 */
export async function followRejudgings(deps: PlanDeps): Promise<void> {
	const found = await listTakingIn(deps.db);
	if (found.length === 0) return;
	for (const rejudging of found.filter(isWhole)) await takeInLate(deps.db, rejudging);
	for (const id of await listUnplanned(deps.db)) await planOrPause(deps, id);
	await tellProgress(deps);
}

function isWhole({ scope, sampleQuestions }: UnderwayRejudging): boolean {
	return scope.kind === 'all' && sampleQuestions === null;
}

/** What is submitted while a whole board is judged again belongs to it: the live judge judges it, and so does the new one. */
async function takeInLate(db: Database, rejudging: UnderwayRejudging): Promise<void> {
	const { id, benchmarkVersionId, promotedAt } = rejudging;
	const toJudge = await listSubmissionsToJudge(db, benchmarkVersionId);
	const ids = toJudge
		.filter(({ submittedAt }) => !promotedAt || (submittedAt && submittedAt <= promotedAt))
		.map((submission) => submission.id);
	if ((await listUnknown(db, id, ids)).length === 0) return;
	await db.transaction(async (tx) => {
		await lockRejudging(tx, id);
		const late = await listUnknown(tx, id, ids);
		await insertRejudgingRuns(tx, listParts(rejudging, late));
		await updateRejudging(tx, id, { reportedAt: null });
	});
}

async function tellProgress({ db, log }: Pick<PlanDeps, 'db' | 'log'>): Promise<void> {
	const { reported, stalled } = await db.transaction(async (tx) => {
		const reported = await noteReported(tx);
		for (const rejudgingId of reported) {
			const message = `${await describe(tx, rejudgingId)} is done: its report is ready.`;
			await insertNotice(tx, { kind: 'report-ready', rejudgingId, message });
		}
		const stalled = await noteStalled(tx);
		for (const one of stalled) await tellPaused(tx, one);
		return { reported, stalled };
	});
	for (const rejudgingId of reported)
		log.info({ rejudgingId }, 'the report of a re-judging is ready');
	for (const { id: rejudgingId, reason } of stalled) log.warn({ rejudgingId, reason }, PAUSED);
}
