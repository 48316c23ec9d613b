import { Worker } from 'node:worker_threads';
import type { PageTexts } from './page-texts.ts';
import { openTextThread, type ShownTexts } from './text-thread.ts';

// The build writes the thread's entry into the folder of the server; `vite.config.ts` says so.
const ENTRY = import.meta.env.DEV ? './text-worker.ts' : '../text-worker.js';
/** A text that wants more memory fails its page alone. */
const MEMORY_MIB = 256;

const thread = openTextThread({
	worker: () =>
		new Worker(new URL(ENTRY, import.meta.url), {
			execArgv: [],
			resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
		}),
});

/** The texts of a page as safe HTML, laid out beside the event loop within two seconds, or else shown as written. */
export function showTexts(page: PageTexts): Promise<ShownTexts> {
	return thread.show(page);
}
