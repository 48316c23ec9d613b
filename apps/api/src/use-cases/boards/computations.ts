import { LRUCache } from 'lru-cache';
import type { BoardAnswers, BoardJob } from '@codejoust/board/board-job';
import { Refusal } from '../../refusal.ts';
import { openBoardThread, TookTooLong } from './board-thread.ts';
import { type Computed, type ComputedTogether, computeTogether } from './computed-together.ts';

export type Computations = {
	/**
	 * The answer to the job that `read` makes when its turn comes. Whoever asks for the same key meanwhile gets the same
	 * answer, also in another process. Refuses with `not-ready` when too many wait, and when reading, waiting or computing takes too long. `read` may not
	 * ask for a computation itself.
	 */
	readonly compute: <Job extends BoardJob>(
		key: string,
		read: (signal: AbortSignal) => Promise<Job>,
	) => Promise<BoardAnswers[Job['kind']]>;
	readonly close: () => Promise<void>;
};

export type ComputationLimits = {
	/** For one computation: to wait for its turn, to read what it needs, and to compute, each; 0 is no limit. */
	readonly mostMs: number;
	/** Including the one whose turn it is. */
	readonly mostWaiting?: number;
	/** What other processes compute; absent where there are none. */
	readonly together?: ComputedTogether | undefined;
	/** Hears of each computation that this process begins, and of each answer of another process. */
	readonly observe?: ObserveComputation;
};

export type ObserveComputation = (source: 'own' | 'other-process') => void;

/** A computation that took too long is not tried again for this many times its limit. */
const REST = 4;
const MOST_OVERDUE = 1000;
/** For another process, where nothing else limits it. */
const LONGEST_WAIT_MS = 60_000;

/** What readers ask to be computed, in a thread that boards to be published do not share. */
export function openComputations({
	mostMs,
	mostWaiting = 32,
	together,
	observe,
}: ComputationLimits): Computations {
	const thread = openBoardThread({ mostMs });
	const underway = new Map<string, Promise<unknown>>();
	const overdue = new LRUCache<string, number>({ max: MOST_OVERDUE });
	let last: Promise<unknown> = Promise.resolve();

	const work = async (read: (signal: AbortSignal) => Promise<BoardJob>): Promise<Computed> => {
		observe?.('own');
		try {
			return { kind: 'answer', answer: await thread.run(await readWithin(read, mostMs)) };
		} catch (error) {
			if (!(error instanceof TookTooLong)) throw error;
			return { kind: 'too-long', restMs: REST * mostMs };
		}
	};
	const inTurn = <Result>(turn: () => Promise<Result>): Promise<Result> => {
		const askedAt = performance.now();
		const result = last.then(() => {
			// Nobody waits for it any more.
			if (mostMs > 0 && performance.now() - askedAt > mostMs) throw refuseFull(mostMs);
			return turn();
		});
		last = result.catch(() => undefined);
		return result;
	};
	const answer = async (key: string, read: (signal: AbortSignal) => Promise<BoardJob>) => {
		const computed = together
			? await computeTogether(together, key, {
					inTurn,
					work: () => work(read),
					onFound: () => observe?.('other-process'),
					mostMs: mostMs > 0 ? 2 * mostMs : LONGEST_WAIT_MS,
				})
			: await inTurn(() => work(read));
		if (!computed) throw refuseFull(mostMs);
		if (computed.kind === 'answer') return computed.answer;
		overdue.set(key, Date.now() + computed.restMs);
		throw refuseLong(mostMs, computed.restMs);
	};
	const begin = (key: string, read: (signal: AbortSignal) => Promise<BoardJob>) => {
		const answered = answer(key, read).finally(() => underway.delete(key));
		underway.set(key, answered);
		return answered;
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
