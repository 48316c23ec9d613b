import { addressOf, type PageBindings } from '../middleware/client-address.ts';
import { openRequestWindow } from '../middleware/request-window.ts';
import type { RequestLimits } from '../request-limits.ts';
import type { WebHandler } from './web-handler.ts';

type Ask = (request: Request, env: PageBindings) => Response | Promise<Response>;

/** Files that pages load: they are sent as they are. */
const FILES = /^\/(_app\/|[a-z]+\.(js|svg|txt)$)/;
/** The web's page for a visitor who asks too much. */
const REFUSED = '/too-many-requests';

/**
 * Serves pages, which ask the API in this process in the name of their visitor. A page is counted once, for the visitor's
 * address; above the limit the visitor gets the page that says so, with status 429.
 */
export function limitPages(
	web: WebHandler,
	{
		limits: { pagesPerAddress, proxies },
		now,
		ask,
	}: {
		readonly limits: Pick<RequestLimits, 'pagesPerAddress' | 'proxies'>;
		readonly now: () => Date;
		readonly ask: Ask;
	},
): WebHandler {
	const window = openRequestWindow({ now });
	return (request, response) => {
		const visitor = addressOf(request, proxies);
		const page = { visitor, isCostCounted: false };
		Object.assign(request, { codejoustApi: (asked: Request) => ask(asked, { page }) });
		const isCounted = visitor !== undefined && !FILES.test(request.url ?? '');
		const share = isCounted ? window.take(visitor, pagesPerAddress) : undefined;
		if (share?.isOver) {
			const codejoustRefusal = { limit: share.limit, retryAfterSeconds: share.resetSeconds };
			Object.assign(request, { method: 'GET', url: REFUSED, codejoustRefusal });
		}
		web(request, response);
	};
}
