import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '@codejoust/contract/client';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { recordStatements } from '../support/statement-log.ts';

/**
 * From the key to the answer. A change that needs more has to say why: one looks for copies among the answers, two choose where
 * the run is asked, one looks whether the answers have texts, one whether a judge has said one of them, one how many runs share the
 * endpoint that the run waits for.
 */
const MOST_STATEMENTS = 46;

/** The queue's poll, a new connection's query of the types, and the note of a key's use may come at any time. */
const FROM_ELSEWHERE = /heartbeat_on <=|pg_catalog|^update "api_keys"/;

let postgres: PostgresServer;
let server: CodejoustServer;
let submitter: Client;

/** Without a worker, so that the statements are a request's; of limited spend, so that the cost is estimated. */
beforeAll(async () => {
	postgres = await startPostgres();
	server = await startCodejoust({
		databaseUrl: await postgres.createDatabase(),
		judgeBaseUrl: 'http://127.0.0.1:9/v1',
		config: { roles: new Set(['api']) },
	});
	const { client } = server;
	await client.setPrice('test-judge@1', { input_micro_usd: 1, output_micro_usd: 1 });
	await client.createOrganisation({ slug: 'thrifty', name: 'Thrifty' });
	const { key } = await client.createKey({
		label: 'Thrifty',
		organisation: 'thrifty',
		scopes: ['submit'],
		quotas: { spend_micro_usd_per_month: 1_000_000_000 },
	});
	if (key === null) throw new Error('the new key was not shown');
	submitter = createClient({ baseUrl: server.address, key });
	for (const count of [4, 500]) {
		await client.createBenchmark(smallBenchmark(`of-${count}`, count));
		// The first one makes the board, whose judge the others are for.
		await submit(count, 'first');
	}
});
afterAll(async () => {
	await server.stop();
	await postgres.stop();
});

/** The statements of a model's submission. */
async function submit(count: number, model: string): Promise<readonly string[]> {
	const statements = await recordStatements(server.db, async () => {
		const body = smallSubmission(`of-${count}`, `${model}-${count}`, count);
		const { runs, estimate } = await submitter.createSubmission(body);
		expect(runs.map(({ progress }) => progress.games)).toEqual([2 * count]);
		expect(estimate).toMatchObject({ games: 2 * count, games_known: 0, games_to_ask: 2 * count });
	});
	return statements.filter((statement) => !FROM_ELSEWHERE.test(statement));
}

test('a submission of 500 questions takes as few statements as one of 4 questions', async () => {
	const few = await submit(4, 'second');
	const many = await submit(500, 'second');
	expect(many.length, many.join('\n')).toBeLessThanOrEqual(MOST_STATEMENTS);
	expect(many.map(nameOf)).toEqual(few.map(nameOf));
});

test('a submission reads the questions once, and none of its responses', async () => {
	const statements = await submit(500, 'third');
	const reading = (columns: RegExp) => statements.filter((statement) => columns.test(statement));
	expect(reading(/^select ("questions"\.)?"id", ("questions"\.)?"key"/)).toHaveLength(1);
	// The baseline's.
	expect(reading(/^select "responses"/)).toHaveLength(1);
});

/** A statement without its values and columns, whose number follows the rows. */
function nameOf(statement: string): string {
	return statement.trim().replace(/\s+/g, ' ').slice(0, 40);
}
