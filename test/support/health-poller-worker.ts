import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

const { address, everyMs } = workerData as { readonly address: string; readonly everyMs: number };
// A connection for each: a kept one may be closed by the server while it is used again.
const agent = new Agent({ keepAlive: false });
let longestMs = 0;
let polls = 0;

const timer = setInterval(() => {
	const startedAt = performance.now();
	const end = (failure?: Error) => {
		polls += 1;
		longestMs = Math.max(longestMs, failure ? Infinity : performance.now() - startedAt);
	};
	get(`${address}/healthz`, { agent }, (response) => {
		response.resume();
		response.once('end', () =>
			end(response.statusCode === 200 ? undefined : new Error(`${response.statusCode}`)),
		);
	}).once('error', end);
}, everyMs);

// Each message asks for what was seen since the one before.
parentPort?.on('message', (what: 'report' | 'end') => {
	parentPort?.postMessage({ longestMs, polls });
	longestMs = 0;
	polls = 0;
	if (what === 'end') {
		clearInterval(timer);
		agent.destroy();
		parentPort?.close();
	}
});
