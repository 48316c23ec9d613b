import { startLineProcess } from './line-process.ts';
import { STUB_JUDGE } from './stub-judge.ts';

/** The parts of the stub judge's statistics that tests look at. Times are milliseconds since the epoch. */
export type StubStats = {
	readonly requests: number;
	readonly inFlight: number;
	readonly maxInFlight: number;
	readonly uniqueGames: number;
	readonly gamesWithVerdict: number;
	/** Good verdicts delivered for a game beyond the first. */
	readonly verdictsRepaid: number;
	/** Games asked again although a good verdict had been delivered. */
	readonly requestsAfterVerdict: number;
	readonly perStatus: Readonly<Record<string, number>>;
	readonly perKind: Readonly<Record<string, number>>;
	readonly malformedKinds: Readonly<Record<string, number>>;
	readonly firstRequestAt: number;
	readonly lastReplyAt: number;
	readonly activeMs: number;
	readonly stub: { readonly cpuMs: number; readonly maxLoopLagMs: number };
};

export type StubControl = {
	readonly baseUrl: string;
	stats(): Promise<StubStats>;
	/** Changes options while it runs. */
	configure(options: Readonly<Record<string, string | number | boolean>>): Promise<void>;
	/** Forgets all requests; options stay. */
	reset(): Promise<void>;
	stop(): Promise<void>;
};

/** The shared stub judge in a process of its own, steered over HTTP while it runs. */
export async function startControlledStub(flags: readonly string[] = []): Promise<StubControl> {
	const stub = startLineProcess(process.execPath, [STUB_JUDGE, '--port', '0', ...flags]);
	const { base }: { readonly base: string } = JSON.parse(await stub.untilLine(/"ready":true/));
	const call = async (path: string, body?: object) => {
		const response = await fetch(new URL(path, base), {
			...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`the stub refused ${path}: ${await response.text()}`);
		return response.json();
	};
	return {
		baseUrl: base,
		stats: async () => (await call('/stats')) as StubStats,
		configure: async (options) => void (await call('/config', options)),
		reset: async () => void (await call('/reset', {})),
		stop: async () => void (await stub.end('SIGTERM')),
	};
}
