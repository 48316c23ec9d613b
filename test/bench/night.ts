/**
 * A night's re-judging: `node test/bench/night.ts [models, 100 unless told] [questions, 500] [workers, 4] [judge's ms, 50]`. A filled board is
 * judged again by another judge, on a real Postgres, by a site and workers that are processes of their own. CPU is what our processes
 * and the database used from the plan of the re-judging to its report.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { connect, type Database } from '@codejoust/db/connect';
import { startCodejoustProcess } from '../support/codejoust-process.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { startControlledStub } from '../support/stub-control.ts';
import { fillBoard, finishFilling, publishFilled } from './fill-board.ts';
import { largeBenchmark } from './large-board.ts';

const given = (at: number, usual: number) => Number(process.argv[at] ?? usual);
const filling = { benchmark: 'filled', models: given(2, 100), questions: given(3, 500) };
const LOOK_EVERY_MS = 2_000;
const MS_PER_TICK = 10;

const postgres = await startPostgres({ mustBeOurs: true });
const databaseUrl = await postgres.createDatabase();
const stub = await startControlledStub(['--latency-ms', String(given(5, 50))]);
const start = (role: string) =>
	startCodejoustProcess({
		judgeBaseUrl: stub.baseUrl,
		data: { databaseUrl },
		env: { CODEJOUST_ROLE: role },
	});
const site = await start('api');
await site.client.createBenchmark(largeBenchmark(filling.questions));
await withDatabase(async (db) => {
	await fillBoard(db, filling);
	await giveTexts(db);
	await finishFilling(db);
	await publishFilled(db, filling);
});
const ours = [
	site,
	...(await Promise.all(Array.from({ length: given(4, 4) }, () => start('worker')))),
];
const cpuOfOurs = () => ours.reduce((sum, { usage }) => sum + usage().cpuMs, 0);
const before = { ours: cpuOfOurs(), ...(await withDatabase(readDatabase)) };
const startedAt = performance.now();
const plan = await site.client.planRejudging({ benchmark: 'filled', judge: 'test-judge@1' });
await site.client.startRejudging(plan.id, plan.confirmation ?? '');
let state: string;
do {
	await pause(LOOK_EVERY_MS);
	({ state } = await site.client.rejudging(plan.id));
} while (['planned', 'running'].includes(state));
const minutes = (performance.now() - startedAt) / 60_000;
const oursMs = cpuOfOurs() - before.ours;
const peak = Math.max(...ours.map(({ usage }) => usage().peakRssMiB));
const stats = await stub.stats();
// What a session used is its server's once it has ended.
for (const one of ours) await one.stop();
const after = await withDatabase(readDatabase);
const judged = after.judged;
console.log(
	[
		`state ${state}: ${judged} of ${2 * filling.models * filling.questions} games judged, ${after.unscored} unscored`,
		`requests ${stats.requests}, of them after a verdict ${stats.requestsAfterVerdict}`,
		`minutes ${minutes.toFixed(1)}, games a second ${(judged / minutes / 60).toFixed(0)}`,
		`CPU a game: ours ${(oursMs / judged).toFixed(2)} ms, database ${((after.cpuMs - before.cpuMs) / judged).toFixed(2)} ms`,
		`peak of a process ${peak.toFixed(0)} MiB, MB for 1000 games ${(((after.mb - before.mb) / judged) * 1000).toFixed(2)}`,
	].join('\n'),
);
await stub.stop();
await postgres.stop();

async function withDatabase<Value>(work: (db: Database) => Promise<Value>): Promise<Value> {
	const { db, close } = connect({ url: databaseUrl, embedded: false });
	try {
		return await work(db);
	} finally {
		await close();
	}
}

/** Answers that differ, so that no two games are the same question to the judge. */
async function giveTexts(db: Database): Promise<void> {
	const written = sql`(select submission_id, question_id, body, sha256(convert_to(body, 'UTF8')) as hash
		from (select submission_id, question_id, 'The answer of ' || submission_id || ' to ' || question_id || ': '
			|| repeat('let x = x + 1; ', 30) as body from responses where submission_id like 'sub_filled_%') bodies)`;
	await db.execute(
		sql`insert into texts (hash, body, characters) select hash, body, length(body) from ${written} written`,
	);
	await db.execute(
		sql`update responses set text_hash = written.hash, characters = length(written.body) from ${written} written
			where responses.submission_id = written.submission_id and responses.question_id = written.question_id`,
	);
}

async function readDatabase(db: Database) {
	const [row] = await db.execute<{ mb: string; pid: number; judged: number; unscored: number }>(
		sql`select pg_database_size(current_database()) / 1e6 as mb, pg_backend_pid() as pid,
			count(*)::int as judged, count(unscored_reason)::int as unscored
			from judgments join judge_versions on judge_versions.id = judgments.judge_version_id
			join judges on judges.id = judge_versions.judge_id where judges.slug = 'test-judge'`,
	);
	if (!row) throw new Error('no row of a count');
	const server = Number(readStat(row.pid)[1]);
	const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(readStat(server)[at]), 0);
	return { ...row, mb: Number(row.mb), cpuMs: ticks * MS_PER_TICK };
}

/** The fields of Linux from the state on. */
function readStat(pid: number): readonly string[] {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
