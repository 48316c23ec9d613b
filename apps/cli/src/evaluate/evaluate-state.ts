import { open, readFile, rename } from 'node:fs/promises';
import * as z from 'zod';

const state = z.object({
	/** Of the server. */
	server: z.string(),
	/** What was submitted: the key of the request, which is made of it. */
	key: z.string(),
	submission: z.string(),
});

/** What a command has submitted, beside the file of answers. */
export type EvaluateState = z.infer<typeof state>;

/** Undefined where there is none that can be read: then the same request gives the same submission. */
export async function readEvaluateState(path: string): Promise<EvaluateState | undefined> {
	const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return '';
		throw error;
	});
	try {
		return state.safeParse(JSON.parse(text)).data;
	} catch {
		// Written in one step; whatever else stands there is not ours.
		return undefined;
	}
}

/** In one step, durably. */
export async function writeEvaluateState(path: string, written: EvaluateState): Promise<void> {
	const file = await open(`${path}.new`, 'w');
	try {
		await file.writeFile(`${JSON.stringify(written)}\n`);
		await file.datasync();
	} finally {
		await file.close();
	}
	await rename(`${path}.new`, path);
}
