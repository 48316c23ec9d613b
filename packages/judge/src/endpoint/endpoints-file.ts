import { readFileSync, statSync } from 'node:fs';
import type { BatchSettings, EndpointSettings } from './endpoint-settings.ts';
import { describeFileFaults } from './endpoint-faults.ts';
import { type EndpointEntry, endpointsFile } from './endpoints-schema.ts';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What holds where an endpoint of the file does not say. */
export type EndpointDefaults = {
	readonly concurrency: number;
	readonly timeoutSeconds: number;
	readonly maxTries: number;
	readonly maxReplyBytes: number;
	readonly batchPriceFactor: number;
	readonly batchRequests: number;
	readonly batchPollSeconds: number;
};

export const USUAL_DEFAULTS: EndpointDefaults = {
	concurrency: 64,
	timeoutSeconds: 300,
	maxTries: 6,
	maxReplyBytes: 4 * 1024 * 1024,
	batchPriceFactor: 0.5,
	batchRequests: 50_000,
	batchPollSeconds: 15,
};

const MAX_FILE_BYTES = 1024 * 1024;

/**
 * The endpoints that a file describes, in its order, with keys and secret headers from the variables that it names. All faults
 * are returned, a sentence each, none of them with the value of a secret.
 */
export function readEndpointsFile(
	path: string,
	variables: Variables,
	defaults: EndpointDefaults = USUAL_DEFAULTS,
): {
	readonly entries: readonly EndpointEntry[];
	readonly endpoints: readonly EndpointSettings[];
	readonly faults: readonly string[];
} {
	const { entries, faults } = readFile(path);
	const read = entries.map((entry, at) => asSettings(entry, { at, variables, defaults }));
	return {
		entries,
		endpoints: read.map(({ settings }) => settings),
		faults: [...faults, ...read.flatMap((one) => one.faults.map((fault) => `${path}: ${fault}`))],
	};
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
	}: { readonly at: number; readonly variables: Variables; readonly defaults: EndpointDefaults },
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
		concurrency: entry.concurrency ?? defaults.concurrency,
		requestsPerMinute: entry.requests_per_minute,
		tokensPerMinute: entry.tokens_per_minute,
		callTimeoutMs: 1000 * (entry.timeout_seconds ?? defaults.timeoutSeconds),
		connectTimeoutMs:
			entry.connect_timeout_seconds === undefined
				? undefined
				: 1000 * entry.connect_timeout_seconds,
		maxTries: entry.max_tries ?? defaults.maxTries,
		maxReplyBytes: entry.max_reply_bytes ?? defaults.maxReplyBytes,
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

function batchOf(
	written: NonNullable<EndpointEntry['batch']>,
	defaults: EndpointDefaults,
): BatchSettings {
	return {
		isSupported: written.supported ?? true,
		priceFactor: written.price_factor ?? defaults.batchPriceFactor,
		maxRequests: written.max_requests ?? defaults.batchRequests,
		maxEnqueuedTokens: written.max_enqueued_tokens,
		pollMs: 1000 * (written.poll_seconds ?? defaults.batchPollSeconds),
	};
}
