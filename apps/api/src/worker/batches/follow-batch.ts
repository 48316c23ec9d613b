import {
	closeJudgeBatch,
	deleteJudgeBatch,
	type JudgeBatchRow,
	listBatchLines,
	recordSentBatch,
	updateJudgeBatch,
} from '@codejoust/db/queries/judge-batches';
import { BatchCallError, isEnded, type ProviderBatch } from '@codejoust/judge/batch-api';
import type { BatchStep } from './batch-deps.ts';
import { collectBatch } from './collect-batch.ts';
import { createBatch } from './send-batch.ts';

/** A creation whose answer was lost may take this long to show in the provider's list. */
const SETTLES_MS = 60_000;

/** Does what is due for a batch that is not collected, from wherever the last process left it. */
export async function followBatch(batch: JudgeBatchRow, step: BatchStep): Promise<void> {
	try {
		if (batch.providerId !== null) return await lookAt(batch, batch.providerId, step);
		if (batch.createTriedAt !== null) return await findAgain(batch, batch.createTriedAt, step);
		if (batch.inputFileId !== null && !step.run.held)
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
	if (seen.status === 'failed') return refuse(batch, seen, step);
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

/** The provider took none of it: its words are for the operator. */
async function refuse(batch: JudgeBatchRow, seen: ProviderBatch, step: BatchStep): Promise<void> {
	const reasons = seen.errors.length === 0 ? ['no reason given'] : seen.errors.slice(0, 3);
	const lines = await listBatchLines(step.db, batch.id);
	await step.pause(`the judge endpoint refused batch ${batch.id}: ${reasons.join('; ')}`);
	await closeJudgeBatch(
		step.db,
		batch,
		new Map(lines.map(({ identity }) => [identity, 'not-asked' as const])),
	);
}

/** Shown as what the run waits for. A batch that a cancelled run cannot reach any more is given up. */
async function noteTrouble(
	batch: JudgeBatchRow,
	{ facts }: BatchCallError,
	{ db, run }: BatchStep,
): Promise<void> {
	await updateJudgeBatch(db, batch.id, { trouble: `${facts.errorClass}: ${facts.message}` });
	if (run.held === 'cancelled' && facts.isPermanent) await closeJudgeBatch(db, batch, new Map());
}
