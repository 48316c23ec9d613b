import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, type Connection } from '@codejoust/db/connect';
import {
	insertRejudgingRuns,
	settleRejudgingRun,
	takeUnplanned,
} from '@codejoust/db/queries/rejudgings/rejudging-runs';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

const PART = { rejudgingId: 'rej_1', submissionId: 'sub_1', replicate: 0 };

let server: PostgresServer;
let connection: Connection;

beforeAll(async () => {
	server = await startPostgres();
	// As a replica applies rows: without what they refer to, which planning does not read here.
	const url = new URL(await server.createDatabase());
	url.searchParams.set('session_replication_role', 'replica');
	connection = connect({ url: url.href, embedded: false });
	await connection.sql`insert into rejudgings
		(id, benchmark_version_id, from_judge_version_id, to_judge_version_id, scope, replicates, priority, created_by, started_at)
		values (${PART.rejudgingId}, 1, 1, 2, '{"kind":"all"}', 1, 1, 'org_1', now())`;
});
afterAll(async () => {
	await connection.close();
	await server.stop();
});

test('a part of a re-judging that somebody else is planning is waited for, not passed over', async () => {
	const { db } = connection;
	await insertRejudgingRuns(db, [PART]);
	const events: string[] = [];
	const isTaken = Promise.withResolvers<undefined>();
	const first = db.transaction(async (tx) => {
		expect(await takeUnplanned(tx, PART.rejudgingId)).toMatchObject(PART);
		isTaken.resolve(undefined);
		await tx.execute('select pg_sleep(0.3)');
		await settleRejudgingRun(tx, PART, { runId: 'run_1', isOwn: true, costBeforeMicroUsd: 0 });
		events.push('the first planned it');
	});
	await isTaken.promise;
	const second = await db.transaction((tx) => takeUnplanned(tx, PART.rejudgingId));
	events.push('the second found nothing left');
	await first;
	expect(second).toBeUndefined();
	expect(events).toEqual(['the first planned it', 'the second found nothing left']);
});
