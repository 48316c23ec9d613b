import { setTimeout as pause } from 'node:timers/promises';
import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { RouteDeps } from './route-deps.ts';
import { viewerOf } from '../middleware/reader.ts';
import { presentRun } from '../present/run.ts';
import type { Run } from '@codejoust/contract/schemas/submission';
import { readRun } from '../use-cases/runs/read-run.ts';
import { newApp } from './new-app.ts';
import { problems } from './problem-responses.ts';

const POLL_MS = 500;
const HEARTBEAT_MS = 10_000;

const events = createRoute({
	method: 'get',
	path: '/v1/runs/{id}/events',
	tags: ['runs'],
	summary: 'A run’s progress as server-sent events',
	description:
		'Each event is named `progress`, carries the run as GET /v1/runs/{id} does, and has an id that changes with the run. A reconnect with `Last-Event-ID` gets the run only when it has changed since. A comment every 10 s keeps the connection alive; the stream ends with the run.',
	request: {
		params: z.object({ id: z.string().max(80) }),
		headers: z.object({ 'last-event-id': z.string().max(200).optional() }),
	},
	responses: {
		200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
		...problems('not-found'),
	},
});

/** Progress as it happens. Ends with the run, with the reader, or when the server stops. */
export function runEventRoutes(deps: RouteDeps) {
	return newApp().openapi(events, async (context) => {
		const { id } = context.req.valid('param');
		const viewer = viewerOf(context);
		const read = async () => presentRun(await readRun(deps, id, viewer), deps.now());
		const first = await read();
		// A proxy that buffers would hold the events back.
		context.header('x-accel-buffering', 'no');
		context.header('cache-control', 'no-store');
		return streamSSE(context, async (stream) => {
			const ended = new AbortController();
			stream.onAbort(() => ended.abort());
			const signal = AbortSignal.any([ended.signal, deps.stopping]);
			let lastId = context.req.header('last-event-id');
			let quietMs = 0;
			for (let run = first; !signal.aborted; run = await read()) {
				const eventId = eventIdOf(run);
				if (eventId !== lastId) {
					await stream.writeSSE({ event: 'progress', id: eventId, data: JSON.stringify(run) });
					lastId = eventId;
					quietMs = 0;
				}
				if (run.state === 'done' || run.state === 'cancelled') return;
				await pause(POLL_MS, undefined, { signal }).catch(() => undefined);
				quietMs += POLL_MS;
				if (quietMs < HEARTBEAT_MS) continue;
				await stream.write(': still here\n\n');
				quietMs = 0;
			}
		});
	});
}

/** Says what of a run a reader has seen; equal while nothing about it has changed. */
function eventIdOf({ state, progress, state_since: since }: Run): string {
	return [
		state,
		Date.parse(since),
		progress.scored,
		progress.unscored,
		progress.cost_micro_usd ?? 0,
	].join('-');
}
