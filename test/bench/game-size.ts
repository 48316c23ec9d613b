/**
 * What a game adds to the database: `node test/bench/game-size.ts [replicates, 5 unless told]`. Two submissions of 500 questions,
 * each judged so many times on a real Postgres, by a judge that says what a real one said (JudgeBench; halves of two replies, so
 * that no two games have the same). Sizes are those of tables with their partitions and indexes after a vacuum, less what they
 * were when all was submitted and nothing judged: answers are not counted.
 */
import { sql } from 'drizzle-orm';
import { loadWorkload } from '../support/arena-workload.ts';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { send } from '../support/small-benchmark.ts';
import { readJudgeReplies } from './judge-replies.ts';

const replicates = Number(process.argv[2] ?? 5);
const replies = readJudgeReplies();
const workload = loadWorkload();

let asked = 0;
const judge = await startJudgeServer({ reply: () => replies.at(asked++) });
const postgres = await startPostgres({ mustBeOurs: true });
const server = await startCodejoust({
	databaseUrl: await postgres.createDatabase(),
	judgeBaseUrl: judge.baseUrl,
	config: { judgeConcurrency: 64 },
});
try {
	await server.client.createBenchmark(workload.benchmark);
	const submitted = [];
	for (const body of workload.submissions)
		submitted.push(await server.client.createSubmission(body));
	for (const { id } of submitted) await server.untilJudged(id, { deadlineMs: 300_000 });
	await server.untilAtRest();
	const [before, askedBefore] = [await readSizes(), asked];
	for (const { id, runs } of submitted) {
		for (let replicate = 1; replicate <= replicates; replicate++) {
			const body = { submission: id, judge: runs[0]?.judge.name, replicate };
			const { status, text } = await send(server, '/v1/runs', { method: 'POST', body });
			if (status !== 201) throw new Error(`a replicate was refused: ${text}`);
		}
		await server.untilJudged(id, { deadlineMs: 600_000 });
	}
	await server.untilAtRest();
	show(before, await readSizes(), asked - askedBefore);
} finally {
	await server.stop();
	await judge.close();
	await postgres.stop();
}

type Size = { readonly name: string; readonly heap: number; readonly indexes: number };

async function readSizes(): Promise<readonly Size[]> {
	await server.db.execute(sql`vacuum`);
	return server.db.execute<Size>(sql`
		select coalesce(parents.relname, tables.relname) as name,
			sum(pg_table_size(tables.oid))::float8 as heap, sum(pg_indexes_size(tables.oid))::float8 as indexes
		from pg_class tables
		left join pg_inherits on inhrelid = tables.oid
		left join pg_class parents on parents.oid = inhparent
		where tables.relkind = 'r' and tables.relnamespace in ('public'::regnamespace, to_regnamespace('queue'))
		group by 1 order by 1`);
}

function show(before: readonly Size[], after: readonly Size[], games: number): void {
	console.log(`${games} games, replies of ${replies.meanBytes.toFixed(0)} bytes\n`);
	console.log('| table | rows a game, bytes | indexes a game, bytes |\n| --- | --- | --- |');
	let sum = 0;
	for (const { name, heap, indexes } of after) {
		const was = before.find((one) => one.name === name);
		const added = [heap - (was?.heap ?? 0), indexes - (was?.indexes ?? 0)];
		const total = (added[0] ?? 0) + (added[1] ?? 0);
		sum += total;
		if (total / games < 5) continue;
		console.log(`| ${name} | ${added.map((each) => Math.round(each / games)).join(' | ')} |`);
	}
	console.log(`\n${(sum / games / 1000).toFixed(2)} MB for 1,000 games`);
}
