import { Worker } from 'node:worker_threads';
import { UnreadableFile } from '../unreadable-file.ts';
import { gatherFile } from './gather-file.ts';
import { ParquetBusy } from './parquet-busy.ts';
import { refuseParquet } from './parquet-fault.ts';
import type { ParquetAsk, ParquetReply } from './parquet-worker.ts';

export type ParquetThreadLimits = {
	/** The longest that one row group may take, in milliseconds. */
	readonly mostMs: number;
	/** Memory of the thread's JavaScript values, in MiB. */
	readonly heapMib: number;
	/** The longest that a file waits for the files before it, in milliseconds. */
	readonly mostWaitMs: number;
	/** The longest that a file keeps others waiting, in milliseconds: it is read as fast as its lines are taken. */
	readonly mostTurnMs: number;
};

const LIMITS: ParquetThreadLimits = {
	mostMs: 30_000,
	heapMib: 384,
	mostWaitMs: 60_000,
	mostTurnMs: 300_000,
};

/** The files of this process that are read one after another; it holds nothing of them. */
let last: Promise<unknown> = Promise.resolve();

/**
 * A Parquet file as JSONL, read in a thread that ends with it: a file that was made to take time or memory ends the thread
 * and not the server. One file at a time, since a row group is in memory as a whole. Throws `UnreadableFile`, and `ParquetBusy`
 * where the file waits too long for others, or keeps others waiting too long because its lines are not taken.
 */
export async function* parquetLinesApart(
	file: AsyncIterable<Uint8Array>,
	given: Partial<ParquetThreadLimits> = {},
): AsyncGenerator<Uint8Array> {
	const limits = { ...LIMITS, ...given };
	const { mostTurnMs } = limits;
	const finish = await takeTurn(limits.mostWaitMs);
	const turn: { thread?: Thread; isOver: boolean } = { isOver: false };
	const end = async () => {
		await turn.thread?.end();
		finish();
	};
	const limit = setTimeout(() => {
		turn.isOver = true;
		void end();
	}, mostTurnMs);
	try {
		let ask: ParquetAsk = await gatherFile(file);
		for (;;) {
			if (turn.isOver) throw tooLong(mostTurnMs);
			turn.thread ??= startThread(limits);
			const reply = await turn.thread.ask(ask);
			if (reply.kind === 'end') return;
			yield linesOf(reply);
			ask = 'more';
		}
	} catch (cause) {
		throw turn.isOver ? tooLong(mostTurnMs) : cause;
	} finally {
		clearTimeout(limit);
		await end();
	}
}

/** Resolves when the files before are read, with what ends the turn; rejects when they take too long. */
async function takeTurn(mostWaitMs: number): Promise<() => void> {
	const before = last;
	const { promise, resolve } = Promise.withResolvers<undefined>();
	last = promise;
	const finish = () => resolve(undefined);
	const { promise: tooLate, reject } = Promise.withResolvers<never>();
	const limit = setTimeout(() => reject(tooMany(mostWaitMs)), mostWaitMs);
	try {
		await Promise.race([before, tooLate]);
		return finish;
	} catch (cause) {
		// Those behind wait for the files before, not for this one.
		void before.then(finish);
		throw cause;
	} finally {
		clearTimeout(limit);
	}
}

const seconds = (ms: number) => Math.round(ms / 1000);

function tooMany(ms: number): ParquetBusy {
	return new ParquetBusy(
		`Parquet files are read one after another, and those before this one took more than ${seconds(ms)} s. Send it again later, or as JSONL.`,
		ms,
	);
}

function tooLong(ms: number): ParquetBusy {
	return new ParquetBusy(
		`The rows of the Parquet file could not be stored within ${seconds(ms)} s. Send it again later, or as JSONL.`,
		ms,
	);
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

function startThread({ mostMs, heapMib }: Pick<ParquetThreadLimits, 'mostMs' | 'heapMib'>): Thread {
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
