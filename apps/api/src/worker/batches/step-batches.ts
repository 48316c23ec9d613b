import { listOpenBatches } from '@codejoust/db/queries/runs/judge-batches';
import { findJudgeVersionById } from '@codejoust/db/queries/judges/judges';
import { findRun, type RunRow } from '@codejoust/db/queries/runs/runs';
import { BatchCallError } from '@codejoust/judge/batch/batch-api';
import { judgeDefinitionSchema } from '@codejoust/judge/protocol/definition';
import { readSign } from '@codejoust/judge/holds/read-sign';
import { scalePrice } from '@codejoust/judge/endpoint/prices';
import { findJudgePrice } from '../../judge-price.ts';
import type { NewHold } from '../holds/judge-gate.ts';
import type { BatchDeps, BatchPause, BatchStep } from './batch-deps.ts';
import { pauseRun } from '../pause-run.ts';
import { followBatch } from './follow-batch.ts';
import { planBatch } from './plan-batch.ts';
import { sendBatch } from './send-batch.ts';

const LONGEST_PAUSE_MS = 600_000;
/** Looks that are skipped after a call that brought nothing. */
const TROUBLE_FACTOR = 4;

/**
 * Does what is due at an endpoint for a run that is asked in batches: looks at those under way there, stores what came, and
 * sends what is left where the run is asked now.
 * Returns in how many milliseconds there is something to do again; undefined when there is nothing to wait for.
 */
export async function stepBatches(runId: string, deps: BatchDeps): Promise<number | undefined> {
	const found = await findRun(deps.db, runId);
	if (!found) return undefined;
	const open = await listOwnBatches(deps, runId);
	if (open.length === 0 && (isAtRest(found) || !isAskedAt(deps, found.run))) return undefined;
	const begunAt = new Date();
	const step = await prepare(found, deps);
	if (!step) return undefined;
	const troubles: BatchCallError[] = [];
	const note = (error: unknown) => {
		if (!(error instanceof BatchCallError)) throw error;
		troubles.push(error);
	};
	for (const batch of open) await followBatch(batch, step).catch(note);
	if (troubles.length === 0 && isAskedAt(deps, found.run)) await sendOpenGames(step).catch(note);
	const [first] = troubles;
	return first ? afterTrouble(first, begunAt, step) : dueInMs(step);
}

/** Held or over, or its judge is held: nothing more is asked for it. */
function isAtRest({ run, hold }: RunRow): boolean {
	return run.held !== null || run.finishedAt !== null || hold !== null;
}

/** The run's open batches at this endpoint; one of before endpoints had names belongs to whoever follows the run. */
async function listOwnBatches({ db, endpoint }: BatchDeps, runId: string) {
	const open = await listOpenBatches(db, runId);
	return open.filter((batch) => (batch.endpoint ?? endpoint.name) === endpoint.name);
}

function isAskedAt({ endpoint }: BatchDeps, run: RunRow['run']): boolean {
	return run.endpoint === endpoint.name;
}

async function prepare({ run, hold }: RunRow, deps: BatchDeps): Promise<BatchStep | undefined> {
	const { db, log } = deps;
	const judge = await findJudgeVersionById(db, run.judgeVersionId);
	if (!judge) throw new Error(`run ${run.id} lost its judge`);
	const pause = (found: BatchPause) => pauseRun({ db, log }, { runId: run.id, ...found });
	const haveTrouble = (reason: string) => pause({ cause: 'trouble', reason });
	const { endpoint } = deps;
	const { batches, batchSettings: batch, name } = endpoint;
	if (!batches) await haveTrouble(`the judge ${judge.model} cannot be asked in batches at ${name}`);
	else if (!endpoint.allows(judge.model))
		await haveTrouble(`the endpoint ${name} does not allow the model ${judge.model}`);
	if (!batches || !endpoint.allows(judge.model)) return undefined;
	const price = scalePrice(await findJudgePrice(db, judge, endpoint), batch.priceFactor);
	const definition = judgeDefinitionSchema.parse(judge.definition);
	const holdJudge = (found: NewHold) =>
		deps.watch.hold({ endpoint: name, judgeVersionId: judge.id }, found);
	const mayAsk = run.held === null && hold === null;
	return { ...deps, batch, api: batches, run, mayAsk, judge, definition, price, pause, holdJudge };
}

/** Settles what is known; sends the rest, in as many batches as it takes, unless the run is paused. */
async function sendOpenGames(before: BatchStep): Promise<void> {
	for (let from = 0; ;) {
		before.signal.throwIfAborted();
		const found = await findRun(before.db, before.run.id);
		if (!found || found.run.finishedAt || found.run.held === 'cancelled') return;
		const mayAsk = found.run.held === null && found.hold === null;
		const step = { ...before, run: found.run, mayAsk };
		if (!(await hasGamesToAsk(step))) return;
		const { planned, next, stop } = await planBatch(step, from);
		if (planned) await sendBatch(planned, step);
		const isWaiting = (await listOwnBatches(step, step.run.id)).length > 0;
		if (stop !== undefined && !isWaiting) await step.pause(stop);
		if (next === undefined) return;
		from = next;
	}
}

/** Whether games of the run lie in no batch, which is the case after each that ended. */
async function hasGamesToAsk({ db, run }: BatchStep): Promise<boolean> {
	const open = await listOpenBatches(db, run.id);
	const batched = open.reduce((sum, batch) => sum + batch.games, 0);
	return run.games - run.gamesScored - run.gamesUnscored > batched;
}

/** A hold that was lifted since the step began says that the trouble is mended: the next step tells whether it is. */
async function afterTrouble(
	{ callError }: BatchCallError,
	begunAt: Date,
	step: BatchStep,
): Promise<number> {
	const { batch, log, run } = step;
	const sign = readSign(callError);
	if (sign.kind === 'hold') {
		step.holdJudge({ ...sign, askedAt: begunAt });
		await step.watch.stored();
	} else if (callError.isPermanent)
		await step.pause({
			cause: 'trouble',
			reason:
				callError.status === 404
					? `the judge endpoint knows no such batch, or no Batch API: ${callError.message}`
					: `the judge endpoint refuses our batch: ${callError.message}`,
		});
	else log.warn({ runId: run.id, errorClass: callError.errorClass }, callError.message);
	return Math.max(callError.retryAfterMs ?? 0, TROUBLE_FACTOR * batch.pollMs);
}

/** A tenth of the age of the youngest batch: soon while it is fresh, seldom when it takes hours. */
async function dueInMs(step: BatchStep): Promise<number | undefined> {
	const { db, run } = step;
	const { pollMs } = step.batch;
	const open = await listOwnBatches(step, run.id);
	const ages = open.map(({ sentAt }) => (sentAt ? Date.now() - sentAt.getTime() : 0));
	if (ages.length > 0) return Math.min(LONGEST_PAUSE_MS, Math.max(pollMs, Math.min(...ages) / 10));
	const found = await findRun(db, run.id);
	// What is left is asked by somebody else: another run's batch, or a game that is played right now.
	const isOver = !found || isAtRest(found) || !isAskedAt(step, found.run);
	return isOver ? undefined : TROUBLE_FACTOR * pollMs;
}
