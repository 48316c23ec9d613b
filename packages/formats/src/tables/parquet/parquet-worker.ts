import { parentPort } from 'node:worker_threads';
import type { Problem } from '../../checks/problem.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { parquetLines } from './parquet-lines.ts';

/** The file first, then a word for each further piece of its lines. */
export type ParquetAsk = ArrayBuffer | 'more';

export type ParquetReply =
	| { readonly kind: 'lines'; readonly lines: Uint8Array }
	| { readonly kind: 'end' }
	| { readonly kind: 'unreadable'; readonly problem: Problem }
	| { readonly kind: 'failed'; readonly error: unknown };

let lines: AsyncGenerator<Uint8Array> | undefined;

// The thread's entry: `parquet-thread.ts` starts one for each file.
parentPort?.on('message', (ask: ParquetAsk) => {
	if (ask !== 'more') lines = parquetLines(ask);
	next().then(
		(reply) => parentPort?.postMessage(reply),
		(error: unknown) => parentPort?.postMessage({ kind: 'failed', error }),
	);
});

async function next(): Promise<ParquetReply> {
	try {
		const read = await lines?.next();
		return read === undefined || read.done === true
			? { kind: 'end' }
			: { kind: 'lines', lines: read.value };
	} catch (cause) {
		if (cause instanceof UnreadableFile) return { kind: 'unreadable', problem: cause.problem };
		throw cause;
	}
}
