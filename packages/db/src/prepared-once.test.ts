import { drizzle } from 'drizzle-orm/postgres-js';
import { expect, test } from 'vitest';
import { mendedPostgres } from './driver/mended-postgres.ts';
import { preparedForEach } from './prepared-once.ts';

/** Connects with its first query, and there is none here. */
const connection = () => drizzle(mendedPostgres('postgres://nobody@127.0.0.1:1/none'));

/** Counts how often it is built, and tells whether what comes back was prepared. */
function countedQuery() {
	let built = 0;
	const executable = (isPrepared: boolean) => ({ execute: () => Promise.resolve(isPrepared) });
	const find = preparedForEach('counted', () => {
		built += 1;
		return { prepare: () => executable(true), ...executable(false) };
	});
	return { find, built: () => built };
}

test('a query is built once for each shape and connection', async () => {
	const { find, built } = countedQuery();
	const [one, other] = [connection(), connection()];
	expect(await find(one, { limit: 1 }).execute({})).toBe(true);
	expect(await find(one, { limit: 1 }).execute({})).toBe(true);
	expect(built()).toBe(1);
	await find(one, { limit: 2 }).execute({});
	await find(other, { limit: 1 }).execute({});
	expect(built()).toBe(3);
});

test('a reader who asks in ever new ways has no session keep them all, and those that it keeps stay', async () => {
	const { find, built } = countedQuery();
	const one = connection();
	const asked = Array.from({ length: 1000 }, (_, limit) => ({ limit }));
	const answers = await Promise.all(asked.map((shape) => find(one, shape).execute({})));
	expect(answers.filter((isPrepared) => isPrepared).length).toBe(24);
	expect(built()).toBe(1000);
	expect(await find(one, { limit: 0 }).execute({})).toBe(true);
	expect(built()).toBe(1000);
});
