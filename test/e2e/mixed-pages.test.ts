import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MixedReaders, openMixedReaders } from '../support/mixed-readers.ts';
import { everyPage } from './every-page.ts';

const REQUESTS = 100;
/** Most pages are made anew; on a busy machine that takes its time. */
const LONGEST_MS = 600_000;

let readers: MixedReaders;
beforeAll(async () => {
	readers = await openMixedReaders(everyPage);
}, LONGEST_MS);
afterAll(() => readers.close());

test(
	'nobody gets the page of another reader, whoever asks for it at the same time',
	async () => {
		expect(await readers.readAlone()).toEqual([]);
		expect(await readers.readTogether(REQUESTS)).toEqual([]);
	},
	LONGEST_MS,
);
