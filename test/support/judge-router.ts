import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

export type JudgeRouter = {
	/** For an OpenAI client. */
	readonly baseUrl: string;
	/** From now on whoever asks this model is answered by the judge at this address. */
	readonly route: (model: string, baseUrl: string) => void;
	/** Requests for a model so far. */
	readonly countOf: (model: string) => number;
	readonly close: () => Promise<void>;
};

/** One address before several judges: which one answers is decided by the model that is asked for. */
export async function startJudgeRouter(): Promise<JudgeRouter> {
	const targets = new Map<string, string>();
	const counts = new Map<string, number>();
	const server = createServer((request, response) => {
		forward(request).then(({ status, text }) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end(text);
		}, response.destroy.bind(response));
	});
	const forward = async (request: IncomingMessage) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk);
		const body = Buffer.concat(chunks).toString();
		const { model }: { readonly model: string } = JSON.parse(body);
		const target = targets.get(model);
		if (target === undefined) throw new Error(`no judge stands behind ${model}`);
		counts.set(model, (counts.get(model) ?? 0) + 1);
		const answer = await fetch(`${target}/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body,
		});
		return { status: answer.status, text: await answer.text() };
	};
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the router has no port');
	return {
		baseUrl: `http://127.0.0.1:${address.port}/v1`,
		route: (model, baseUrl) => void targets.set(model, baseUrl),
		countOf: (model) => counts.get(model) ?? 0,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
