import { expect, test } from 'vitest';
import { fuzzApi } from '../chaos/fuzz-api.ts';

/** The first of each route; test/long/api-fuzz.test.ts draws hundreds. */
const REQUESTS_EACH = 12;

test('no request to any route of the document fails the server, hangs, or gets an answer outside of its schema', async () => {
	// The same requests in every run.
	const fuzzed = await fuzzApi({ seed: 20261121, requestsEach: REQUESTS_EACH });
	expect(fuzzed).toMatchObject({ faults: {}, errors: [] });
	expect(fuzzed.requests).toBeGreaterThan(30 * REQUESTS_EACH);
});
