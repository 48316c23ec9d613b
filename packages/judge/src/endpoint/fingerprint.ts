import { createHmac } from 'node:crypto';
import { canonicalJson } from '../identity/canonical-json.ts';
import type { EndpointSettings } from './endpoint-settings.ts';

/**
 * Two endpoints of one name are the same where their fingerprints are. The first part covers where and how is asked
 * (address, key, headers, fields, models), the second the limits, times, batches and prices. A key is in it as a keyed
 * hash, so that a fingerprint tells nothing of it.
 *
 * @param secret of this installation; the same in all its processes
 */
export function fingerprintEndpoint(settings: EndpointSettings, secret: string): string {
	const { baseUrl, apiKey, auth, headers, body, models, name: _name, ...limits } = settings;
	const { secretHeaders: _secretHeaders, ...rest } = limits;
	const route = { baseUrl, apiKey, auth, headers, body, models };
	return `${digest(route, secret)}-${digest(rest, secret)}`;
}

/** The part of a fingerprint that says where and how is asked. */
export function routeOf(fingerprint: string): string {
	return fingerprint.split('-')[0] ?? fingerprint;
}

function digest(value: unknown, secret: string): string {
	return createHmac('sha256', secret).update(canonicalJson(value)).digest('hex').slice(0, 12);
}
