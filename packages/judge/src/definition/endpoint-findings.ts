/** What may be wrong with an endpoint, as a test of it finds out. */
export const ENDPOINT_FINDINGS = [
	'ok',
	'wrong-key',
	'wrong-address',
	'redirect',
	'unreachable',
	'tls',
	'timeout',
	'model-unknown',
	'refused-parameter',
	'rate-limit',
	'no-money',
	'server-error',
	'unreadable',
	'no-verdict',
	'no-model',
] as const;
export type EndpointFinding = (typeof ENDPOINT_FINDINGS)[number];
