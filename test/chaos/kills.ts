import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { createRandom } from '../../packages/arena/src/maths/random.ts';
import { untilIdle } from '../support/codejoust-process.ts';
import { until } from '../support/codejoust-server.ts';
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
	/** Verdicts delivered but not on disk when the process died, added up over the kills; Postgres only. */
	readonly unstored: number;
	/** The submission's numbers are those of the same run without a kill. */
	readonly isSameBoard: boolean;
};

/** Kills the whole server (kill -9) again and again while it judges, and starts it anew each time. */
export async function killWorker(
	experiment: Experiment & { readonly kills: number; readonly aliveMs: number },
): Promise<KillOutcome> {
	const { lab, kills, aliveMs, env } = experiment;
	const calm = await playCalmly(experiment);
	const started = await startRun(experiment);
	const { stub, place, workload, submissionId } = started;
	let { server } = started;
	const random = createRandom('kills');
	let [killed, unstored] = [0, 0];
	while (killed < kills) {
		await pause(aliveMs * (0.5 + random.next()));
		const { runs } = await server.client.submission(submissionId);
		if (runs.every(({ state }) => state === 'done')) break;
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
		unstored,
		isSameBoard: JSON.stringify(row) === JSON.stringify(calm),
	};
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
