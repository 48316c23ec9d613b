import { setTimeout as pause } from 'node:timers/promises';
import type { Context, MiddlewareHandler } from 'hono';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import type { RequestLimits } from '../request-limits.ts';
import type { ApiEnvironment } from './authenticate.ts';
import { askingPage } from './client-address.ts';
import { openRequestWindow } from './request-window.ts';
import { untilSent } from './until-sent.ts';
import { openVisitorLines, type Place } from './visitor-lines.ts';
import { visitorOf } from './visitor.ts';

/** Of one visitor, behind those whose turn it is. */
const MOST_WAITING = 16;

type Limits = Pick<RequestLimits, 'costlyPerMinute' | 'costlyAtOnce' | 'costlyMs' | 'proxies'>;

/**
 * For reads that take long: a visitor may ask a number of them a minute, has one made after another, and waits for none
 * longer than `costlyMs`, for its turn and for its answer each. A read that takes longer keeps its visitor's turn until it
 * ends, which a computation does at a limit of its own. What a page asks counts once for its visitor. `isCostly` tells the reads of a route that are.
 */
export function limitCostly(
	limits: Limits,
	{ now, takeTogether }: Pick<ApiDeps, 'now' | 'takeTogether'>,
): (isCostly: (context: Context) => boolean) => MiddlewareHandler<ApiEnvironment> {
	const { costlyAtOnce, costlyMs, proxies } = limits;
	const window = openRequestWindow({ now, what: 'costly reads', takeTogether });
	const lines = openVisitorLines({
		atOnce: costlyAtOnce === 0 ? Infinity : costlyAtOnce,
		waiting: MOST_WAITING,
	});
	return (isCostly) => async (context, next) => {
		const visitor = visitorOf(context, proxies);
		if (visitor === undefined || !isCostly(context as Context)) return next();
		await countOnce(context as Context, async () => {
			const share = await window.take(visitor, limits.costlyPerMinute);
			if (share?.isOver) throw refuseFlood(share.limit, share.resetSeconds);
		});
		const place = lines.enter(visitor);
		if (!place || !(await within(place.turn, costlyMs))) {
			place?.leave();
			throw refuseParallel(costlyAtOnce, costlyMs);
		}
		await answer(context as Context, next, place, costlyMs);
	};
}

async function countOnce(context: Context, count: () => Promise<void>): Promise<void> {
	const page = askingPage(context);
	if (page?.isCostCounted) return;
	await count();
	// Not before: what was refused stays refused, however often the page asks.
	if (page) page.isCostCounted = true;
}

/** Answers within the time or refuses; the place is left when the read has ended and all of it is sent. */
async function answer(
	context: Context,
	next: () => Promise<void>,
	place: Place,
	costlyMs: number,
): Promise<void> {
	if (context.req.raw.signal.aborted) {
		place.leave();
		throw new Refusal('not-ready', 'The reader has left.');
	}
	const reading = next();
	const isInTime = await within(reading, costlyMs).catch((error: unknown) => {
		place.leave();
		throw error;
	});
	if (!isInTime) {
		reading.then(place.leave, place.leave);
		throw refuseSlow(costlyMs);
	}
	const isSent = context.req.raw.method !== 'HEAD' && isStream(context.res);
	if (isSent) context.res = untilSent(context.res, place.leave);
	else place.leave();
}

/** What is made while it is sent has no known length, and is a file of lines. */
function isStream({ headers, status }: Response): boolean {
	return status === 200 && headers.has('content-disposition');
}

/** Whether the work ends within the time, 0 being no limit; rejects with it. */
async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
	if (ms === 0) return work.then(() => true);
	const stop = new AbortController();
	const timer = pause(ms, false, { signal: stop.signal }).catch(() => false);
	try {
		return await Promise.race([work.then(() => true), timer]);
	} finally {
		stop.abort();
	}
}

const seconds = (ms: number) => Math.ceil(ms / 1000);

function refuseFlood(limit: number, resetSeconds: number): Refusal {
	return tooMany(
		`One visitor may ask ${limit} costly reads a minute: comparisons, exports and the like. Try again in ${resetSeconds} s.`,
		resetSeconds,
	);
}

function refuseParallel(atOnce: number, ms: number): Refusal {
	return tooMany(
		`One visitor may have ${atOnce} costly reads at the same time, and the earlier ones have not ended. Try again in ${seconds(ms)} s.`,
		seconds(ms),
	);
}

function refuseSlow(ms: number): Refusal {
	const retryAfterSeconds = seconds(ms);
	return new Refusal(
		'not-ready',
		`This takes longer than ${retryAfterSeconds} s. Ask again in ${retryAfterSeconds} s.`,
		[],
		0,
		{ retryAfterSeconds },
	);
}

function tooMany(sentence: string, retryAfterSeconds: number): Refusal {
	return new Refusal('too-many-requests', sentence, [], 0, { retryAfterSeconds });
}
