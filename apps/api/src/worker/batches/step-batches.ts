import { listOpenBatches } from '@codejoust/db/queries/judge-batches';
import { findJudgeVersionById } from '@codejoust/db/queries/judges';
import { holdRun } from '@codejoust/db/queries/run-control';
import { findRun, type RunRow } from '@codejoust/db/queries/runs';
import { BatchCallError } from '@codejoust/judge/batch-api';
import { judgeDefinitionSchema } from '@codejoust/judge/definition';
import { scalePrice } from '@codejoust/judge/prices';
import { findJudgePrice } from '../../use-cases/judge-price.ts';
import { type EndpointOf, isMissing } from '../endpoint.ts';
import type { BatchDeps, BatchStep } from './batch-deps.ts';
import { followBatch } from './follow-batch.ts';
import { planBatch } from './plan-batch.ts';
import { sendBatch } from './send-batch.ts';

const LONGEST_PAUSE_MS = 600_000;
/** Looks that are skipped after a call that brought nothing. */
const TROUBLE_FACTOR = 4;

/**
 * Does what is due for a run that is asked in batches: looks at those under way, stores what came, sends what is left.
 * Returns in how many milliseconds there is something to do again; undefined when there is nothing to wait for.
 */
export async function stepBatches(
	runId: string,
	deps: BatchDeps & { readonly endpointOf: EndpointOf },
): Promise<number | undefined> {
	const found = await findRun(deps.db, runId);
	if (!found) return undefined;
	const open = await listOpenBatches(deps.db, runId);
	if (open.length === 0 && isAtRest(found.run)) return undefined;
	const step = await prepare(found.run, deps);
	if (!step) return undefined;
	const troubles: BatchCallError[] = [];
	const note = (error: unknown) => {
		if (!(error instanceof BatchCallError)) throw error;
		troubles.push(error);
	};
	for (const batch of open) await followBatch(batch, step).catch(note);
	if (troubles.length === 0) await sendOpenGames(step).catch(note);
	const [first] = troubles;
	return first ? afterTrouble(first, step) : dueInMs(step);
}

/** Held or over: nothing more is asked for it. */
function isAtRest({ held, finishedAt }: RunRow['run']): boolean {
	return held !== null || finishedAt !== null;
}

async function prepare(
	run: RunRow['run'],
	deps: BatchDeps & { readonly endpointOf: EndpointOf },
): Promise<BatchStep | undefined> {
	const { db, log } = deps;
	const judge = await findJudgeVersionById(db, run.judgeVersionId);
	if (!judge) throw new Error(`run ${run.id} lost its judge`);
	const pause = async (reason: string, askedAt?: Date) => {
		const hold = {
			runId: run.id,
			held: 'paused',
			reason,
			...(askedAt ? { askedAt } : {}),
		} as const;
		if (await holdRun(db, hold)) log.warn({ runId: run.id, reason }, 'a run is paused');
	};
	const endpoint = deps.endpointOf(judge);
	if (isMissing(endpoint)) await pause(endpoint.missing);
	else if (!endpoint.batches) await pause(`the judge ${judge.model} cannot be asked in batches`);
	if (isMissing(endpoint) || !endpoint.batches) return undefined;
	const price = scalePrice(await findJudgePrice(db, judge), deps.batch.priceFactor);
	const definition = judgeDefinitionSchema.parse(judge.definition);
	return { ...deps, api: endpoint.batches, run, judge, definition, price, pause };
}

/** Settles what is known; sends the rest, in as many batches as it takes, unless the run is paused. */
async function sendOpenGames(before: BatchStep): Promise<void> {
	for (let from = 0; ;) {
		before.signal.throwIfAborted();
		const found = await findRun(before.db, before.run.id);
		if (!found || found.run.finishedAt || found.run.held === 'cancelled') return;
		const step = { ...before, run: found.run };
		if (!(await hasGamesToAsk(step))) return;
		const mayAsk = step.run.held === null;
		const { planned, next, stop } = await planBatch(step, { mayAsk, from });
		if (planned) await sendBatch(planned, step);
		const isWaiting = (await listOpenBatches(step.db, step.run.id)).length > 0;
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

async function afterTrouble({ facts }: BatchCallError, step: BatchStep): Promise<number> {
	const { batch, log, run } = step;
	if (facts.isPermanent)
		await step.pause(
			facts.status === 404
				? `the judge endpoint knows no such batch, or no Batch API: ${facts.message}`
				: `the judge endpoint refuses our batch: ${facts.message}`,
		);
	else log.warn({ runId: run.id, errorClass: facts.errorClass }, facts.message);
	return Math.max(facts.retryAfterMs ?? 0, TROUBLE_FACTOR * batch.pollMs);
}

/** A tenth of the age of the youngest batch: soon while it is fresh, seldom when it takes hours. */
async function dueInMs({ db, run, batch: { pollMs } }: BatchStep): Promise<number | undefined> {
	const open = await listOpenBatches(db, run.id);
	const ages = open.map(({ sentAt }) => (sentAt ? Date.now() - sentAt.getTime() : 0));
	if (ages.length > 0) return Math.min(LONGEST_PAUSE_MS, Math.max(pollMs, Math.min(...ages) / 10));
	const found = await findRun(db, run.id);
	// What is left is asked by somebody else: another run's batch, or a game that is played right now.
	return !found || isAtRest(found.run) ? undefined : TROUBLE_FACTOR * pollMs;
}
