import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What `/healthz` did since the last report: the longest wait for an answer, failures as Infinity. */
export type Silence = { readonly longestMs: number; readonly polls: number };

export type HealthPoller = {
	report(): Promise<Silence>;
	stop(): Promise<Silence>;
};

/** Asks for `/healthz` on a thread of its own, so that nothing the test does counts as silence of the server. */
export async function pollHealth(address: string, everyMs = 20): Promise<HealthPoller> {
	const worker = new Worker(new URL('./health-poller-worker.ts', import.meta.url), {
		execArgv: [],
		workerData: { address, everyMs },
	});
	await once(worker, 'online');
	const ask = async (what: 'report' | 'end'): Promise<Silence> => {
		worker.postMessage(what);
		const [silence] = (await once(worker, 'message')) as [Silence];
		return silence;
	};
	return { report: () => ask('report'), stop: () => ask('end') };
}
