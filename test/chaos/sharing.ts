import { untilIdle, untilRun } from '../support/codejoust-process.ts';
import { until } from '../support/codejoust-server.ts';
import { endRun, type Experiment, IN_FLIGHT, startRun, submit, untilOutcome } from './lab-run.ts';

export type SharedOutcome = {
	readonly games: number;
	readonly requests: number;
	readonly askedTwice: number;
};

/** Two server processes on one Postgres judge two submissions. */
export async function shareRuns(experiment: Experiment): Promise<SharedOutcome> {
	const { lab } = experiment;
	const started = await startRun(experiment);
	const { server, stub, place, workload } = started;
	const second = await lab.server(place, stub, { ...IN_FLIGHT, CODEJOUST_ROLE: 'worker' });
	await submit(server, workload, 1);
	await untilIdle(server);
	const { requests } = await stub.stats();
	await second.stop();
	await endRun(started);
	const games = 4 * experiment.questions;
	return { games, requests, askedTwice: requests - games };
}

/** The same answers under two names at the same time, with two processes to judge them: every identity is needed twice. */
export async function shareIdentities(experiment: Experiment): Promise<SharedOutcome> {
	const { lab } = experiment;
	const started = await startRun(experiment);
	const { server, stub, place, workload } = started;
	const twin = { ...workload, submissions: [asTwin(workload.submissions[0], 'twin')] };
	const second = await lab.restart(place, stub, { ...IN_FLIGHT, CODEJOUST_ROLE: 'worker' });
	await submit(server, twin, 0);
	await untilIdle(server);
	const { requests } = await stub.stats();
	await second.stop();
	await endRun(started);
	const games = 2 * experiment.questions;
	return { games, requests, askedTwice: requests - games };
}

/** The same answers once more, after they have been judged. */
export async function submitAgain(experiment: Experiment): Promise<SharedOutcome> {
	const started = await startRun(experiment);
	const { server, stub, workload } = started;
	await untilOutcome(started);
	const { requests: before } = await stub.stats();
	const again = { ...workload, submissions: [asTwin(workload.submissions[0], 'again')] };
	await untilRun(server, await submit(server, again, 0));
	const { requests } = await stub.stats();
	await endRun(started);
	return { games: 2 * experiment.questions, requests, askedTwice: requests - before };
}

function asTwin<Body extends { readonly model: unknown }>(body: Body | undefined, slug: string) {
	if (body === undefined) throw new Error('the workload has no submission');
	return { ...body, model: { slug, name: slug } };
}

export type DrainOutcome = {
	readonly stopMs: number;
	/** Asked again by the next process although a verdict had been delivered. */
	readonly paidTwice: number;
	readonly lost: number;
};

/** SIGTERM in mid-run, then another process. */
export async function drain(experiment: Experiment): Promise<DrainOutcome> {
	const { lab, env } = experiment;
	const started = await startRun(experiment);
	const { stub, place, submissionId } = started;
	await untilRun(started.server, submissionId, {
		isReached: ({ progress }) => progress.scored > 0,
	});
	const stopMs = await started.server.stop();
	const server = await lab.restart(place, stub, { ...IN_FLIGHT, ...env });
	const { lost, paidTwice } = await untilOutcome({ ...started, server });
	await endRun({ ...started, server });
	return { stopMs, paidTwice, lost };
}

export type OvertakeOutcome = {
	/** Games that the first run had left when the later one of higher priority was done. */
	readonly leftBehind: number;
	readonly games: number;
};

/** A run of higher priority that arrives while a large one is being judged. */
export async function overtake(experiment: Experiment): Promise<OvertakeOutcome> {
	const started = await startRun(experiment);
	const { server, submissionId } = started;
	const first = await untilRun(server, submissionId, {
		isReached: ({ progress }) => progress.scored > 0,
	});
	const plan = { submission: submissionId, judge: first.judge.name, replicate: 1, priority: 10 };
	const urgent = await server.client.createRun(plan);
	await until(
		() => server.client.run(urgent.id),
		({ state }) => state === 'done',
	);
	const { progress } = await server.client.run(first.id);
	await endRun(started);
	return { games: progress.games, leftBehind: progress.games - progress.scored };
}
