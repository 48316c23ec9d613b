import {
	closeJudgeBatch,
	countBatchesElsewhere,
	deleteJudgeBatch,
	type JudgeBatchRow,
	listBatchLines,
	recordSentBatch,
	updateJudgeBatch,
} from '@codejoust/db/queries/runs/judge-batches';
import { BatchCallError, isEnded, type ProviderBatch } from '@codejoust/judge/batch/batch-api';
import { type BatchStep, roomKey } from './batch-deps.ts';
import { collectBatch } from './collect-batch.ts';
import { createBatch } from './send-batch.ts';

/** A creation whose answer was lost may take this long to show in the provider's list. */
const SETTLES_MS = 60_000;

/** Does what is due for a batch that is not collected, from wherever the last process left it. */
export async function followBatch(batch: JudgeBatchRow, step: BatchStep): Promise<void> {
	try {
		if (batch.providerId !== null) return await lookAt(batch, batch.providerId, step);
		if (batch.createTriedAt !== null) return await findAgain(batch, batch.createTriedAt, step);
		if (batch.inputFileId !== null && step.mayAsk)
			return await createBatch(batch, batch.inputFileId, step);
		// The provider cannot know it: what it would have asked is free again, and planned anew.
		await deleteJudgeBatch(step.db, batch.id);
	} catch (error) {
		if (error instanceof BatchCallError) await noteTrouble(batch, error, step);
		throw error;
	}
}

/** It may have been created by a process that could not write it down: then it is paid for, and must be found. */
async function findAgain(batch: JudgeBatchRow, triedAt: Date, step: BatchStep): Promise<void> {
	const created = await step.api.find({ ourId: batch.id, since: triedAt }, step.signal);
	if (created) {
		const sent = { id: batch.id, runId: batch.runId, providerId: created.id };
		await recordSentBatch(step.db, { ...sent, status: created.status });
		return;
	}
	if (Date.now() - triedAt.getTime() < SETTLES_MS) return;
	await updateJudgeBatch(step.db, batch.id, { createTriedAt: null });
}

async function lookAt(batch: JudgeBatchRow, providerId: string, step: BatchStep): Promise<void> {
	const seen = await read(batch, providerId, step);
	const endedAt = isEnded(seen.status) ? (batch.endedAt ?? new Date()) : null;
	const change = {
		status: seen.status,
		gamesDone: seen.done,
		outputFileId: seen.outputFileId,
		errorFileId: seen.errorFileId,
		endedAt,
		trouble: null,
	};
	await updateJudgeBatch(step.db, batch.id, change);
	if (endedAt === null) return;
	if (seen.status === 'failed' && seen.isOverEnqueued) return waitForRoom(batch, seen, step);
	if (seen.status === 'failed') return refuse(batch, seen, step);
	growRoom(step);
	await collectBatch({ ...batch, ...change, endedAt }, step);
}

/** A cancelled run's batch is cancelled at the provider, which keeps what it has done until then. */
async function read(
	{ status }: JudgeBatchRow,
	providerId: string,
	{ api, run, signal }: BatchStep,
): Promise<ProviderBatch> {
	const seen = await api.read(providerId, signal);
	if (run.held !== 'cancelled' || isEnded(seen.status)) return seen;
	if (status === 'cancelling' || seen.status === 'cancelling') return seen;
	return api.cancel(providerId, signal);
}

/**
 * The provider has too many tokens waiting in batches. While others are under way, or were since it was sent, this one
 * waits and is created again; a batch that is too large all by itself is planned anew at half its size.
 */
async function waitForRoom(
	batch: JudgeBatchRow,
	seen: ProviderBatch,
	step: BatchStep,
): Promise<void> {
	const { db, log, roomOf, run } = step;
	await updateJudgeBatch(db, batch.id, {
		providerId: null,
		status: null,
		createTriedAt: null,
		endedAt: null,
	});
	const message = seen.errors[0] ?? 'Too many tokens wait in batches.';
	const since = batch.createTriedAt ?? batch.createdAt;
	if ((await countBatchesElsewhere(db, { exceptId: batch.id, since })) > 0)
		throw new BatchCallError({
			kind: 'error',
			errorClass: 'rate-limit',
			message,
			isPermanent: false,
			isPaid: false,
			requestId: null,
			limits: {},
		});
	if (batch.games <= 1) return refuse(batch, seen, step);
	roomOf.set(roomKey(step), Math.floor(batch.games / 2));
	log.warn({ runId: run.id, games: batch.games, message }, 'a batch is too large for its limit');
	await deleteJudgeBatch(db, batch.id);
}

/** A batch that was taken shows that there is room: the next one may be twice as large, up to the usual size. */
function growRoom(step: BatchStep): void {
	const { batch, roomOf } = step;
	const key = roomKey(step);
	const room = 2 * (roomOf.get(key) ?? batch.maxRequests);
	if (room < batch.maxRequests) roomOf.set(key, room);
	else roomOf.delete(key);
}

/** The provider took none of it: its words are for the operator. */
async function refuse(batch: JudgeBatchRow, seen: ProviderBatch, step: BatchStep): Promise<void> {
	const reasons = seen.errors.length === 0 ? ['no reason given'] : seen.errors.slice(0, 3);
	const lines = await listBatchLines(step.db, batch.id);
	const reason = `the judge endpoint refused batch ${batch.id}: ${reasons.join('; ')}`;
	await step.pause({ cause: 'trouble', reason });
	await closeJudgeBatch(
		step.db,
		batch,
		new Map(lines.map(({ identity }) => [identity, 'not-asked' as const])),
	);
}

/** Shown as what the run waits for. A batch that a cancelled run cannot reach any more is given up. */
async function noteTrouble(
	batch: JudgeBatchRow,
	{ callError }: BatchCallError,
	{ db, run }: BatchStep,
): Promise<void> {
	await updateJudgeBatch(db, batch.id, {
		trouble: `${callError.errorClass}: ${callError.message}`,
	});
	if (run.held === 'cancelled' && callError.isPermanent)
		await closeJudgeBatch(db, batch, new Map());
}
