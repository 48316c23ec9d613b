import type { Run } from '@codejoust/contract/client';
import { readEvents } from './read-events.ts';

export type RunEvent = { readonly id: string; readonly run: Run };
export type StreamSource = {
	readonly url: string;
	readonly key: string | undefined;
	readonly signal: AbortSignal;
	/** How long an answer may take to begin. */
	readonly openMs: number;
};

/** Twice the server's heartbeat and a bit: a stream that is as silent as this is dead. */
const SILENCE_MS = 25_000;

/**
 * A run's events from behind the last one seen, until the stream ends, breaks or is dead; none of these is an error.
 * Undefined where no stream begins: something on the way holds it back, or knows no streams.
 */
export async function openRunStream(
	source: StreamSource,
	lastEventId: string | undefined,
): Promise<AsyncGenerator<RunEvent> | undefined> {
	const dead = new AbortController();
	const timer = setTimeout(() => dead.abort(), source.openMs);
	const response = await fetch(source.url, {
		headers: headersOf(source, lastEventId),
		signal: AbortSignal.any([source.signal, dead.signal]),
	}).catch(() => undefined);
	clearTimeout(timer);
	if (response?.ok && response.body && isEventStream(response)) return follow(response.body, dead);
	dead.abort();
	return undefined;
}

function headersOf({ key }: StreamSource, lastEventId: string | undefined): Headers {
	const headers = new Headers({ accept: 'text/event-stream' });
	if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
	if (lastEventId !== undefined) headers.set('last-event-id', lastEventId);
	return headers;
}

function isEventStream({ headers }: Response): boolean {
	return headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}

async function* follow(
	body: AsyncIterable<Uint8Array>,
	dead: AbortController,
): AsyncGenerator<RunEvent> {
	const timer = setTimeout(() => dead.abort(), SILENCE_MS);
	try {
		for await (const event of readEvents(onEveryChunk(body, () => timer.refresh())))
			// The server's contract tests hold its events to this type.
			if (event.event === 'progress') yield { id: event.id, run: JSON.parse(event.data) as Run };
	} catch {
		return;
	} finally {
		clearTimeout(timer);
		dead.abort();
	}
}

async function* onEveryChunk(
	body: AsyncIterable<Uint8Array>,
	call: () => void,
): AsyncGenerator<Uint8Array> {
	for await (const chunk of body) {
		call();
		yield chunk;
	}
}
