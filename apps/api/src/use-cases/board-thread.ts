import { Worker } from 'node:worker_threads';
import { Refusal } from '../refusal.ts';
import type { BoardAnswers, BoardJob } from './board-job.ts';
import type { BoardReply } from './board-worker.ts';

export type BoardThread = {
	/** Jobs are done one after another. Refuses with `not-ready` when too many are waiting; rejects when the thread ends. */
	readonly run: <Job extends BoardJob>(job: Job) => Promise<BoardAnswers[Job['kind']]>;
	/** Ends the thread; what it was doing rejects. */
	readonly close: () => Promise<void>;
};

/**
 * Computes boards beside the event loop, so that reads stay fast meanwhile. The thread starts with the first job and
 * ends after some idle time, which gives its memory back.
 */
export function openBoardThread({
	mostWaiting = 32,
	idleMs = 30_000,
}: { readonly mostWaiting?: number; readonly idleMs?: number } = {}): BoardThread {
	let worker: Worker | undefined;
	let idle: NodeJS.Timeout | undefined;
	let isClosed = false;
	let waiting = 0;
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
		const reply = await exchange(own, job).finally(() => {
			idle = setTimeout(() => void end(), idleMs).unref();
		});
		if (reply.kind === 'failed') throw reply.error;
		return reply.answer;
	};
	return {
		run: async <Job extends BoardJob>(job: Job) => {
			if (waiting >= mostWaiting)
				throw new Refusal('not-ready', 'Too many computations are waiting; ask again later.');
			waiting++;
			const answer = last.then(() => ask(job)).finally(() => waiting--);
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
function exchange(worker: Worker, job: BoardJob): Promise<BoardReply> {
	return new Promise((resolve, reject) => {
		const onMessage = (reply: BoardReply) => settle(() => resolve(reply));
		const onError = (error: unknown) => settle(() => reject(error));
		const onExit = () => onError(new Error('the board thread ended before its job'));
		const settle = (finish: () => void) => {
			worker.off('message', onMessage).off('error', onError).off('exit', onExit);
			worker.unref();
			finish();
		};
		worker.on('message', onMessage).on('error', onError).on('exit', onExit);
		worker.ref();
		worker.postMessage(job);
	});
}
