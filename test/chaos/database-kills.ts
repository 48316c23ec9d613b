import type { Run } from '@codejoust/contract/client';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom } from '../../packages/arena/src/maths/random.ts';
import { untilIdle } from '../support/codejoust-process.ts';
import type { EngineLab, Place } from '../support/engine-lab.ts';
import { endSessions, killProcesses, listSessions } from '../support/server-processes.ts';
import { until } from '../support/until.ts';
import { endRun, type Experiment, type Started, startRun } from './lab-run.ts';

/** How a database may die; after the last two it comes back by itself. */
const DEATHS = ['killed', 'crashed', 'one session killed', 'every session ended'] as const;
type Death = (typeof DEATHS)[number];

/** So many games must be stored between two kills: the server judges again. */
const STORED_BETWEEN = 20;
/** With fewer games left to judge, the submission is judged once more. */
const ALWAYS_OPEN = 150;

export type DatabaseKills = {
	/** Deaths of each kind after which judgments were stored again. */
	readonly recoveries: Readonly<Partial<Record<Death, number>>>;
	readonly games: number;
	readonly scored: number;
	/** Games without an answer at the end: must be none. */
	readonly lost: number;
	/** Requests beyond one for each game: must be none, for the process that asked lives on. */
	readonly paidTwice: number;
	/** Milliseconds from the database's return to the next stored game, the longest of all. */
	readonly slowestMs: number;
};

/** Kills the database in every way again and again while a server judges a submission; the server is left alone. */
export async function killPostgres(
	experiment: Experiment & { readonly kills: number; readonly downMs: number },
): Promise<DatabaseKills> {
	const { lab, kills, downMs } = experiment;
	const started = await startRun(experiment);
	const random = createRandom('database kills');
	const recoveries: Partial<Record<Death, number>> = {};
	let slowestMs = 0;
	for (let kill = 0; kill < kills; kill++) {
		const before = await keepBusy(started);
		await untilStored(started, before + STORED_BETWEEN);
		const death = DEATHS[kill % DEATHS.length] ?? 'killed';
		await die(death, lab, started.place, 2 * downMs * random.next());
		const returnedAt = performance.now();
		const { stored } = await countGames(started);
		await untilStored(started, stored + 1);
		slowestMs = Math.max(slowestMs, performance.now() - returnedAt);
		recoveries[death] = (recoveries[death] ?? 0) + 1;
	}
	await untilIdle(started.server);
	const { games, scored, stored } = await countGames(started);
	const { requests } = await started.stub.stats();
	await endRun(started);
	return {
		recoveries,
		games,
		scored,
		lost: games - stored,
		paidTwice: requests - games,
		slowestMs,
	};
}

/** Has the submission judged once more where little is left to do. Returns how many games are stored. */
async function keepBusy(started: Started): Promise<number> {
	const { games, stored, runs, judge } = await countGames(started);
	const { server, submissionId } = started;
	if (games - stored < ALWAYS_OPEN)
		await server.client.createRun({ submission: submissionId, judge, replicate: runs });
	return stored;
}

async function die(
	death: Death,
	{ postgres }: EngineLab,
	place: Place,
	downMs: number,
): Promise<void> {
	if (!('databaseUrl' in place)) throw new Error('the embedded database dies with its process');
	if (death === 'killed' || death === 'crashed') {
		await (death === 'killed' ? postgres.killHard() : postgres.kill());
		await pause(downMs);
		await postgres.restart();
		return;
	}
	if (death === 'every session ended') await endSessions(place.databaseUrl);
	// The server ends all others too, and recovers.
	else await killProcesses((await listSessions(place.databaseUrl)).slice(0, 1));
}

/** Asks until the database is there to answer. */
function countGames({ server, submissionId }: Started) {
	const ask = async () => {
		const { runs } = await server.client.submission(submissionId);
		const sum = (pick: (progress: Run['progress']) => number) =>
			runs.reduce((total, { progress }) => total + pick(progress), 0);
		return {
			judge: runs[0]?.judge.name ?? '',
			runs: runs.length,
			games: sum(({ games }) => games),
			scored: sum(({ scored }) => scored),
			stored: sum(({ scored, unscored }) => scored + unscored),
		};
	};
	return until(
		() => ask().catch((error: unknown) => String(error)),
		(counts) => typeof counts !== 'string',
	);
}

function untilStored(started: Started, atLeast: number) {
	return until(
		() => countGames(started),
		({ stored }) => stored >= atLeast,
	);
}
