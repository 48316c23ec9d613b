import type { ClaimedChunk } from '@codejoust/db/queue/chunk';
import type { ChunkPayload } from './enqueue-run.ts';

type Chunk = ClaimedChunk<ChunkPayload>;

/**
 * Takes chunks of one queue as long as fewer than `maxGames` games of them are waiting or in flight, until the signal
 * aborts.
 */
export function takeChunks(options: {
	/** Waits for a chunk. */
	readonly fetch: (signal: AbortSignal) => Promise<Chunk | undefined>;
	readonly giveBack: (chunk: Chunk) => Promise<void>;
	readonly play: (chunk: Chunk) => Promise<void>;
	/** The endpoint's own cap is below this. */
	readonly maxGames: number;
	readonly signal: AbortSignal;
}): {
	/** Resolves when nothing more is taken, with what is still being played. */
	readonly end: () => Promise<readonly Promise<void>[]>;
} {
	const { fetch, giveBack, play, maxGames, signal } = options;
	const underway = new Set<Promise<void>>();
	let games = 0;
	let wake: () => void = () => undefined;
	signal.addEventListener('abort', () => wake(), { once: true });

	const take = async () => {
		const chunk = await fetch(signal).catch((error: unknown) => {
			if (signal.aborted) return undefined;
			throw error;
		});
		if (!chunk) return;
		if (signal.aborted) return giveBack(chunk);
		const size = sizeOf(chunk);
		games += size;
		const played = play(chunk).finally(() => {
			underway.delete(played);
			games -= size;
			wake();
		});
		underway.add(played);
	};
	const loop = (async () => {
		while (!signal.aborted) {
			await take();
			// oxlint-disable-next-line typescript/no-unnecessary-condition -- it may stop while it plays
			while (games >= maxGames && !signal.aborted)
				await new Promise<void>((resolve) => (wake = resolve));
		}
	})();

	return {
		end: async () => {
			await loop;
			return [...underway];
		},
	};
}

/** Games; a step of batches counts like a chunk of battles, so that few files are built at once. */
function sizeOf({ payload }: Chunk): number {
	return payload.kind === 'batches' ? 32 : 2 * payload.battleIds.length;
}
