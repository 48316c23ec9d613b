import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressOf, type PageBindings } from '../middleware/client-address.ts';
import { openRequestWindow, type Share } from '../middleware/request-window.ts';
import type { RequestLimits, TakeTogether } from '../request-limits.ts';
import type { WebHandler } from './web-handler.ts';

type Ask = (request: Request, env: PageBindings) => Response | Promise<Response>;

/** Files that pages load: they are sent as they are. */
const FILES = /^\/(_app\/|[a-z]+\.(js|svg|txt)$)/;
/** The web's page for a visitor who asks too much. */
const REFUSED = '/too-many-requests';
/** Images that are drawn when they are asked for. */
const DRAWN = /^[^?]*\/(preview\.png|chart\/[a-z]+\.(png|svg))(\?|$)/;

/**
 * Serves pages, which ask the API in this process in the name of their visitor. A page is counted once, for the visitor's
 * address; above the limit the visitor gets the page that says so, with status 429.
 * An image that is drawn counts as a costly read, too, apart from those of the API.
 */
export function limitPages(
	web: WebHandler,
	{
		limits: { pagesPerAddress, costlyPerMinute, proxies },
		now,
		takeTogether,
		ask,
	}: {
		readonly limits: Pick<RequestLimits, 'pagesPerAddress' | 'costlyPerMinute' | 'proxies'>;
		readonly now: () => Date;
		readonly takeTogether: TakeTogether | undefined;
		readonly ask: Ask;
	},
): WebHandler {
	const window = openRequestWindow({ now, what: 'pages', takeTogether });
	const drawings = openRequestWindow({ now, what: 'images', takeTogether });
	const serve = async (request: IncomingMessage, response: ServerResponse) => {
		const visitor = addressOf(request, proxies);
		const page = { visitor, isCostCounted: false };
		Object.assign(request, { codejoustApi: (asked: Request) => ask(asked, { page }) });
		const isCounted = visitor !== undefined && !FILES.test(request.url ?? '');
		const share = isCounted ? await window.take(visitor, pagesPerAddress) : undefined;
		if (share?.isOver) {
			const codejoustRefusal = { limit: share.limit, retryAfterSeconds: share.resetSeconds };
			Object.assign(request, { method: 'GET', url: REFUSED, codejoustRefusal });
		}
		const isDrawn = visitor !== undefined && DRAWN.test(request.url ?? '');
		const drawn = isDrawn ? await drawings.take(visitor, costlyPerMinute) : undefined;
		if (drawn?.isOver) refuseDrawing(response, drawn);
		else web(request, response);
	};
	return (request, response) => void serve(request, response);
}

function refuseDrawing(response: ServerResponse, { limit, resetSeconds }: Share): void {
	response.writeHead(429, {
		'content-type': 'text/plain; charset=utf-8',
		'cache-control': 'no-store',
		'retry-after': String(resetSeconds),
	});
	response.end(
		`This address may ask for ${limit} preview images a minute. Try again in ${resetSeconds} s.\n`,
	);
}
