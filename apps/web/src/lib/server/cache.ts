import type { RequestEvent } from '@sveltejs/kit';

/**
 * What follows the judging: boards, lists, models. A browser asks each time whether its copy still
 * holds, since whoever sent a model looks again and again; shared caches keep it for 15 seconds.
 */
const BOARD = 'public, max-age=0, s-maxage=15, must-revalidate';
/** The same for shared caches that know RFC 9213: they may hand out an old page while they ask for a new one. */
const SHARED_BOARD = 'public, max-age=15, stale-while-revalidate=60';
const RECORD = 'public, max-age=60, stale-while-revalidate=300';

export const cacheBoard = (event: Pick<RequestEvent, 'setHeaders'>) =>
	event.setHeaders({ 'cache-control': BOARD, 'cdn-cache-control': SHARED_BOARD });

/** What hardly changes once it is there: judge versions, the methodology. */
export const cacheRecord = (event: Pick<RequestEvent, 'setHeaders'>) =>
	event.setHeaders({ 'cache-control': RECORD });

/** A page as it is only now: while the server is too busy to lay it out. */
export const cacheNowhere = (event: Pick<RequestEvent, 'setHeaders'>) =>
	event.setHeaders({ 'cache-control': 'no-store' });
