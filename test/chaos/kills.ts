import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { createRandom } from '../../packages/arena/src/maths/random.ts';
import { type CodejoustProcess, untilIdle } from '../support/codejoust-process.ts';
import { until } from '../support/codejoust-server.ts';
import type { StubControl } from '../support/stub-control.ts';
import {
	endRun,
	type Experiment,
	IN_FLIGHT,
	type Outcome,
	readRow,
	type Started,
	startRun,
	untilOutcome,
} from './lab-run.ts';

export type KillOutcome = Outcome & {
	readonly kills: number;
	/** Games that were being asked at the kills, added up. */
	readonly asked: number;
	/** Verdicts delivered but not on disk when the process died, added up over the kills; Postgres only. */
	readonly unstored: number;
	/** The submission's numbers are those of the same run without a kill. */
	readonly isSameBoard: boolean;
};

/**
 * Kills the whole server (kill -9) again and again, each time when it has judged for a random time of `aliveMs` on average, and
 * starts it anew.
 */
export async function killWorker(
	experiment: Experiment & { readonly kills: number; readonly aliveMs: number },
): Promise<KillOutcome> {
	const { lab, kills, aliveMs, env } = experiment;
	const calm = await playCalmly(experiment);
	const started = await startRun(experiment);
	const { stub, place, workload, submissionId } = started;
	let { server } = started;
	const random = createRandom('kills');
	let [killed, unstored, asked] = [0, 0, 0];
	while (killed < kills) {
		if (await isDone(server, stub, submissionId)) break;
		await pause(aliveMs * (0.5 + random.next()));
		asked += (await stub.stats()).inFlight;
		await server.kill();
		killed++;
		unstored += await countUnstored(started);
		// Its own database is given back at once; another's chunks when it has been silent.
		server = await lab.restart(place, stub, { ...IN_FLIGHT, ...env });
	}
	const outcome = await untilOutcome({ ...started, server });
	await untilIdle(server);
	const row = await readSettledRow(server, workload, submissionId);
	await endRun({ ...started, server });
	return {
		...outcome,
		kills: killed,
		asked,
		unstored,
		isSameBoard: JSON.stringify(row) === JSON.stringify(calm),
	};
}

/** Waits until the judge is asked again; true when there is nothing more to ask. */
async function isDone(server: CodejoustProcess, stub: StubControl, id: string): Promise<boolean> {
	const look = async () => {
		const [{ inFlight }, { runs }] = await Promise.all([
			stub.stats(),
			server.client.submission(id),
		]);
		return { isAsking: inFlight > 0, isOver: runs.every(({ state }) => state === 'done') };
	};
	const { isOver } = await until(look, ({ isAsking, isOver }) => isAsking || isOver);
	return isOver;
}

/** Counted once the statements that were on their way are over: their sessions end with them. */
async function countUnstored({ place, stub, submissionId }: Started): Promise<number> {
	if (!('databaseUrl' in place)) return 0;
	const sql = postgres(place.databaseUrl, { max: 1 });
	try {
		const countSessions = async () => {
			const [row] = await sql<{ sessions: number }[]>`
				select count(*)::int as sessions from pg_stat_activity
				where datname = current_database() and pid <> pg_backend_pid()
					and backend_type = 'client backend'`;
			return row?.sessions;
		};
		await until(countSessions, (sessions) => sessions === 0);
		const [row] = await sql<{ stored: number }[]>`
			select count(distinct identity)::int as stored from judgments
			where verdict is not null and judge_version_id in (
				select judge_version_id from runs where submission_id = ${submissionId})`;
		return (await stub.stats()).gamesWithVerdict - (row?.stored ?? 0);
	} finally {
		await sql.end();
	}
}

async function playCalmly(experiment: Experiment) {
	const started = await startRun({ ...experiment, flags: ['--latency-ms', '20'] });
	const { server, workload, submissionId } = started;
	await untilOutcome(started);
	const row = await readSettledRow(server, workload, submissionId);
	await endRun(started);
	return row;
}

/** The board follows the run's end within moments. */
async function readSettledRow(...args: Parameters<typeof readRow>) {
	for (;;) {
		const row = await readRow(...args);
		if (row?.missing === 0) return row;
		await pause(50);
	}
}
