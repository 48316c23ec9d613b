import { createRoute, z } from '@hono/zod-openapi';
import { readChangeMark } from '@codejoust/db/queries/runs/change-mark';
import { streamSSE } from 'hono/streaming';
import { watchChanges } from '../use-cases/operation/watch-changes.ts';
import { newApp } from './new-app.ts';
import { problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const LOOK_MS = 1000;
const HEARTBEAT_MS = 15_000;

const events = createRoute({
	method: 'get',
	path: '/v1/events',
	tags: ['operation'],
	summary: 'That something changed, as server-sent events',
	description:
		'An event `change` when games were settled, a run began or ended, a board has a new snapshot, or somebody has acted; at most one a second, and the first immediately. It does not say what: its id differs, and nothing else is in it. Pages that show unfinished work read themselves again then. A comment every 15 s keeps the connection alive.',
	request: { headers: z.object({ 'last-event-id': z.string().max(200).optional() }) },
	responses: {
		200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
		...problems(),
	},
});

/** Tells all readers of changes by one look at the database a second; a slow reader gets the newest change alone. */
export function changeEventRoutes(deps: RouteDeps) {
	const watch = watchChanges(() => readChangeMark(deps.db), LOOK_MS);
	return newApp().openapi(events, (context) => {
		// A proxy that buffers would hold the events back.
		context.header('x-accel-buffering', 'no');
		context.header('cache-control', 'no-store');
		let seen = context.req.header('last-event-id');
		return streamSSE(context, async (stream) => {
			const ended = new AbortController();
			stream.onAbort(() => ended.abort());
			const signal = AbortSignal.any([ended.signal, deps.stopping]);
			while (!signal.aborted) {
				const mark = await watch.next(seen, { ms: HEARTBEAT_MS, signal });
				if (mark === undefined) await stream.write(': still here\n\n');
				else await stream.writeSSE({ event: 'change', id: mark, data: '' });
				seen = mark ?? seen;
			}
		});
	});
}
