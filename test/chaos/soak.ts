import { writeFileSync } from 'node:fs';
import { untilIdle } from '../support/codejoust-process.ts';
import { endRun, type Experiment, startRun } from './lab-run.ts';

export type SoakOutcome = {
	readonly games: number;
	readonly scored: number;
	readonly requests: number;
	/** The server's largest resident set in each round, MiB. */
	readonly peaksMiB: readonly number[];
};

/** One server judges the same submission again and again. */
export async function soak(
	experiment: Experiment & { readonly rounds: number },
): Promise<SoakOutcome> {
	const started = await startRun(experiment);
	const { server, stub, submissionId } = started;
	const peaksMiB: number[] = [];
	for (let round = 1; round <= experiment.rounds; round++) {
		await untilIdle(server);
		peaksMiB.push(server.usage().peakRssMiB);
		// From here on the largest set is counted again.
		writeFileSync(`/proc/${server.pid}/clear_refs`, '5');
		if (round === experiment.rounds) break;
		const judge = (await server.client.submission(submissionId)).runs[0]?.judge.name ?? '';
		await server.client.createRun({ submission: submissionId, judge, replicate: round });
	}
	const { runs } = await server.client.submission(submissionId);
	const { requests } = await stub.stats();
	await endRun(started);
	const sum = (pick: (run: (typeof runs)[number]['progress']) => number) =>
		runs.reduce((total, { progress }) => total + pick(progress), 0);
	return {
		games: sum(({ games }) => games),
		scored: sum(({ scored }) => scored),
		requests,
		peaksMiB,
	};
}
