/**
 * What one more computation of a large board adds to the database: `node test/bench/snapshot-size.ts [models, 62 unless told]
 * [questions, 500 unless told]`. All models but the last eight stand on the board; then these come one after the other, and
 * after each the board is published; then one battle of a model changes eight times. Sizes are those of the tables of snapshots with
 * their indexes after a vacuum.
 */
import { sql } from 'drizzle-orm';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { changeBattle } from './change-battle.ts';
import { fillBoard, finishFilling, publishFilled } from './fill-board.ts';
import { largeBenchmark } from './large-board.ts';

const [models, questions] = [Number(process.argv[2] ?? 62), Number(process.argv[3] ?? 500)];
const ADDED = 8;

const postgres = await startPostgres({ mustBeOurs: true });
const server = await startCodejoust({
	databaseUrl: await postgres.createDatabase(),
	config: { roles: new Set(['api']) },
});
const filling = { benchmark: 'filled', models, questions };
try {
	await server.client.createBenchmark(largeBenchmark(questions));
	await fillBoard(server.db, filling);
	await finishFilling(server.db);
	await server.db.execute(sql`update runs set finished_at = null
		where split_part(submission_id, '_', 3)::int >= ${models - ADDED}::int`);
	await publishFilled(server.db, filling);
	console.log('| what | bytes a computation |\n| --- | --- |');
	await measure('a model more', (at) =>
		server.db.execute(sql`update runs set finished_at = now()
			where split_part(submission_id, '_', 3)::int = ${models - ADDED + at}::int`),
	);
	await measure('a battle changed', () => changeBattle(server.db));
} finally {
	await server.stop();
	await postgres.stop();
}

async function measure(name: string, change: (at: number) => Promise<unknown>): Promise<void> {
	const before = await readSize();
	for (let at = 0; at < ADDED; at++) {
		await change(at);
		await publishFilled(server.db, filling);
	}
	const added = (await readSize()) - before;
	console.log(`| ${name} | ${Math.round(added / ADDED)} |`);
}

/** Of what is stored of boards, dead rows given back. */
async function readSize(): Promise<number> {
	const tables = await server.db.execute<{ name: string }>(
		sql`select relname as name from pg_class where relkind = 'r' and relname in ('snapshots', 'snapshot_slices', 'snapshot_parts')`,
	);
	for (const { name } of tables) await server.db.execute(sql.raw(`vacuum full ${name}`));
	const [row] = await server.db.execute<{ bytes: number }>(
		sql`select sum(pg_total_relation_size(oid))::float8 as bytes from pg_class
			where relkind = 'r' and relname in ('snapshots', 'snapshot_slices', 'snapshot_parts')`,
	);
	if (!row) throw new Error('a sum is one row');
	return row.bytes;
}
