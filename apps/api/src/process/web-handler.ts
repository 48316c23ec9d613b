import { access } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { MAX_BODY_BYTES } from '../middleware/decode-body.ts';
import { StartError } from './start-error.ts';

export type WebHandler = (request: IncomingMessage, response: ServerResponse) => void;

type Module = { readonly handler: RequestListener };

/** Where the pages' handler finds its origin; set here for every request, whatever the client sent. */
const PROTOCOL_HEADER = 'x-codejoust-protocol';
const HOST_HEADER = 'x-codejoust-host';

/**
 * Loads the built pages by path, since nothing here may depend on the web's source. Forms are taken from the page's own
 * origin alone: the given one, else the host that was asked for under the scheme that a proxy names, http without one.
 * A page of another site can forge neither header in a visitor's browser.
 */
export async function loadWeb(
	build: URL,
	options: { readonly origin?: string | undefined; readonly log: Pick<Logger, 'warn'> },
): Promise<WebHandler> {
	const entry = new URL('handler.js', build);
	try {
		await access(entry);
	} catch {
		throw new StartError(
			`The pages are not built: run "npm run build" first (${fileURLToPath(entry)} is missing).`,
		);
	}
	// The handler reads them when it is imported; without them it takes every request for https, and no file of answers.
	process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
	process.env.HOST_HEADER = HOST_HEADER;
	process.env.BODY_SIZE_LIMIT = String(MAX_BODY_BYTES);
	const { handler } = (await import(entry.href)) as Module;
	const fixed = options.origin === undefined ? undefined : new URL(options.origin);
	const noteHost = warnOfHosts(options.log);
	return (request, response) => {
		if (fixed === undefined) noteHost(request.headers.host);
		const isHttps = (fixed?.protocol ?? `${request.headers['x-forwarded-proto']}:`) === 'https:';
		request.headers[PROTOCOL_HEADER] = isHttps ? 'https' : 'http';
		request.headers[HOST_HEADER] = fixed?.host ?? request.headers.host;
		handler(request, response);
	};
}

const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const MOST_SHOWN = 200;

/** Without ORIGIN a visitor chooses the host that feeds and links name: said once, at the first that is not this machine. */
function warnOfHosts(log: Pick<Logger, 'warn'>): (host: string | undefined) => void {
	let hasWarned = false;
	return (host) => {
		if (hasWarned || host === undefined || LOCAL_HOST.test(host)) return;
		hasWarned = true;
		log.warn(
			{ host: host.slice(0, MOST_SHOWN) },
			'ORIGIN is not set: feeds and canonical links name the host that each request asks for. Set ORIGIN to the public address of the site.',
		);
	};
}
