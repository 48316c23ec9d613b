/**
 * What one look at the comparison of two judges costs the database: `node test/bench/judge-comparison.ts [models, 62 unless
 * told] [questions, 500 unless told]`. CPU is that of all sessions of the database, with `jit` as we set it and, for
 * comparison, switched on by hand.
 */
import { readFileSync } from 'node:fs';
import { connect } from '@codejoust/db/connect';
import { listSettledBattles } from '@codejoust/db/queries/judges/judge-comparison';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { listSessions } from '../support/server-processes.ts';
import { smallBenchmark } from '../support/small-benchmark.ts';
import { fillBoard, finishFilling } from './fill-board.ts';
import { fillSecondJudge } from './fill-second-judge.ts';

const [models, questions] = [Number(process.argv[2] ?? 62), Number(process.argv[3] ?? 500)];
const FIRST = 'codejoust-rehearsal-1@1';
const TICKS_PER_SECOND = 100;

const postgres = await startPostgres({ mustBeOurs: true });
const databaseUrl = await postgres.createDatabase();
const server = await startCodejoust({ databaseUrl, config: { roles: new Set(['api']) } });
try {
	await server.client.createBenchmark(smallBenchmark('filled', questions));
	await fillBoard(server.db, { benchmark: 'filled', models, questions });
	const second = await registerJudge(server, 'second-judge');
	await fillSecondJudge(server.db, second);
	await finishFilling(server.db);
	const look = () => server.client.judgeComparison('filled', { from: FIRST, to: second });
	console.log(`${models} models, ${questions} questions, two judges`);
	console.log(`the comparison: ${await measure(look)}`);
	const other = await startCodejoust({ databaseUrl, config: { roles: new Set(['api']) } });
	const lookAgain = () => other.client.judgeComparison('filled', { from: FIRST, to: second });
	await other.client.leaderboard('filled');
	console.log(`its first look in another process: ${await measure(lookAgain)}`);
	await other.stop();
	const one = connect({ url: databaseUrl, embedded: false, maxConnections: 1 });
	const runs = await one.sql<{ id: string }[]>`select id from runs order by id`;
	for (const jit of ['on', 'off'] as const) {
		await one.sql.unsafe(`set jit = ${jit}`);
		const ids = runs.map(({ id }) => id);
		const read = async () => {
			for (let at = 0; at < ids.length; at += 8)
				await listSettledBattles(one.db, ids.slice(at, at + 8));
		};
		console.log(`its battles with jit=${jit}: ${await measure(read)}`);
	}
	await one.close();
} finally {
	await server.stop();
	await postgres.stop();
}

async function measure(work: () => Promise<unknown>): Promise<string> {
	const before = await readCpuSeconds();
	const startedAt = performance.now();
	await work();
	const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
	return `${seconds} s, ${((await readCpuSeconds()) - before).toFixed(2)} s of database CPU`;
}

/** User and system time of all sessions so far. */
async function readCpuSeconds(): Promise<number> {
	const pids = await listSessions(databaseUrl);
	const ticks = pids.map((pid) => {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
		return Number(fields[11]) + Number(fields[12]);
	});
	return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}
