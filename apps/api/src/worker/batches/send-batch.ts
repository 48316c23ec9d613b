import {
	type JudgeBatchRow,
	recordSentBatch,
	updateJudgeBatch,
} from '@codejoust/db/queries/runs/judge-batches';
import { BatchCallError } from '@codejoust/judge/batch/batch-api';
import type { BatchStep } from './batch-deps.ts';
import type { PlannedBatch } from './plan-batch.ts';

/** Uploads a batch that is stored with its lines, and creates it. */
export async function sendBatch({ id, text }: PlannedBatch, step: BatchStep): Promise<void> {
	const { api, db, signal, run } = step;
	const inputFileId = await api
		.upload({ name: `${id}.jsonl`, text }, signal)
		.catch(async (error: unknown) => {
			if (error instanceof BatchCallError) await noteTrouble(id, error, step);
			throw error;
		});
	await updateJudgeBatch(db, id, { inputFileId, trouble: null });
	await createBatch({ id, runId: run.id }, inputFileId, step);
}

/**
 * Creates a batch at the provider. That it may exist there is stored before it is asked for, and which one it is right
 * after; whoever dies in between leaves one that is found by our id.
 */
export async function createBatch(
	{ id, runId }: Pick<JudgeBatchRow, 'id' | 'runId'>,
	fileId: string,
	step: BatchStep,
): Promise<void> {
	const { api, db, signal } = step;
	await updateJudgeBatch(db, id, { createTriedAt: new Date() });
	try {
		const { id: providerId, status } = await api.create({ ourId: id, fileId }, signal);
		await recordSentBatch(db, { id, runId, providerId, status });
	} catch (error) {
		if (!(error instanceof BatchCallError)) throw error;
		// A refusal is certain; anything else may hide a batch that was created.
		const { status = 0 } = error.callError;
		if (status >= 400 && status < 500 && status !== 408)
			await updateJudgeBatch(db, id, { createTriedAt: null });
		await noteTrouble(id, error, step);
		throw error;
	}
}

async function noteTrouble(id: string, { callError }: BatchCallError, { db }: BatchStep) {
	await updateJudgeBatch(db, id, { trouble: `${callError.errorClass}: ${callError.message}` });
}
