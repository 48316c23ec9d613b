import type { IncomingMessage, Server } from 'node:http';

/**
 * Cuts off a client that sends nothing of a body for `idleMs` while the server waits for it. A body that the server has
 * not read yet is no fault of its client's. 0 is no limit.
 */
export function endIdleBodies(server: Server, idleMs: number): void {
	if (idleMs === 0) return;
	server.on('request', (request) => watchBody(request, idleMs));
}

function watchBody(request: IncomingMessage, idleMs: number): void {
	const { socket } = request;
	if (request.complete || !hasBody(request)) return;
	let bytesSeen = socket.bytesRead;
	const timer = setInterval(() => {
		if (request.complete || socket.destroyed) return clearInterval(timer);
		const isIdle = socket.bytesRead === bytesSeen;
		bytesSeen = socket.bytesRead;
		if (isIdle && request.readableLength === 0) socket.destroy();
	}, idleMs).unref();
	request.once('close', () => clearInterval(timer));
}

function hasBody({ headers }: IncomingMessage): boolean {
	return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
