import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('behind a pooler in transaction mode a process is no worker', () => {
	const pooler = { CODEJOUST_DATABASE_POOLER: 'transaction' };
	expect(() => readConfig(pooler)).toThrow(
		'CODEJOUST_DATABASE_POOLER="transaction": a worker needs a session of its own',
	);
	expect(readConfig({ ...pooler, CODEJOUST_ROLE: 'api,web' }).databasePooler).toBe('transaction');
	expect(readConfig({}).databasePooler).toBe('session');
});

test('a wrong mode of a pooler is named with the others', () => {
	expect(() => readConfig({ CODEJOUST_DATABASE_POOLER: 'statement', PORT: '-1' })).toThrow(
		/CODEJOUST_DATABASE_POOLER="statement".*PORT="-1"|PORT="-1".*CODEJOUST_DATABASE_POOLER="statement"/,
	);
});
