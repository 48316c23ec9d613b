import { DEFAULT_ENDPOINT } from '@codejoust/judge/choose-endpoint';
import type { EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import {
	type EndpointDefaults,
	readEndpointsFile,
	USUAL_DEFAULTS,
	type Variables,
} from '@codejoust/judge/endpoint/endpoints-file';
import type { EndpointEntry } from '@codejoust/judge/endpoint/endpoints-schema';
import { fitsAnyGlob } from '@codejoust/judge/endpoint/model-glob';
import type { Environment } from './environment.ts';

type ReadEndpoints = {
	readonly endpoints: readonly EndpointSettings[];
	/** A sentence each. */
	readonly faults: readonly string[];
};

const OPENAI = 'https://api.openai.com/v1';

/**
 * The endpoints of the file of `CODEJOUST_ENDPOINTS`, in its order, then `default` as the older variables describe it. All
 * faults of the file are returned, none of them with the value of a secret.
 *
 * @param env absent where the variables themselves are wrong; the file is checked all the same
 */
export function readEndpoints(variables: Variables, env: Environment | undefined): ReadEndpoints {
	const path = variables['CODEJOUST_ENDPOINTS'];
	// Of what a file leaves out, where the variables are wrong and their faults are told apart.
	const defaults = env === undefined ? USUAL_DEFAULTS : defaultsOf(env);
	const file =
		path === undefined
			? { entries: [], endpoints: [], faults: [] }
			: readEndpointsFile(path, variables, defaults);
	const faults = [...file.faults];
	const { endpoints } = file;
	const own = env && defaultEndpoint(env, file.entries);
	if (own && endpoints.some(({ name }) => name === DEFAULT_ENDPOINT))
		faults.push(
			`${path}: an endpoint has the name "${DEFAULT_ENDPOINT}", which CODEJOUST_JUDGE_BASE_URL or OPENAI_API_KEY describes as well: use another name or remove the variable`,
		);
	const all = own ? [...endpoints, own] : endpoints;
	faults.push(...findUnaskable(variables, all));
	return { endpoints: all, faults };
}

function defaultsOf(env: Environment): EndpointDefaults {
	return {
		concurrency: env.CODEJOUST_JUDGE_CONCURRENCY,
		timeoutSeconds: env.CODEJOUST_JUDGE_TIMEOUT_SECONDS,
		maxTries: env.CODEJOUST_JUDGE_MAX_TRIES,
		maxReplyBytes: env.CODEJOUST_JUDGE_MAX_REPLY_BYTES,
		batchPriceFactor: env.CODEJOUST_BATCH_PRICE_FACTOR,
		batchRequests: env.CODEJOUST_BATCH_REQUESTS,
		batchPollSeconds: env.CODEJOUST_BATCH_POLL_SECONDS,
	};
}

/**
 * The endpoint of the older variables. A local one needs no key; a key alone means OpenAI, unless the file says where that
 * key belongs.
 */
function defaultEndpoint(
	env: Environment,
	entries: readonly EndpointEntry[],
): EndpointSettings | undefined {
	const { OPENAI_API_KEY: key, CODEJOUST_JUDGE_BASE_URL: baseUrl } = env;
	const isTaken = entries.some(({ key_env: name }) => name === 'OPENAI_API_KEY');
	if (baseUrl === undefined && (key === undefined || isTaken)) return undefined;
	return {
		name: DEFAULT_ENDPOINT,
		baseUrl: baseUrl ?? OPENAI,
		apiKey: key ?? '',
		auth: { kind: 'bearer' },
		headers: {},
		secretHeaders: [],
		body: {},
		models: ['*'],
		concurrency: env.CODEJOUST_JUDGE_CONCURRENCY,
		requestsPerMinute: env.CODEJOUST_JUDGE_RPM,
		tokensPerMinute: env.CODEJOUST_JUDGE_TPM,
		callTimeoutMs: env.CODEJOUST_JUDGE_TIMEOUT_SECONDS * 1000,
		maxTries: env.CODEJOUST_JUDGE_MAX_TRIES,
		maxReplyBytes: env.CODEJOUST_JUDGE_MAX_REPLY_BYTES,
		batch: {
			isSupported: true,
			priceFactor: env.CODEJOUST_BATCH_PRICE_FACTOR,
			maxRequests: env.CODEJOUST_BATCH_REQUESTS,
			pollMs: 1000 * env.CODEJOUST_BATCH_POLL_SECONDS,
		},
		prices: [],
	};
}

/** A judge model that somebody has chosen, where endpoints are configured and none of them allows it. */
function findUnaskable(
	variables: Variables,
	endpoints: readonly EndpointSettings[],
): readonly string[] {
	const model = variables['CODEJOUST_JUDGE_MODEL'];
	if (model === undefined || endpoints.length === 0) return [];
	if (endpoints.some(({ models }) => fitsAnyGlob(models, model))) return [];
	const names = endpoints.map(({ name }) => name).join(', ');
	return [
		`CODEJOUST_JUDGE_MODEL=${JSON.stringify(model)}: none of the endpoints ${names} allows it`,
	];
}
