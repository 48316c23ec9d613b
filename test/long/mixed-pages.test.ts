import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyPage } from '../e2e/every-page.ts';
import { type MixedReaders, openMixedReaders } from '../support/mixed-readers.ts';

const REQUESTS = 10_000;
const HALF_AN_HOUR_MS = 1_800_000;

let readers: MixedReaders;
beforeAll(async () => {
	readers = await openMixedReaders(everyPage);
}, HALF_AN_HOUR_MS);
afterAll(() => readers.close());

test(
	'none of ten thousand pages that overlap is another reader’s',
	async () => {
		expect(await readers.readAlone()).toEqual([]);
		expect(await readers.readTogether(REQUESTS)).toEqual([]);
	},
	HALF_AN_HOUR_MS,
);
