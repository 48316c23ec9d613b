import { parentPort } from 'node:worker_threads';
import { type BoardJob, doBoardJob } from '@codejoust/board/board-job';

export type BoardReply =
	/** The thread has started, and works on the job from now on. */
	| { readonly kind: 'begun' }
	| { readonly kind: 'done'; readonly answer: ReturnType<typeof doBoardJob> }
	| { readonly kind: 'failed'; readonly error: unknown };

// The thread's entry: `board-thread.ts` sends it one job after another.
parentPort?.on('message', (job: BoardJob) => {
	send({ kind: 'begun' });
	send(reply(job));
});

function send(message: BoardReply): void {
	parentPort?.postMessage(message);
}

function reply(job: BoardJob): BoardReply {
	try {
		return { kind: 'done', answer: doBoardJob(job) };
	} catch (error) {
		return { kind: 'failed', error };
	}
}
