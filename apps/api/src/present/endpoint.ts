import type {
	Endpoint,
	EndpointList,
	EndpointPrice,
	EndpointTest,
} from '@codejoust/contract/schemas/endpoint';
import type { Verdict } from '@codejoust/arena/rules/verdict';
import type { EndpointPrice as StoredPrice } from '@codejoust/db/queries/endpoints/endpoint-prices';
import type { WorkerRow } from '@codejoust/db/queries/runs/workers';
import type { EndpointFacts } from '@codejoust/judge/endpoint/endpoint-facts';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import type { PriceSource } from '@codejoust/judge/definition/price-sources';
import type { Diagnosis } from '@codejoust/judge/endpoint/diagnose';
import type { ListedModels } from '@codejoust/judge/endpoint/list-models';
import { nameJudge } from '../benchmark-name.ts';
import type { EndpointsFile, EndpointsFileState } from '../endpoints-file.ts';

/** A judge version with what its tokens cost, undefined where nobody knows. */
export type PricedJudge = {
	readonly slug: string;
	readonly version: number;
	readonly model: string;
	readonly boundEndpoint: string | null;
	readonly price:
		| {
				readonly inputMicroUsd: number;
				readonly outputMicroUsd: number;
				readonly source: PriceSource;
		  }
		| undefined;
};

/** An endpoint with who has it and who is asked there. */
export type FoundEndpoint = {
	readonly name: string;
	readonly facts: EndpointFacts;
	readonly isHere: boolean;
	readonly workers: readonly WorkerRow[];
	readonly judges: readonly PricedJudge[];
	readonly setPrices: readonly StoredPrice[];
	readonly openRuns: number;
	readonly enqueuedTokens: number;
};

export function presentEndpoint(found: FoundEndpoint): Endpoint {
	const { facts, workers } = found;
	const sum = (pick: (worker: WorkerRow) => number) =>
		workers.reduce((total, worker) => total + pick(worker), 0);
	const rates = workers.flatMap(({ allowedPerMinute: rate }) => (rate === null ? [] : [rate]));
	// A worker of an earlier version reports none.
	const fingerprints = new Set(workers.map(({ fingerprint }) => fingerprint).filter(Boolean));
	return {
		name: found.name,
		host: facts.host,
		models: [...facts.models],
		limits: {
			concurrency: facts.concurrency,
			requests_per_minute: facts.requestsPerMinute,
			tokens_per_minute: facts.tokensPerMinute,
			timeout_seconds: facts.timeoutSeconds,
		},
		batch: {
			supported: facts.batch.isSupported,
			price_factor: facts.batch.priceFactor,
			max_requests: facts.batch.maxRequests,
			max_enqueued_tokens: facts.batch.maxEnqueuedTokens,
		},
		prices: facts.prices.map(({ model, inputMicroUsd, outputMicroUsd }) => ({
			model,
			input_micro_usd: inputMicroUsd,
			output_micro_usd: outputMicroUsd,
		})),
		set_prices: found.setPrices.map(presentEndpointPrice),
		headers: [...facts.headers],
		body_fields: [...facts.bodyFields],
		is_here: found.isHere,
		settings_differ: fingerprints.size > 1,
		use: {
			games: sum(({ games }) => games),
			in_flight: sum(({ inFlight }) => inFlight),
			sent_per_minute: sum(({ sentPerMinute }) => sentPerMinute),
			// Workers that have games divide the limit among them, and each reports its share.
			allowed_per_minute:
				rates.length === 0
					? null
					: Math.max(...rates) * Math.max(1, workers.filter(({ games }) => games > 0).length),
			enqueued_tokens: found.enqueuedTokens,
		},
		workers: workers.map(presentEndpointWorker),
		judges: found.judges.map((judge) => ({
			name: nameJudge(judge),
			model: judge.model,
			is_bound: judge.boundEndpoint !== null,
			price: judge.price
				? {
						input_micro_usd: judge.price.inputMicroUsd,
						output_micro_usd: judge.price.outputMicroUsd,
						source: judge.price.source,
					}
				: null,
		})),
		open_runs: found.openRuns,
	};
}

export function presentEndpointPrice(price: StoredPrice): EndpointPrice {
	return {
		endpoint: price.endpoint,
		model: price.model,
		input_micro_usd: price.inputMicroUsd,
		output_micro_usd: price.outputMicroUsd,
		set_at: price.validFrom.toISOString(),
		set_by: price.actor,
	};
}

function presentEndpointWorker(row: WorkerRow): Endpoint['workers'][number] {
	return {
		id: row.id,
		fingerprint: row.fingerprint,
		is_standing_by: row.isStandingBy,
		games: row.games,
		in_flight: row.inFlight,
		sent_per_minute: row.sentPerMinute,
		allowed_per_minute: row.allowedPerMinute,
		outage: row.outageSince && {
			since: row.outageSince.toISOString(),
			reason: row.outageReason,
		},
		started_at: row.startedAt.toISOString(),
	};
}

/** What came of the test of an endpoint. */
export type TestedEndpoint = {
	readonly name: string;
	readonly diagnosis: Diagnosis;
	readonly listed: ListedModels;
	readonly model: string | undefined;
	readonly verdict: Verdict | undefined;
	readonly attempt: Attempt | undefined;
	readonly costMicroUsd: number | undefined;
};

const MOST_MODELS = 100;

export function presentEndpointTest(tested: TestedEndpoint): EndpointTest {
	const { attempt, diagnosis, listed } = tested;
	const latencyMs = attempt?.latencyMs ?? null;
	return {
		endpoint: tested.name,
		finding: diagnosis.finding,
		sentence: diagnosis.sentence,
		model: tested.model ?? null,
		models: listed.kind === 'models' ? listed.ids.slice(0, MOST_MODELS) : null,
		verdict: tested.verdict ?? null,
		model_reported: attempt?.model ?? null,
		prompt_tokens: attempt?.promptTokens ?? null,
		completion_tokens: attempt?.completionTokens ?? null,
		cost_micro_usd: tested.costMicroUsd ?? null,
		latency_ms: latencyMs === null ? null : Math.round(latencyMs),
	};
}

export function presentEndpointsFile(
	file: EndpointsFile | undefined,
	state: EndpointsFileState | undefined,
): EndpointList['file'] {
	if (!file || !state) return null;
	return { path: file.path, read_at: file.readAt.toISOString(), state };
}
