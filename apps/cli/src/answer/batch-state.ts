import { open, readFile, rename, rm } from 'node:fs/promises';
import * as z from 'zod';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

const line = z.object({ question_id: z.string(), sample: z.int(), turn: z.int() });

const openBatch = z.object({
	/** In the batch's metadata at the provider. */
	our_id: z.string(),
	begun_at: z.iso.datetime(),
	/** Null until the provider has the file, and until it has the batch. */
	file_id: z.string().nullable(),
	batch_id: z.string().nullable(),
	/** Tokens that it holds at the provider, about. */
	tokens: z.int(),
	/** Its lines, which carry their place here as `custom_id`. */
	lines: z.array(line),
});

/** A batch whose results are not in the files yet. */
export type OpenBatch = z.infer<typeof openBatch>;

const state = z.object({ batches: z.array(openBatch) });

/** The batches that an earlier command has begun; none where there is no file. */
export async function readBatchState(path: string): Promise<readonly OpenBatch[]> {
	let text: string;
	try {
		text = await readFile(path, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
		throw error;
	}
	const read = state.safeParse(parse(text)).data;
	if (!read)
		throw new UsageError(
			`${safeText(path)} is not a list of batches of "codejoust answer". Remove it to begin new batches.`,
		);
	return read.batches;
}

/** Replaces the file in one step, durably; without a batch it is removed. */
export async function writeBatchState(path: string, batches: readonly OpenBatch[]): Promise<void> {
	if (batches.length === 0) return rm(path, { force: true });
	const file = await open(`${path}.new`, 'w');
	try {
		await file.writeFile(`${JSON.stringify({ batches })}\n`);
		await file.datasync();
	} finally {
		await file.close();
	}
	await rename(`${path}.new`, path);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
