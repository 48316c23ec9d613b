import type { RequestEvent } from '@sveltejs/kit';

/**
 * What follows the judging: boards, lists, models. A browser asks each time whether its copy still
 * holds, since whoever sent a model looks again and again; shared caches keep it for 15 seconds.
 */
const BOARD = 'public, max-age=0, s-maxage=15, must-revalidate';
const RECORD = 'public, max-age=60, stale-while-revalidate=300';

export const cacheBoard = (event: Pick<RequestEvent, 'setHeaders'>) =>
	event.setHeaders({ 'cache-control': BOARD });

/** What hardly changes once it is there: judge versions, the methodology. */
export const cacheRecord = (event: Pick<RequestEvent, 'setHeaders'>) =>
	event.setHeaders({ 'cache-control': RECORD });
