import { LRUCache } from 'lru-cache';
import type { BoardAnswers, BoardJob } from '@codejoust/board/board-job';
import { Refusal } from '../../refusal.ts';
import { openBoardThread, TookTooLong } from './board-thread.ts';

export type Computations = {
	/**
	 * The answer to the job that `read` makes when its turn comes. Whoever asks for the same key meanwhile gets the same
	 * answer. Refuses with `not-ready` when too many wait, and when reading, waiting or computing takes too long. `read` may not
	 * ask for a computation itself.
	 */
	readonly compute: <Job extends BoardJob>(
		key: string,
		read: (signal: AbortSignal) => Promise<Job>,
	) => Promise<BoardAnswers[Job['kind']]>;
	readonly close: () => Promise<void>;
};

type Limits = {
	/** For one computation: to wait for its turn, to read what it needs, and to compute, each; 0 is no limit. */
	readonly mostMs: number;
	/** Including the one whose turn it is. */
	readonly mostWaiting?: number;
};

/** A computation that took too long is not tried again for this many times its limit. */
const REST = 4;
const MOST_OVERDUE = 1000;

/** What readers ask to be computed, in a thread that boards to be published do not share. */
export function openComputations({ mostMs, mostWaiting = 32 }: Limits): Computations {
	const thread = openBoardThread({ mostMs });
	const underway = new Map<string, Promise<unknown>>();
	const overdue = new LRUCache<string, number>({ max: MOST_OVERDUE });
	let last: Promise<unknown> = Promise.resolve();

	const take = async (key: string, read: (signal: AbortSignal) => Promise<BoardJob>) => {
		try {
			return await thread.run(await readWithin(read, mostMs));
		} catch (error) {
			if (!(error instanceof TookTooLong)) throw error;
			overdue.set(key, Date.now() + REST * mostMs);
			throw refuseLong(mostMs, REST * mostMs);
		}
	};
	const begin = (key: string, read: (signal: AbortSignal) => Promise<BoardJob>) => {
		const askedAt = performance.now();
		const turn = last.then(() => {
			// Nobody waits for it any more.
			if (mostMs > 0 && performance.now() - askedAt > mostMs) throw refuseFull(mostMs);
			return take(key, read);
		});
		const answer = turn.finally(() => underway.delete(key));
		underway.set(key, answer);
		last = answer.catch(() => undefined);
		return answer;
	};
	return {
		compute: async <Job extends BoardJob>(
			key: string,
			read: (signal: AbortSignal) => Promise<Job>,
		) => {
			const restMs = (overdue.get(key) ?? 0) - Date.now();
			if (restMs > 0) throw refuseLong(mostMs, restMs);
			const shared = underway.get(key);
			if (!shared && underway.size >= mostWaiting) throw refuseFull(mostMs);
			// A key names one job, and a job of a kind has that kind's answer.
			return (shared ?? begin(key, read)) as Promise<BoardAnswers[Job['kind']]>;
		},
		close: thread.close,
	};
}

/** What `read` makes in time; it learns by its signal that its time is over. */
async function readWithin<Job>(
	read: (signal: AbortSignal) => Promise<Job>,
	mostMs: number,
): Promise<Job> {
	const { promise: tooLate, reject } = Promise.withResolvers<never>();
	const stop = new AbortController();
	const end = () => {
		const error = new TookTooLong('a computation’s data took too long to read');
		stop.abort(error);
		reject(error);
	};
	const timer = mostMs > 0 ? setTimeout(end, mostMs) : undefined;
	try {
		return await Promise.race([read(stop.signal), tooLate]);
	} finally {
		clearTimeout(timer);
	}
}

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000));

function refuseLong(mostMs: number, restMs: number): Refusal {
	return notReady(
		`This computation takes longer than the ${seconds(mostMs)} s that one may take, and was ended. It is tried again in ${seconds(restMs)} s at the earliest.`,
		seconds(restMs),
	);
}

function refuseFull(mostMs: number): Refusal {
	const retryAfterSeconds = seconds(mostMs);
	return notReady(
		`Too many computations are waiting. Try again in ${retryAfterSeconds} s.`,
		retryAfterSeconds,
	);
}

function notReady(sentence: string, retryAfterSeconds: number): Refusal {
	return new Refusal('not-ready', sentence, [], 0, { retryAfterSeconds });
}
