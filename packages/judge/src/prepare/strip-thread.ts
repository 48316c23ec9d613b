import { Worker } from 'node:worker_threads';
import type { StripJob, StripReply } from './strip-worker.ts';

export type StripAnswer =
	| Exclude<StripReply, { kind: 'begun' | 'failed' }>
	| { readonly kind: 'left'; readonly reason: 'too-slow' };

export type StripThread = {
	/** Jobs are done one after another. Rejects when the thread fails. */
	readonly strip: (job: StripJob) => Promise<StripAnswer>;
	/** Ends the thread; what it was doing rejects. */
	readonly close: () => Promise<void>;
};

/** Most texts take milliseconds; some grammars need minutes for lines that were written for that. */
const MOST_MS = 10_000;

/**
 * Strips comments beside the event loop: a tokenizer cannot be interrupted. The thread starts with the first job, and its end
 * after some idle time gives its memory back. A job that takes longer than `mostMs` ends it, and its text is left as it is.
 */
export function openStripThread({
	mostMs = MOST_MS,
	idleMs = 30_000,
}: { readonly mostMs?: number; readonly idleMs?: number } = {}): StripThread {
	let worker: Worker | undefined;
	let idle: NodeJS.Timeout | undefined;
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
	const ask = async (job: StripJob): Promise<StripAnswer> => {
		clearTimeout(idle);
		const reply = await exchange((worker ??= start()), job, mostMs);
		if (reply === 'late') {
			await end();
			return { kind: 'left', reason: 'too-slow' };
		}
		idle = setTimeout(() => void end(), idleMs).unref();
		if (reply.kind === 'failed') throw reply.error;
		return reply;
	};
	return {
		strip: (job) => {
			const answer = last.then(() => ask(job));
			last = answer.catch(() => undefined);
			return answer;
		},
		close: end,
	};
}

function startWorker(): Worker {
	const worker = new Worker(new URL('./strip-worker.ts', import.meta.url), { execArgv: [] });
	// Whoever waits for an answer hears of it; without a listener it would end the process.
	worker.on('error', () => undefined);
	return worker;
}

type Reply = Exclude<StripReply, { kind: 'begun' }>;

/** One question, one answer. The thread keeps the process alive only while it owes one. */
function exchange(worker: Worker, job: StripJob, mostMs: number): Promise<Reply | 'late'> {
	return new Promise((resolve, reject) => {
		let limit: NodeJS.Timeout | undefined;
		const onMessage = (reply: StripReply) => {
			if (reply.kind !== 'begun') settle(() => resolve(reply));
			else limit = setTimeout(() => settle(() => resolve('late')), mostMs);
		};
		const onError = (error: unknown) => settle(() => reject(error));
		const onExit = () => onError(new Error('the thread that strips comments ended before its job'));
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
