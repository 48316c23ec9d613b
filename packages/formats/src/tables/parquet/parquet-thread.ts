import { Worker } from 'node:worker_threads';
import { UnreadableFile } from '../unreadable-file.ts';
import { gatherFile } from './gather-file.ts';
import { refuseParquet } from './parquet-fault.ts';
import type { ParquetAsk, ParquetReply } from './parquet-worker.ts';

export type ParquetThreadLimits = {
	/** The longest that one row group may take, in milliseconds. */
	readonly mostMs: number;
	/** Memory of the thread's JavaScript values, in MiB. */
	readonly heapMib: number;
};

const LIMITS: ParquetThreadLimits = { mostMs: 30_000, heapMib: 384 };

/** The files of this process that are read one after another; it holds nothing of them. */
let last: Promise<unknown> = Promise.resolve();

/**
 * A Parquet file as JSONL, read in a thread that ends with it: a file that was made to take time or memory ends the thread
 * and not the server. One file at a time, since a row group is in memory as a whole. Throws `UnreadableFile`.
 */
export async function* parquetLinesApart(
	file: AsyncIterable<Uint8Array>,
	limits: ParquetThreadLimits = LIMITS,
): AsyncGenerator<Uint8Array> {
	const before = last;
	let finish = (): void => undefined;
	last = new Promise<void>((resolve) => {
		finish = resolve;
	});
	await before;
	const thread = startThread(limits);
	try {
		const bytes = await gatherFile(file);
		for (
			let reply = await thread.ask(bytes);
			reply.kind !== 'end';
			reply = await thread.ask('more')
		)
			yield linesOf(reply);
	} finally {
		finish();
		await thread.end();
	}
}

function linesOf(reply: Exclude<ParquetReply, { kind: 'end' }>): Uint8Array {
	if (reply.kind === 'lines') return reply.lines;
	if (reply.kind === 'unreadable') throw new UnreadableFile(reply.problem);
	throw reply.error;
}

type Thread = {
	readonly ask: (what: ParquetAsk) => Promise<ParquetReply>;
	readonly end: () => Promise<unknown>;
};

function startThread({ mostMs, heapMib }: ParquetThreadLimits): Thread {
	const worker = new Worker(new URL('./parquet-worker.ts', import.meta.url), {
		execArgv: [],
		resourceLimits: { maxOldGenerationSizeMb: heapMib },
	});
	// Whoever waits for lines hears of it; without a listener it would end the process.
	worker.on('error', () => undefined);
	return {
		ask: (what) => exchange(worker, what, mostMs),
		end: () => worker.terminate(),
	};
}

function exchange(worker: Worker, what: ParquetAsk, mostMs: number): Promise<ParquetReply> {
	return new Promise((resolve, reject) => {
		const onMessage = (reply: ParquetReply) => settle(() => resolve(reply));
		const onError = (error: unknown) =>
			settle(() => reject(isOutOfMemory(error) ? tooMuch() : error));
		const onExit = () => onError(new Error('the thread that reads Parquet ended before its file'));
		const late = setTimeout(() => settle(() => reject(tooSlow(mostMs))), mostMs);
		const settle = (finish: () => void) => {
			clearTimeout(late);
			worker.off('message', onMessage).off('error', onError).off('exit', onExit);
			finish();
		};
		worker.on('message', onMessage).on('error', onError).on('exit', onExit);
		worker.postMessage(what, what === 'more' ? [] : [what]);
	});
}

const CURE = 'write it with smaller row groups, such as 1,000 rows each (row_group_size)';

function tooSlow(mostMs: number): UnreadableFile {
	return refuseParquet(
		`of which a row group takes more than ${Math.round(mostMs / 1000)} seconds; ${CURE}`,
	);
}

function tooMuch(): UnreadableFile {
	return refuseParquet(`of which a row group takes more memory than a server gives it; ${CURE}`);
}

function isOutOfMemory(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
