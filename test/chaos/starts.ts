import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../packages/arena/src/maths/random.ts';
import { spawnCodejoust } from '../support/codejoust-process.ts';
import { until } from '../support/until.ts';
import type { Experiment } from './lab-run.ts';

export type StartsOutcome = {
	readonly kills: number;
	/** Starts that were over before their kill. */
	readonly ready: number;
	/** Of the sample on its board after the last start, which nobody killed. */
	readonly models: number;
	readonly missing: number;
};

/** Kills (kill -9) a server at any moment of its start, again and again on the same data; then lets it start. */
export async function killStarts({
	lab,
	on = 'postgres',
	kills,
}: Pick<Experiment, 'lab' | 'on'> & { readonly kills: number }): Promise<StartsOutcome> {
	const stub = await lab.stub();
	// Making the database is a part of the first start.
	const kind = on === 'embedded' ? 'unmade' : on;
	const options = { data: await lab.place(kind), judgeBaseUrl: stub.baseUrl };
	const random = createRandom('starts');
	let ready = 0;
	// The first one is told how long a start takes on this machine.
	const longestMs = await timeStart({ ...options, data: await lab.place(kind) });
	for (let kill = 0; kill < kills; kill++) {
		const server = spawnCodejoust(options);
		await pause(longestMs * random.next());
		if (server.lines.some((line) => line.startsWith('Codejoust is ready at '))) ready++;
		await server.end('SIGKILL');
	}
	const server = await lab.restart(options.data, stub);
	const { rows } = await until(
		() => server.client.leaderboard('sample').catch(() => ({ rows: [] })),
		({ rows }) => rows.length === SAMPLE_MODELS && rows.every(({ missing }) => missing === 0),
	);
	await server.stop();
	await stub.stop();
	const missing = rows.reduce((sum, row) => sum + row.missing, 0);
	return { kills, ready, models: rows.length, missing };
}

/** The baseline and two models. */
const SAMPLE_MODELS = 3;

async function timeStart(options: Parameters<typeof spawnCodejoust>[0]): Promise<number> {
	const startedAt = performance.now();
	const server = spawnCodejoust(options);
	await server.untilLine(/^Codejoust is ready at /);
	await server.end('SIGKILL');
	return performance.now() - startedAt;
}
