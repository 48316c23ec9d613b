import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endIdleBodies } from './idle-bodies.ts';
import { StartError } from './start-error.ts';

export type HttpServer = {
	/** `http://127.0.0.1:3000` */
	readonly address: string;
	/** Stops taking connections, lets requests finish for `graceMs`, then ends them. */
	readonly close: (graceMs: number) => Promise<void>;
};

/** How long a client may take to send a request, in ms; 0 is no limit. */
export type ClientTimeouts = {
	/** From the beginning of a connection or a request to the end of its headers. */
	readonly headersMs: number;
	/** To the end of its body. */
	readonly requestMs: number;
	/** Without a byte of a body that is waited for. */
	readonly idleBodyMs: number;
};

/** Longer than this no client stays that is late. */
const CHECKED_EVERY_MS = 1000;

/** Listens, or says in a sentence why it cannot. Clients that send too slowly are answered 408 or cut off. */
export async function listen(
	{
		host,
		port,
		clientTimeouts: { headersMs, requestMs, idleBodyMs },
	}: { readonly host: string; readonly port: number; readonly clientTimeouts: ClientTimeouts },
	listener: RequestListener,
): Promise<HttpServer> {
	const server = createServer(
		{
			headersTimeout: headersMs,
			requestTimeout: requestMs,
			connectionsCheckingInterval: CHECKED_EVERY_MS,
		},
		listener,
	);
	endIdleBodies(server, idleBodyMs);
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
		server.listen(port, host, resolve);
	});
	const bound = server.address() as AddressInfo;
	const shown = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
	return {
		address: `http://${shown}:${bound.port}`,
		close: (graceMs) => closeServer(server, graceMs),
	};
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
	switch (error.code) {
		case 'EADDRINUSE':
			return new StartError(
				`Port ${port} on ${host} is taken by another program: stop it, or choose another port with PORT=….`,
			);
		case 'EACCES':
			return new StartError(
				`Port ${port} on ${host} may not be used by this user: choose another with PORT=….`,
			);
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
			return new StartError(`This machine has no address ${host}: set HOST to one of its own.`);
		default:
			return error;
	}
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	server.closeIdleConnections();
	const timer = setTimeout(() => server.closeAllConnections(), graceMs);
	await closed;
	clearTimeout(timer);
}
