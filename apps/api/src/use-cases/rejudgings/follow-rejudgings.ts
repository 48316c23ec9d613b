import { nameJudge, nameBenchmark } from '../../benchmark-name.ts';
import type { Database } from '@codejoust/db/connect';
import { insertNotice, noteReported, noteStalled } from '@codejoust/db/queries/rejudgings/notices';
import {
	holdRejudgingRuns,
	insertRejudgingRuns,
	listSubmissionsToJudge,
	listUnknown,
	listUnplanned,
} from '@codejoust/db/queries/rejudgings/rejudging-runs';
import {
	findRejudging,
	listTakingIn,
	lockRejudging,
	type UnderwayRejudging,
	updateRejudging,
} from '@codejoust/db/queries/rejudgings/rejudgings';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';
import { planRejudgingRuns } from './plan-rejudging-runs.ts';
import { listParts } from './start-rejudging.ts';

type FollowDeps = Pick<ApiDeps, 'db' | 'enqueueRun' | 'log'>;

/**
 * Brings re-judgings on: takes in what was submitted meanwhile, plans the runs that are lacking, and tells
 * of reports and of pauses. All of it from what is stored, so that any process may do it at any time.
 */
export async function followRejudgings(deps: FollowDeps): Promise<void> {
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

/** What cannot be planned, since its judge was retired for instance, waits for an operator, who is told once. */
async function planOrPause(deps: FollowDeps, id: string): Promise<void> {
	try {
		await planRejudgingRuns(deps, id);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const pausedReason = error.message;
		const isNew = await deps.db.transaction(async (tx) => {
			await lockRejudging(tx, id);
			const row = await findRejudging(tx, id);
			if (!row || row.rejudging.pausedAt) return false;
			await updateRejudging(tx, id, { pausedAt: new Date(), pausedReason, isPausedByItself: true });
			await holdRejudgingRuns(tx, {
				rejudgingId: id,
				held: 'paused',
				cause: 'trouble',
				reason: pausedReason,
			});
			await tellPaused(tx, { id, reason: pausedReason });
			return true;
		});
		if (isNew) deps.log.warn({ rejudgingId: id, reason: pausedReason }, PAUSED);
	}
}

const PAUSED = 'a re-judging has paused by itself';

async function tellProgress({ db, log }: Pick<FollowDeps, 'db' | 'log'>): Promise<void> {
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

async function tellPaused(
	tx: Database,
	{ id: rejudgingId, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
	const message = `${await describe(tx, rejudgingId)} has paused: ${reason.replace(/\.$/, '')}.`;
	await insertNotice(tx, { kind: 'paused', rejudgingId, message });
}

/** "Re-judging sample@1 by judge@2". */
export async function describe(db: Database, id: string): Promise<string> {
	const row = await findRejudging(db, id);
	if (!row) throw new Error(`re-judging ${id} vanished`);
	return `Re-judging ${nameBenchmark(row)} by ${nameJudge(row.to)}`;
}
