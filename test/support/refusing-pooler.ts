import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Stands before a server and refuses a client that sends this setting as it connects, as PgBouncer does by default. */
export async function startRefusingPooler(
	url: string,
	setting: string,
): Promise<{ readonly url: string; close(): Promise<void> }> {
	const { hostname, port } = new URL(url);
	const server = createServer((client) => {
		client.on('error', () => undefined);
		client.once('data', (startup) => {
			if (startup.includes(`\0${setting}\0`)) {
				client.end(refusal(`unsupported startup parameter: ${setting}`));
				return;
			}
			const upstream = connect(Number(port), hostname);
			upstream.on('error', () => client.destroy());
			client.on('close', () => upstream.destroy());
			upstream.write(startup);
			client.pipe(upstream).pipe(client);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const pooled = new URL(url);
	pooled.port = String((server.address() as AddressInfo).port);
	return {
		url: pooled.href,
		close: async () => {
			server.close();
			await once(server, 'close');
		},
	};
}

/** An ErrorResponse of the protocol. */
function refusal(words: string): Buffer {
	const body = Buffer.from(`SFATAL\0VFATAL\0C08P01\0M${words}\0\0`);
	const head = Buffer.alloc(5);
	head.write('E', 0, 'latin1');
	head.writeUInt32BE(4 + body.length, 1);
	return Buffer.concat([head, body]);
}
