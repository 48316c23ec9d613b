import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

export type WebhookServer = {
	readonly url: string;
	/** What came, in order, refused tries too. */
	readonly posts: readonly { readonly headers: IncomingHttpHeaders; readonly body: string }[];
	close(): Promise<void>;
};

/** Takes what a webhook is told, after it has refused the first `refusals` posts. */
export async function startWebhookServer({ refusals = 0 } = {}): Promise<WebhookServer> {
	const posts: { headers: IncomingHttpHeaders; body: string }[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', (text: string) => (body += text));
		request.on('end', () => {
			posts.push({ headers: request.headers, body });
			response.writeHead(posts.length <= refusals ? 503 : 204).end();
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	return {
		url: `http://127.0.0.1:${address.port}/hook`,
		posts,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
