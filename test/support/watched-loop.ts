import { readFile } from 'node:fs/promises';

/** For `--import` in NODE_OPTIONS: the process watches its event loop from SIGUSR2 on, and writes LOOP_WATCH_FILE. */
export const LOOP_WATCH = new URL('./loop-watch.mjs', import.meta.url).href;

/** The most CPU that the loop took without a pause, in milliseconds. Throws where it was not watched. */
export async function readBusiest(file: string): Promise<number> {
	const { longestMs, ticks }: { readonly longestMs: number; readonly ticks: number } = JSON.parse(
		await readFile(file, 'utf8'),
	);
	if (ticks === 0) throw new Error('the event loop was not watched');
	return longestMs;
}
