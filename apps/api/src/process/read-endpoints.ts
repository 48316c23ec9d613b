import { readFileSync, statSync } from 'node:fs';
import { DEFAULT_ENDPOINT } from '@codejoust/judge/choose-endpoint';
import type { BatchSettings, EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import { fitsAnyGlob } from '@codejoust/judge/endpoint/model-glob';
import { describeFileFaults } from './endpoint-faults.ts';
import { type EndpointEntry, endpointsFile } from './endpoints-schema.ts';
import type { Environment } from './environment.ts';

type Variables = Readonly<Record<string, string | undefined>>;

type ReadEndpoints = {
	readonly endpoints: readonly EndpointSettings[];
	/** A sentence each. */
	readonly faults: readonly string[];
};

const MAX_FILE_BYTES = 1024 * 1024;
const OPENAI = 'https://api.openai.com/v1';

/** Of what a file leaves out, where the variables are wrong and their faults are told apart. */
const NO_DEFAULTS: Defaults = {
	CODEJOUST_JUDGE_CONCURRENCY: 64,
	CODEJOUST_JUDGE_TIMEOUT_SECONDS: 300,
	CODEJOUST_JUDGE_MAX_TRIES: 6,
	CODEJOUST_JUDGE_MAX_REPLY_BYTES: 4 * 1024 * 1024,
	CODEJOUST_BATCH_PRICE_FACTOR: 0.5,
	CODEJOUST_BATCH_REQUESTS: 50_000,
	CODEJOUST_BATCH_POLL_SECONDS: 15,
};

type Defaults = Pick<
	Environment,
	| 'CODEJOUST_JUDGE_CONCURRENCY'
	| 'CODEJOUST_JUDGE_TIMEOUT_SECONDS'
	| 'CODEJOUST_JUDGE_MAX_TRIES'
	| 'CODEJOUST_JUDGE_MAX_REPLY_BYTES'
	| 'CODEJOUST_BATCH_PRICE_FACTOR'
	| 'CODEJOUST_BATCH_REQUESTS'
	| 'CODEJOUST_BATCH_POLL_SECONDS'
>;

/**
 * The endpoints of the file of `CODEJOUST_ENDPOINTS`, in its order, then `default` as the older variables describe it. All
 * faults of the file are returned, none of them with the value of a secret.
 *
 * @param env absent where the variables themselves are wrong; the file is checked all the same
 */
export function readEndpoints(variables: Variables, env: Environment | undefined): ReadEndpoints {
	const path = variables['CODEJOUST_ENDPOINTS'];
	const file = path === undefined ? { entries: [], faults: [] } : readFile(path);
	const defaults = env ?? NO_DEFAULTS;
	const faults = [...file.faults];
	const endpoints = file.entries.map((entry, at) => {
		const read = asSettings(entry, { at, variables, defaults });
		faults.push(...read.faults.map((fault) => `${path}: ${fault}`));
		return read.settings;
	});
	const own = env && defaultEndpoint(env, file.entries);
	if (own && endpoints.some(({ name }) => name === DEFAULT_ENDPOINT))
		faults.push(
			`${path}: an endpoint has the name "${DEFAULT_ENDPOINT}", which CODEJOUST_JUDGE_BASE_URL or OPENAI_API_KEY describes as well: use another name or remove the variable`,
		);
	const all = own ? [...endpoints, own] : endpoints;
	faults.push(...findUnaskable(variables, all));
	return { endpoints: all, faults };
}

function readFile(path: string): {
	readonly entries: readonly EndpointEntry[];
	readonly faults: readonly string[];
} {
	const refuse = (fault: string) => ({ entries: [], faults: [`${path}: ${fault}`] });
	let text: string;
	try {
		const { size } = statSync(path);
		if (size > MAX_FILE_BYTES)
			return refuse(`the file has ${size} bytes; the limit is ${MAX_FILE_BYTES}`);
		text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
		return refuse(`the file of CODEJOUST_ENDPOINTS cannot be read (${code})`);
	}
	let written: unknown;
	try {
		written = JSON.parse(text);
	} catch (error) {
		return refuse(`the file is not JSON${placeOf(error, text)}`);
	}
	const given = Array.isArray(written) ? { endpoints: written } : written;
	const parsed = endpointsFile.safeParse(given);
	const faults = parsed.success ? [] : describeFileFaults(parsed.error.issues, given);
	const names = repeated(given);
	return {
		entries: parsed.data?.endpoints ?? [],
		faults: [...faults, ...names].map((fault) => `${path}: ${fault}`),
	};
}

/** JSON.parse quotes the text, which may hold a secret: the place alone is told. */
function placeOf(error: unknown, text: string): string {
	const at = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
	if (at === undefined) return '';
	return ` (line ${text.slice(0, Number(at)).split('\n').length})`;
}

function repeated(written: unknown): readonly string[] {
	if (typeof written !== 'object' || written === null || !('endpoints' in written)) return [];
	const entries: readonly unknown[] = Array.isArray(written.endpoints) ? written.endpoints : [];
	const names = entries.map((entry) =>
		typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : undefined,
	);
	return names.flatMap((name, at) =>
		typeof name === 'string' && names.indexOf(name) < at
			? [
					`endpoints[${at}].name=${JSON.stringify(name.slice(0, 60))}: endpoints[${names.indexOf(name)}] has the same name`,
				]
			: [],
	);
}

function asSettings(
	entry: EndpointEntry,
	{
		at,
		variables,
		defaults,
	}: { readonly at: number; readonly variables: Variables; readonly defaults: Defaults },
): { readonly settings: EndpointSettings; readonly faults: readonly string[] } {
	const faults: string[] = [];
	const look = (field: string, name: string) => {
		const value = variables[name];
		if (value === undefined)
			faults.push(`endpoints[${at}].${field}="${name}": the variable ${name} is not set`);
		else if (!/^[\x20-\x7e]+$/.test(value))
			faults.push(
				`endpoints[${at}].${field}="${name}": the value of ${name} is not one line of ASCII characters`,
			);
		return value ?? '';
	};
	const { username, password } = new URL(entry.base_url);
	if (username !== '' || password !== '')
		faults.push(`endpoints[${at}].base_url: an address holds no name and password; use key_env`);
	const { auth = 'bearer', headers = {}, key_env: keyEnv } = entry;
	const hasOwnAuth = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
	if (hasOwnAuth && keyEnv !== undefined && auth === 'bearer')
		faults.push(
			`endpoints[${at}].headers.authorization: the key of key_env is sent there; leave out one of both`,
		);
	const values = Object.entries(headers).map(([name, value]) => ({
		name,
		value: typeof value === 'string' ? value : look(`headers.${name}.$env`, value.$env),
		isSecret: typeof value !== 'string' || name.toLowerCase() === 'authorization',
	}));
	const settings = {
		name: entry.name,
		baseUrl: entry.base_url,
		apiKey: keyEnv === undefined ? '' : look('key_env', keyEnv),
		auth: auth === 'bearer' ? { kind: 'bearer' } : { kind: 'header', name: auth },
		headers: Object.fromEntries(values.map(({ name, value }) => [name, value])),
		secretHeaders: values.filter(({ isSecret }) => isSecret).map(({ value }) => value),
		body: entry.body ?? {},
		models: entry.models ?? ['*'],
		concurrency: entry.concurrency ?? defaults.CODEJOUST_JUDGE_CONCURRENCY,
		requestsPerMinute: entry.requests_per_minute,
		tokensPerMinute: entry.tokens_per_minute,
		callTimeoutMs: 1000 * (entry.timeout_seconds ?? defaults.CODEJOUST_JUDGE_TIMEOUT_SECONDS),
		connectTimeoutMs:
			entry.connect_timeout_seconds === undefined
				? undefined
				: 1000 * entry.connect_timeout_seconds,
		maxTries: entry.max_tries ?? defaults.CODEJOUST_JUDGE_MAX_TRIES,
		maxReplyBytes: entry.max_reply_bytes ?? defaults.CODEJOUST_JUDGE_MAX_REPLY_BYTES,
		batch: batchOf(entry.batch ?? {}, defaults),
		prices: Object.entries(entry.prices ?? {}).map(([model, price]) => ({
			model,
			inputMicroUsd: Math.round(price.input_usd_per_million * 1e6),
			outputMicroUsd: Math.round(price.output_usd_per_million * 1e6),
			asOf: 'CODEJOUST_ENDPOINTS',
		})),
	} as const satisfies EndpointSettings;
	return { settings, faults };
}

function batchOf(written: NonNullable<EndpointEntry['batch']>, defaults: Defaults): BatchSettings {
	return {
		isSupported: written.supported ?? true,
		priceFactor: written.price_factor ?? defaults.CODEJOUST_BATCH_PRICE_FACTOR,
		maxRequests: written.max_requests ?? defaults.CODEJOUST_BATCH_REQUESTS,
		maxEnqueuedTokens: written.max_enqueued_tokens,
		pollMs: 1000 * (written.poll_seconds ?? defaults.CODEJOUST_BATCH_POLL_SECONDS),
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
		batch: batchOf({}, env),
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
