import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Attempt } from '@codejoust/judge/attempt';

export type Metrics = {
	readonly registry: Registry;
	readonly observeAttempt: (attempt: Attempt, judge: string, costMicroUsd: number | null) => void;
	readonly setQueue: (queue: { readonly chunks: number; readonly oldestSeconds: number }) => void;
	readonly observeRequest: (request: {
		readonly route: string;
		readonly method: string;
		readonly status: number;
		readonly seconds: number;
	}) => void;
};

/** Prometheus metrics of this process, in a registry of their own. */
export function createMetrics(): Metrics {
	const registry = new Registry();
	const registers = [registry];
	const calls = new Counter({
		name: 'codejoust_judge_replies_total',
		help: 'Replies and final errors of the judge, by what became of them.',
		labelNames: ['judge', 'outcome'],
		registers,
	});
	const latency = new Histogram({
		name: 'codejoust_judge_latency_seconds',
		help: 'From asking the judge to its whole reply, last call of a game.',
		labelNames: ['judge'],
		buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256],
		registers,
	});
	const retries = new Counter({
		name: 'codejoust_judge_retries_total',
		help: 'Calls that brought nothing and were made again, by error class.',
		labelNames: ['judge', 'class'],
		registers,
	});
	const tokens = new Counter({
		name: 'codejoust_judge_tokens_total',
		help: 'Tokens as reported by the judge endpoint, or estimated where it reports none.',
		labelNames: ['judge', 'direction'],
		registers,
	});
	const cost = new Counter({
		name: 'codejoust_judge_cost_micro_usd_total',
		help: 'Cost of judgments with a known price, in micro-dollars.',
		labelNames: ['judge'],
		registers,
	});
	const depth = new Gauge({
		name: 'codejoust_queue_chunks',
		help: 'Chunks waiting or being played.',
		registers,
	});
	const age = new Gauge({
		name: 'codejoust_queue_oldest_seconds',
		help: 'Age of the oldest waiting chunk.',
		registers,
	});
	const requests = new Histogram({
		name: 'codejoust_http_request_seconds',
		help: 'API requests.',
		labelNames: ['route', 'method', 'status'],
		buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
		registers,
	});
	return {
		registry,
		observeAttempt: (attempt, judge, costMicroUsd) => {
			calls.inc({ judge, outcome: outcomeOf(attempt) });
			if (attempt.latencyMs !== null) latency.observe({ judge }, attempt.latencyMs / 1000);
			for (const [errorClass, times] of Object.entries(attempt.transportErrors))
				retries.inc({ judge, class: errorClass }, times);
			tokens.inc({ judge, direction: 'prompt' }, attempt.promptTokens ?? 0);
			tokens.inc({ judge, direction: 'completion' }, attempt.completionTokens ?? 0);
			cost.inc({ judge }, costMicroUsd ?? 0);
		},
		setQueue: ({ chunks, oldestSeconds }) => {
			depth.set(chunks);
			age.set(oldestSeconds);
		},
		observeRequest: ({ seconds, route, method, status }) =>
			requests.observe({ route, method, status: String(status) }, seconds),
	};
}

function outcomeOf({ judgment }: Attempt): string {
	if (judgment.kind === 'scored') return 'scored';
	return judgment.reason === 'provider-error' ? `error-${judgment.errorClass}` : judgment.reason;
}
