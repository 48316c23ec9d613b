import { parentPort } from 'node:worker_threads';
import { type BoardJob, doBoardJob } from './board-job.ts';

export type BoardReply =
	| { readonly kind: 'done'; readonly answer: ReturnType<typeof doBoardJob> }
	| { readonly kind: 'failed'; readonly error: unknown };

// The thread's entry: `board-thread.ts` sends it one job after another.
parentPort?.on('message', (job: BoardJob) => {
	parentPort?.postMessage(reply(job));
});

function reply(job: BoardJob): BoardReply {
	try {
		return { kind: 'done', answer: doBoardJob(job) };
	} catch (error) {
		return { kind: 'failed', error };
	}
}
