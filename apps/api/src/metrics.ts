import { Counter, Histogram, Registry } from 'prom-client';
import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import { boundLabels } from './bound-labels.ts';
import { createProcessGauges } from './process-gauges.ts';

/** The judge's model, and where it was asked. */
type Asked = { readonly judge: string; readonly endpoint: string };

export type Metrics = {
	readonly registry: Registry;
	/** Takes a call that has come back, in whatever way; not a line of a batch. */
	readonly observeCall: (asked: Asked, result: AskResult) => void;
	/** Takes an attempt at a game of a run. */
	readonly observeAttempt: (attempt: Attempt, asked: Asked, costMicroUsd: number | null) => void;
	readonly observeRequest: (request: {
		readonly route: string;
		readonly method: string;
		readonly status: number;
		readonly seconds: number;
	}) => void;
	/** Takes what a reader asks to be computed. */
	readonly observeComputation: (source: 'own' | 'other-process') => void;
	/** Reads the process anew, before a scrape. */
	readonly readProcess: () => void;
	readonly close: () => void;
};

/** Models of judges that have figures of their own; operators may try any model. */
const MOST_JUDGES = 100;
const MICRO = 1e-6;

/** Prometheus metrics of this process, in a registry of their own. */
export function createMetrics(roles: ReadonlySet<string>): Metrics {
	const registry = new Registry();
	const registers = [registry];
	const calls = new Counter({
		name: 'codejoust_judge_calls_total',
		help: 'Calls to judges that this process has made, by result: reply, or the class of the error. Repeated calls, tests and trials are counted; lines of batches are not.',
		labelNames: ['judge', 'endpoint', 'result'],
		registers,
	});
	const latency = new Histogram({
		name: 'codejoust_judge_call_seconds',
		help: 'From the start of a call to its whole reply, of the calls that brought one.',
		labelNames: ['judge', 'endpoint'],
		buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256],
		registers,
	});
	const attempts = new Counter({
		name: 'codejoust_judge_attempts_total',
		help: 'Attempts at games of runs that this process has recorded, lines of batches included, by outcome: scored, the reason without a verdict, or error- and the class.',
		labelNames: ['judge', 'endpoint', 'outcome'],
		registers,
	});
	const tokens = new Counter({
		name: 'codejoust_judge_tokens_total',
		help: 'Tokens of recorded attempts, as reported by the endpoint, or estimated where it reports none.',
		labelNames: ['judge', 'endpoint', 'direction'],
		registers,
	});
	const cost = new Counter({
		name: 'codejoust_judge_cost_usd_total',
		help: 'Cost of recorded attempts in US dollars, where the price is known.',
		labelNames: ['judge', 'endpoint'],
		registers,
	});
	const requests = new Histogram({
		name: 'codejoust_http_request_seconds',
		help: 'Requests to the API: from their arrival to the start of the answer.',
		labelNames: ['route', 'method', 'status'],
		buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
		registers,
	});
	const computations = new Counter({
		name: 'codejoust_computations_total',
		help: 'What readers asked to be computed, by source: own was computed by this process, other-process was found where another process had computed it.',
		labelNames: ['source'],
		registers,
	});
	const { read: readProcess, close } = createProcessGauges(registry, { roles });
	const judgeLabel = boundLabels(MOST_JUDGES);
	const labelsOf = ({ judge, endpoint }: Asked) => ({ judge: judgeLabel(judge), endpoint });
	return {
		registry,
		observeCall: (asked, result) => {
			const labels = labelsOf(asked);
			const isReply = result.kind === 'reply';
			calls.inc({ ...labels, result: isReply ? 'reply' : result.errorClass });
			if (isReply) latency.observe(labels, result.latencyMs / 1000);
		},
		observeAttempt: (attempt, asked, costMicroUsd) => {
			const labels = labelsOf(asked);
			attempts.inc({ ...labels, outcome: outcomeOf(attempt) });
			tokens.inc({ ...labels, direction: 'prompt' }, attempt.promptTokens ?? 0);
			tokens.inc({ ...labels, direction: 'completion' }, attempt.completionTokens ?? 0);
			cost.inc(labels, (costMicroUsd ?? 0) * MICRO);
		},
		observeRequest: ({ seconds, route, method, status }) =>
			requests.observe({ route, method, status: String(status) }, seconds),
		observeComputation: (source) => computations.inc({ source }),
		readProcess,
		close,
	};
}

function outcomeOf({ judgment }: Attempt): string {
	if (judgment.kind === 'scored') return 'scored';
	return judgment.reason === 'provider-error' ? `error-${judgment.errorClass}` : judgment.reason;
}
