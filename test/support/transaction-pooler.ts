import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Sessions of the server behind each client. */
const SESSIONS = 2;
const READY = 'Z'.charCodeAt(0);
const IDLE = 'I'.charCodeAt(0);
/** Messages of a client that the server answers with that it is ready: Sync and Query. */
const ASKING = ['S', 'Q'].map((name) => name.charCodeAt(0));

/**
 * Stands before a server as PgBouncer does in transaction mode: as soon as a client has no transaction open, what it sends next
 * goes to another session. It prepares nothing for its clients. The server must trust them.
 */
export async function startTransactionPooler(
	url: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
	const { hostname, port } = new URL(url);
	const clients = new Set<Socket>();
	const server = createServer((client) => {
		clients.add(client);
		client.on('error', () => undefined).on('close', () => clients.delete(client));
		client.once('data', (startup) => pool(client, startup, { hostname, port: Number(port) }));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const pooled = new URL(url);
	pooled.port = String((server.address() as AddressInfo).port);
	return {
		url: pooled.href,
		close: async () => {
			server.close();
			for (const client of clients) client.destroy();
			await once(server, 'close');
		},
	};
}

function pool(
	client: Socket,
	startup: Buffer,
	at: { readonly hostname: string; readonly port: number },
): void {
	// Every session says once by itself that it is ready; the client hears that of the first.
	let unanswered = 1;
	let current = 0;
	const sessions = Array.from({ length: SESSIONS }, (_, which) => {
		const session = connect(at.port, at.hostname);
		session.on('error', () => client.destroy()).on('close', () => client.destroy());
		session.write(startup);
		let isOpening = which > 0;
		splitMessages(session, (message) => {
			if (!isOpening) client.write(message);
			if (message[0] !== READY) return;
			if (!isOpening && --unanswered === 0 && message[5] === IDLE)
				current = (current + 1) % SESSIONS;
			isOpening = false;
		});
		return session;
	});
	client.on('close', () => sessions.forEach((session) => session.destroy()));
	splitMessages(client, (message) => {
		if (ASKING.includes(message[0] ?? 0)) unanswered += 1;
		sessions[current]?.write(message);
	});
}

/** Each message is a letter, the length of what follows the letter, and that. */
function splitMessages(socket: Socket, onMessage: (message: Buffer) => void): void {
	let waiting: Buffer = Buffer.alloc(0);
	socket.on('data', (chunk) => {
		waiting = Buffer.concat([waiting, chunk]);
		while (waiting.length >= 5 && waiting.length >= 1 + waiting.readUInt32BE(1)) {
			const end = 1 + waiting.readUInt32BE(1);
			onMessage(waiting.subarray(0, end));
			waiting = waiting.subarray(end);
		}
	});
}
