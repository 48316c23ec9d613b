import { Worker } from 'node:worker_threads';
import type { BoardAnswers, BoardJob } from '@codejoust/board/board-job';
import type { BoardReply } from './board-worker.ts';

export type BoardThread = {
	/** Jobs are done one after another. Rejects with `TookTooLong` at the limit, and when the thread ends. */
	readonly run: <Job extends BoardJob>(job: Job) => Promise<BoardAnswers[Job['kind']]>;
	/** Ends the thread; what it was doing rejects. */
	readonly close: () => Promise<void>;
};

/** A job that was ended because it ran for the most time that a job may have. */
export class TookTooLong extends Error {}

/**
 * Computes boards beside the event loop, so that reads stay fast meanwhile. The thread starts with the first job and
 * ends after some idle time, which gives its memory back. `mostMs` limits one job from its beginning in the thread, 0 being
 * no limit: nothing inside a computation looks at a clock, so that the thread is ended, and the next job starts another.
 */
export function openBoardThread({
	mostMs = 0,
	idleMs = 30_000,
}: { readonly mostMs?: number; readonly idleMs?: number } = {}): BoardThread {
	let worker: Worker | undefined;
	let idle: NodeJS.Timeout | undefined;
	let isClosed = false;
	let last: Promise<unknown> = Promise.resolve();

	const end = async () => {
		clearTimeout(idle);
		const ending = worker;
		worker = undefined;
		await ending?.terminate();
	};
	const start = () => {
		const started = startWorker();
		started.once('exit', () => {
			if (worker === started) worker = undefined;
		});
		return started;
	};
	const ask = async (job: BoardJob) => {
		if (isClosed) throw new Error('the board thread is closed');
		clearTimeout(idle);
		const own = (worker ??= start());
		const reply = await exchange(own, job, mostMs)
			.catch(async (error: unknown) => {
				if (error instanceof TookTooLong) await end();
				throw error;
			})
			.finally(() => {
				idle = setTimeout(() => void end(), idleMs).unref();
			});
		if (reply.kind === 'failed') throw reply.error;
		return reply.answer;
	};
	return {
		run: async <Job extends BoardJob>(job: Job) => {
			const answer = last.then(() => ask(job));
			last = answer.catch(() => undefined);
			// `doBoardJob` answers a job of a kind with that kind's answer.
			return answer as Promise<BoardAnswers[Job['kind']]>;
		},
		close: async () => {
			isClosed = true;
			await end();
			await last;
		},
	};
}

function startWorker(): Worker {
	const worker = new Worker(new URL('./board-worker.ts', import.meta.url), { execArgv: [] });
	// Whoever waits for an answer hears of it; without a listener it would end the process.
	worker.on('error', () => undefined);
	return worker;
}

/** One question, one answer. The thread keeps the process alive only while it owes one. */
function exchange(
	worker: Worker,
	job: BoardJob,
	mostMs: number,
): Promise<Exclude<BoardReply, { kind: 'begun' }>> {
	return new Promise((resolve, reject) => {
		let limit: NodeJS.Timeout | undefined;
		const onMessage = (reply: BoardReply) => {
			if (reply.kind !== 'begun') settle(() => resolve(reply));
			else if (mostMs > 0)
				limit = setTimeout(() => onError(new TookTooLong('a job took too long')), mostMs);
		};
		const onError = (error: unknown) => settle(() => reject(error));
		const onExit = () => onError(new Error('the board thread ended before its job'));
		const settle = (finish: () => void) => {
			clearTimeout(limit);
			worker.off('message', onMessage).off('error', onError).off('exit', onExit);
			worker.unref();
			finish();
		};
		worker.on('message', onMessage).on('error', onError).on('exit', onExit);
		worker.ref();
		worker.postMessage(job);
	});
}
