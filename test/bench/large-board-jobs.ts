/**
 * What one more submission, and judging again, cost a large board: `node test/bench/large-board-jobs.ts [models, 62 unless told]
 * [questions, 500 unless told]`. The board has the 60 slices of `synthetic-board.ts`. It is filled in SQL and published; then one
 * battle changes and it is published again, as after the last stored game; then all of it is planned to be judged again, and
 * that is started. CPU is that of our process, its board thread included, and that of the database's sessions.
 */
import { readFileSync } from 'node:fs';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { listBoards } from '@codejoust/db/queries/boards/boards';
import { openBoardThread } from '../../apps/api/src/use-cases/boards/board-thread.ts';
import { publishBoard } from '../../apps/api/src/use-cases/boards/publish-board.ts';
import { startCodejoust } from '../support/codejoust-server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { registerJudge } from '../support/register-judge.ts';
import { listSessions } from '../support/server-processes.ts';
import { changeBattle } from './change-battle.ts';
import { fillBoard, finishFilling } from './fill-board.ts';
import { largeBenchmark } from './large-board.ts';

const [models, questions] = [Number(process.argv[2] ?? 62), Number(process.argv[3] ?? 500)];
const ROUNDS = 3;
const TICKS_PER_SECOND = 100;

const postgres = await startPostgres({ mustBeOurs: true });
const databaseUrl = await postgres.createDatabase();
const server = await startCodejoust({ databaseUrl, config: { roles: new Set(['api']) } });
const thread = openBoardThread();
try {
	await server.client.createBenchmark(largeBenchmark(questions));
	await fillBoard(server.db, { benchmark: 'filled', models, questions });
	await finishFilling(server.db);
	const judge = await registerJudge(server, 'second-judge');
	console.log(
		'| what | our CPU, s | database CPU, s | by the clock, s |\n| --- | --- | --- | --- |',
	);
	await measure('a board, computed by a cold process', 1, publish);
	await measure('a board, one battle changed', ROUNDS, publish, () => changeBattle(server.db));
	const plan = () => server.client.planRejudging({ benchmark: 'filled', judge });
	const { id, confirmation } = await plan();
	await measure('a re-judging is planned', ROUNDS, plan);
	await measure('it is started', 1, () => server.client.startRejudging(id, confirmation ?? ''));
} finally {
	await thread.close();
	await server.stop();
	await postgres.stop();
}

async function publish(): Promise<void> {
	const version = await findBenchmarkVersion(server.db, { slug: 'filled' });
	const [board] = await listBoards(server.db, version?.id ?? 0);
	if (!board) throw new Error('the filled benchmark has no board');
	await publishBoard({ db: server.db, thread }, board);
}

/** Medians over the rounds. */
async function measure(
	name: string,
	rounds: number,
	work: () => Promise<unknown>,
	prepare: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
	const rows: (readonly number[])[] = [];
	for (let round = 0; round < rounds; round++) {
		await prepare();
		const before = [ownCpu(), await readDatabaseCpu(), performance.now() / 1000];
		await work();
		const after = [ownCpu(), await readDatabaseCpu(), performance.now() / 1000];
		rows.push(after.map((value, at) => value - (before[at] ?? NaN)));
	}
	const median = (at: number) =>
		rows.map((row) => row[at] ?? NaN).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN;
	console.log(`| ${[name, ...[0, 1, 2].map((at) => median(at).toFixed(2))].join(' | ')} |`);
}

function ownCpu(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
}

/** User and system time of all sessions so far, in seconds. */
async function readDatabaseCpu(): Promise<number> {
	const pids = await listSessions(databaseUrl);
	const ticks = pids.map((pid) => {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
		return Number(fields[11]) + Number(fields[12]);
	});
	return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}
