import type { MiddlewareHandler } from 'hono';
import { Refusal } from '../refusal.ts';
import type { RequestLimits } from '../request-limits.ts';
import type { ApiEnvironment } from './authenticate.ts';
import { untilSent } from './until-sent.ts';
import { openVisitorLines, type Place } from './visitor-lines.ts';
import { visitorOf } from './visitor.ts';

const RETRY_SECONDS = 10;
const ALL = 'all visitors';

/**
 * Lets each visitor have a number of streams open, and all together another number. More of one visitor are refused with
 * `too-many-requests`, more of all with `not-ready`; pages then look by themselves every now and then.
 */
export function limitStreams({
	streams,
	streamsInAll,
	proxies,
}: Pick<RequestLimits, 'streams' | 'streamsInAll' | 'proxies'>): MiddlewareHandler<ApiEnvironment> {
	const own = openVisitorLines({ atOnce: streams === 0 ? Infinity : streams, waiting: 0 });
	const all = openVisitorLines({
		atOnce: streamsInAll === 0 ? Infinity : streamsInAll,
		waiting: 0,
	});
	return async (context, next) => {
		const visitor = visitorOf(context, proxies);
		if (visitor === undefined) return next();
		const place = own.enter(visitor);
		if (!place) throw refuseVisitor(streams);
		const shared = all.enter(ALL);
		if (!shared) {
			place.leave();
			throw refuseAll(streamsInAll);
		}
		const leave = leaveBoth(place, shared);
		await next().catch((error: unknown) => {
			leave();
			throw error;
		});
		// Nobody reads a body that HEAD asked for.
		if (context.req.raw.method === 'HEAD') await context.res.body?.cancel().finally(leave);
		else context.res = untilSent(context.res, leave);
	};
}

function leaveBoth(one: Place, other: Place): () => void {
	return () => {
		one.leave();
		other.leave();
	};
}

function refuseVisitor(streams: number): Refusal {
	return new Refusal(
		'too-many-requests',
		`One visitor may have ${streams} progress streams open. Close one, or ask for the run itself, which needs no stream.`,
		[],
		0,
		{ retryAfterSeconds: RETRY_SECONDS },
	);
}

function refuseAll(streams: number): Refusal {
	return new Refusal(
		'not-ready',
		`All ${streams} progress streams of this server are open. Ask for the run or the page itself, which needs no stream, or try again in ${RETRY_SECONDS} s.`,
		[],
		0,
		{ retryAfterSeconds: RETRY_SECONDS },
	);
}
