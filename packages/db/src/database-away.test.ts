import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isDatabaseAway } from './database-away.ts';

test('a socket that is not there is a database that is away, and a file that is not there is none', async () => {
	const path = '/nonexistent/of/this/test';
	const unreachable: unknown = await once(connect(path), 'connect').catch((error) => error);
	expect(isDatabaseAway(unreachable)).toBe(true);
	expect(isDatabaseAway(new Error('wrapped', { cause: unreachable }))).toBe(true);
	const unreadable: unknown = await readFile(path).catch((error) => error);
	expect(isDatabaseAway(unreadable)).toBe(false);
});
