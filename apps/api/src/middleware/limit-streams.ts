import type { MiddlewareHandler } from 'hono';
import { Refusal } from '../refusal.ts';
import type { RequestLimits } from '../request-limits.ts';
import type { ApiEnvironment } from './authenticate.ts';
import { untilSent } from './until-sent.ts';
import { openVisitorLines } from './visitor-lines.ts';
import { visitorOf } from './visitor.ts';

const RETRY_SECONDS = 10;

/** Lets each visitor have a number of streams open, and refuses more with `too-many-requests`. */
export function limitStreams({
	streams,
	proxies,
}: Pick<RequestLimits, 'streams' | 'proxies'>): MiddlewareHandler<ApiEnvironment> {
	const lines = openVisitorLines({ atOnce: streams, waiting: 0 });
	return async (context, next) => {
		const visitor = visitorOf(context, proxies);
		if (streams === 0 || visitor === undefined) return next();
		const place = lines.enter(visitor);
		if (!place) throw refuse(streams);
		await next().catch((error: unknown) => {
			place.leave();
			throw error;
		});
		// Nobody reads a body that HEAD asked for.
		if (context.req.raw.method === 'HEAD') await context.res.body?.cancel().finally(place.leave);
		else context.res = untilSent(context.res, place.leave);
	};
}

function refuse(streams: number): Refusal {
	return new Refusal(
		'too-many-requests',
		`One visitor may have ${streams} progress streams open. Close one, or ask for the run itself, which needs no stream.`,
		[],
		0,
		{ retryAfterSeconds: RETRY_SECONDS },
	);
}
