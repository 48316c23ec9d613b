import type { EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import {
	readEndpointsFile,
	USUAL_DEFAULTS,
	type Variables,
} from '@codejoust/judge/endpoint/endpoints-file';
import { fitsAnyGlob } from '@codejoust/judge/endpoint/model-glob';
import type { Price } from '@codejoust/judge/endpoint/prices';
import { safeText } from '../safe-text.ts';
import { UsageError } from '../usage-error.ts';

/** How somebody names the endpoint of a model, and what they change of its settings. */
export type EndpointChoice = {
	/** An address, or the name of an endpoint in the file. */
	readonly endpoint: string;
	/** Path of a file of endpoints. */
	readonly endpointsFile: string | undefined;
	/** Name of the variable that holds the key. */
	readonly keyEnv: string | undefined;
	readonly model: string;
	readonly sampling: Readonly<Record<string, unknown>>;
	readonly concurrency: number | undefined;
	readonly requestsPerMinute: number | undefined;
	readonly tokensPerMinute: number | undefined;
	readonly timeoutSeconds: number | undefined;
	readonly price: Pick<Price, 'inputMicroUsd' | 'outputMicroUsd'> | undefined;
};

/** Of an address alone: fewer than of a judge, since one's own server has few places. */
const CONCURRENCY = 16;
/** A model that thinks may take this long for one answer. */
const TIMEOUT_SECONDS = 900;

/** The settings of the endpoint. Throws a UsageError with all faults at once, none of them with a secret. */
export function findEndpoint(choice: EndpointChoice, variables: Variables): EndpointSettings {
	const faults: string[] = [];
	const found = isAddress(choice.endpoint)
		? ofAddress(choice, faults)
		: ofFile(choice, variables, faults);
	const apiKey =
		choice.keyEnv === undefined ? (found?.apiKey ?? '') : readKey(choice.keyEnv, variables, faults);
	if (!found || faults.length > 0) throw new UsageError(faults.map(safeText).join('\n'));
	const { concurrency, requestsPerMinute, tokensPerMinute, timeoutSeconds, price } = choice;
	return {
		...found,
		apiKey,
		body: { ...found.body, ...choice.sampling },
		...(concurrency === undefined ? {} : { concurrency }),
		...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
		...(tokensPerMinute === undefined ? {} : { tokensPerMinute }),
		...(timeoutSeconds === undefined ? {} : { callTimeoutMs: 1000 * timeoutSeconds }),
		prices:
			price === undefined
				? found.prices
				: [{ ...price, asOf: '--price', model: '*' }, ...found.prices],
	};
}

function isAddress(endpoint: string): boolean {
	return /^https?:/i.test(endpoint);
}

function ofAddress({ endpoint }: EndpointChoice, faults: string[]): EndpointSettings | undefined {
	if (!URL.canParse(endpoint)) {
		faults.push('--endpoint is no address such as https://api.example.com/v1.');
		return undefined;
	}
	const url = new URL(endpoint);
	if (url.username !== '' || url.password !== '')
		faults.push(
			'--endpoint holds no name and password: name the variable of the key with --key-env.',
		);
	return {
		name: url.host,
		baseUrl: endpoint,
		apiKey: '',
		auth: { kind: 'bearer' },
		headers: {},
		secretHeaders: [],
		body: {},
		models: ['*'],
		concurrency: CONCURRENCY,
		callTimeoutMs: 1000 * TIMEOUT_SECONDS,
		maxTries: USUAL_DEFAULTS.maxTries,
		maxReplyBytes: USUAL_DEFAULTS.maxReplyBytes,
		batch: {
			isSupported: true,
			priceFactor: USUAL_DEFAULTS.batchPriceFactor,
			maxRequests: USUAL_DEFAULTS.batchRequests,
			pollMs: 1000 * USUAL_DEFAULTS.batchPollSeconds,
		},
		prices: [],
	};
}

function ofFile(
	{ endpoint, endpointsFile, model }: EndpointChoice,
	variables: Variables,
	faults: string[],
): EndpointSettings | undefined {
	if (endpointsFile === undefined) {
		faults.push(
			`--endpoint ${endpoint} is no address, and no file of endpoints is named: give an address such as https://api.example.com/v1, or the file with --endpoints or CODEJOUST_ENDPOINTS.`,
		);
		return undefined;
	}
	const file = readEndpointsFile(endpointsFile, variables, {
		...USUAL_DEFAULTS,
		timeoutSeconds: TIMEOUT_SECONDS,
	});
	const at = file.endpoints.findIndex(({ name }) => name === endpoint);
	const found = file.endpoints[at];
	// The keys of other endpoints need not be there.
	faults.push(
		...file.faults.filter(
			(fault) => !/: endpoints\[\d+\]/.test(fault) || fault.includes(`: endpoints[${at}]`),
		),
	);
	if (found && !fitsAnyGlob(found.models, model))
		faults.push(`The endpoint ${endpoint} does not allow the model ${model}.`);
	if (!found && faults.length === 0)
		faults.push(
			`${endpointsFile} has no endpoint ${endpoint}; it has ${file.endpoints.map(({ name }) => name).join(', ')}.`,
		);
	return found;
}

function readKey(name: string, variables: Variables, faults: string[]): string {
	const key = variables[name];
	// Whoever writes the key itself must not find it in a log.
	if (!/^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(name))
		faults.push('--key-env is the name of an environment variable, such as OPENAI_API_KEY.');
	else if (key === undefined || key === '')
		faults.push(`--key-env ${name}: the variable is not set.`);
	else if (!/^[\x21-\x7e]+$/.test(key))
		faults.push(`--key-env ${name}: its value is not one word of ASCII characters.`);
	return key ?? '';
}
