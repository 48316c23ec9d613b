import { expect, test } from 'vitest';
import type { EndpointSettings } from './endpoint-settings.ts';
import { fingerprintEndpoint, routeOf } from './fingerprint.ts';

const settings: EndpointSettings = {
	name: 'a',
	baseUrl: 'https://a.example/v1',
	apiKey: 'sk-secret',
	auth: { kind: 'bearer' },
	headers: {},
	secretHeaders: [],
	body: {},
	models: ['*'],
	concurrency: 8,
	callTimeoutMs: 1000,
	maxTries: 2,
	maxReplyBytes: 1024,
	batch: { isSupported: true, priceFactor: 0.5, maxRequests: 10, pollMs: 10 },
	prices: [],
};
const of = (change: Partial<EndpointSettings>, secret = 'installation') =>
	fingerprintEndpoint({ ...settings, ...change }, secret);

test('equal settings have equal fingerprints, whatever the order of their fields', () => {
	expect(of({ headers: { a: '1', b: '2' } })).toBe(of({ headers: { b: '2', a: '1' } }));
	expect(of({ requestsPerMinute: undefined })).toBe(of({}));
});

test.each([
	{ baseUrl: 'https://b.example/v1' },
	{ apiKey: 'sk-other' },
	{ auth: { kind: 'header', name: 'api-key' } },
	{ headers: { x: 'y' } },
	{ body: { x: 1 } },
	{ models: ['gpt-*'] },
] as const)('%j is another route', (change) => {
	expect(routeOf(of(change))).not.toBe(routeOf(of({})));
});

test.each([{ concurrency: 9 }, { requestsPerMinute: 1 }, { maxTries: 3 }])(
	'%j is another fingerprint of the same route',
	(change) => {
		expect(of(change)).not.toBe(of({}));
		expect(routeOf(of(change))).toBe(routeOf(of({})));
	},
);

test('a key cannot be guessed from a fingerprint without the secret of the installation', () => {
	expect(of({}, 'one')).not.toBe(of({}, 'two'));
	expect(of({})).not.toContain('secret');
});
