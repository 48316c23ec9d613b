import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { fuzzApi } from '../chaos/fuzz-api.ts';

const REQUESTS_EACH = 500;

test('no request of a fresh seed fails the server, hangs, or gets an answer outside of its schema', async () => {
	const seed = randomInt(2 ** 31);
	console.log(`seed ${seed}`);
	const fuzzed = await fuzzApi({ seed, requestsEach: REQUESTS_EACH });
	expect(fuzzed, `seed ${seed}`).toMatchObject({ faults: {}, errors: [] });
	expect(fuzzed.requests).toBeGreaterThan(30 * REQUESTS_EACH);
});
