import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type FakePostgres = {
	readonly url: string;
	/** The connections that are open now. */
	readonly sockets: ReadonlySet<Socket>;
	close(): Promise<void>;
};

/** What a message of a client may be answered with; `die` ends its connection at once, as a killed server's end. */
export type Answer = 'answer' | 'die';

const READY = message('Z', 'I');
const WELCOME = Buffer.concat([message('R', '\0\0\0\0'), READY]);
const DONE = Buffer.concat([message('C', 'SELECT 0\0'), READY]);
/** Parsed, no parameters, no columns, bound, done. */
const ANSWERED = Buffer.concat([
	message('1', ''),
	message('t', '\0\0'),
	message('n', ''),
	message('2', ''),
	DONE,
]);

/** As much of a Postgres server as a client needs to open a connection and to get nothing from every query. */
export async function startFakePostgres(
	decide: (kind: 'start' | 'query', connection: number) => Answer = () => 'answer',
): Promise<FakePostgres> {
	const sockets = new Set<Socket>();
	let connections = 0;
	const server = createServer((socket) => {
		const connection = ++connections;
		let isStarted = false;
		sockets.add(socket);
		socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
		socket.on('data', (bytes) => {
			const kind = isStarted ? 'query' : 'start';
			isStarted = true;
			if (decide(kind, connection) === 'die') socket.destroy();
			else if (kind === 'start') socket.write(WELCOME);
			else if (bytes[0] !== 'X'.charCodeAt(0)) socket.write(bytes[0] === 0x51 ? DONE : ANSWERED);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `postgres://nobody@127.0.0.1:${port}/none`,
		sockets,
		close: async () => {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

function message(type: string, body: string): Buffer {
	const bytes = Buffer.alloc(5 + body.length);
	bytes.write(type, 0, 'latin1');
	bytes.writeUInt32BE(4 + body.length, 1);
	bytes.write(body, 5, 'latin1');
	return bytes;
}
