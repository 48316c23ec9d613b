import { parentPort } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import type { KnownEntrant } from '@codejoust/board/board-numbers';
import { type BoardJob, doBoardJob, type Keep } from '@codejoust/board/board-job';

export type BoardReply =
	/** The thread has started, and works on the job from now on. */
	| { readonly kind: 'begun' }
	| { readonly kind: 'done'; readonly answer: ReturnType<typeof doBoardJob> }
	| { readonly kind: 'failed'; readonly error: unknown };

/** Characters of entries; their rows take about as many bytes again. At 500 questions these are two hundred models. */
const MOST_CHARACTERS = 16_000_000;
const kept = new LRUCache<string, KnownEntrant>({
	maxSize: MOST_CHARACTERS,
	sizeCalculation: ({ entries }) => entries.length,
});
/** Of boards that this thread has computed, as long as it lives. */
const keep: Keep = (key, make) => {
	const found = kept.get(key) ?? make();
	kept.set(key, found);
	return found;
};

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
		return { kind: 'done', answer: doBoardJob(job, keep) };
	} catch (error) {
		return { kind: 'failed', error };
	}
}
