import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type TcpProxy = {
	/** The given URL with the address of the proxy. */
	readonly url: string;
	/** Ends every connection at once; new ones are taken. Resolves with how many there were. */
	cut(): number;
	close(): Promise<void>;
};

/** Passes connections on to the server of a URL, as a proxy of TCP does. Where the server is away, a client is hung up on. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
	const { hostname, port } = new URL(target);
	const clients = new Set<Socket>();
	const server = createServer({ noDelay: true }, (client) => {
		const upstream = connect({ host: hostname, port: Number(port), noDelay: true });
		clients.add(client);
		const end = () => {
			client.destroy();
			upstream.destroy();
			clients.delete(client);
		};
		for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
		client.pipe(upstream).pipe(client);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const url = new URL(target);
	url.port = String((server.address() as AddressInfo).port);
	const cut = () => {
		const { size } = clients;
		for (const client of clients) client.destroy();
		return size;
	};
	return {
		url: url.href,
		cut,
		close: async () => {
			server.close();
			cut();
			await once(server, 'close');
		},
	};
}
