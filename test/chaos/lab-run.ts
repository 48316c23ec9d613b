import type { Run } from '@codejoust/contract/client';
import { loadWorkload, type Workload } from '../support/arena-workload.ts';
import { type CodejoustProcess, untilRun } from '../support/codejoust-process.ts';
import type { EngineLab, Place } from '../support/engine-lab.ts';
import type { StubControl, StubStats } from '../support/stub-control.ts';

export type Experiment = {
	readonly lab: EngineLab;
	/** Questions; every one is two games. */
	readonly questions: number;
	readonly on?: 'postgres' | 'embedded';
	readonly env?: Readonly<Record<string, string>>;
	readonly flags?: readonly string[];
};

/** A benchmark published and a submission handed in: its games begin at once. */
export type Started = {
	readonly server: CodejoustProcess;
	readonly stub: StubControl;
	readonly place: Place;
	readonly workload: Workload;
	readonly submissionId: string;
};

export const IN_FLIGHT = { CODEJOUST_JUDGE_CONCURRENCY: '64' };

export async function startRun(experiment: Experiment): Promise<Started> {
	const { lab, questions, on = 'postgres', env, flags = [] } = experiment;
	const workload = loadWorkload(questions);
	const stub = await lab.stub(['--latency-ms', '500', ...flags]);
	const place = await lab.place(on);
	const server = await lab.server(place, stub, { ...IN_FLIGHT, ...env });
	await server.client.createBenchmark(workload.benchmark);
	const submissionId = await submit(server, workload, 0);
	return { server, stub, place, workload, submissionId };
}

/** Hands in the workload's `n`-th submission and returns its id. */
export async function submit(
	server: CodejoustProcess,
	{ submissions }: Workload,
	n: number,
): Promise<string> {
	const body = submissions[n];
	if (body === undefined) throw new Error(`the workload has no submission ${n}`);
	return (await server.client.createSubmission(body)).id;
}

export async function endRun({ server, stub }: Started): Promise<void> {
	await server.stop();
	await stub.stop();
}

/** What an experiment ends with, as the product and the judge tell it independently. */
export type Outcome = {
	readonly games: number;
	readonly scored: number;
	readonly unscored: number;
	/** Battles by the reason that left them unscored. */
	readonly reasons: Readonly<Record<string, number>>;
	/** Games without an answer: must be none. */
	readonly lost: number;
	/** Games counted as scored for which the judge never delivered a verdict: must be none. */
	readonly silent: number;
	readonly seconds: number;
	readonly requests: number;
	/** Asked again although a verdict had been delivered. */
	readonly paidTwice: number;
};

export async function untilOutcome(
	{ server, stub, submissionId }: Pick<Started, 'server' | 'stub' | 'submissionId'>,
	deadlineMs = 120_000,
): Promise<Outcome> {
	const run = await untilRun(server, submissionId, { deadlineMs });
	return describeOutcome(run, await stub.stats());
}

function describeOutcome({ progress }: Run, stats: StubStats): Outcome {
	// Where a model's answer is the baseline's, both orders show the judge one and the same prompt.
	const samePrompts = progress.games - stats.uniqueGames;
	return {
		games: progress.games,
		scored: progress.scored,
		unscored: progress.unscored,
		reasons: progress.unscored_reasons,
		lost: progress.games - progress.scored - progress.unscored,
		silent: Math.max(0, progress.scored - stats.gamesWithVerdict - samePrompts),
		seconds: stats.activeMs / 1000,
		requests: stats.requests,
		paidTwice: Math.max(0, stats.requestsAfterVerdict - samePrompts),
	};
}

/** A submission's numbers on its board, without its id, which differs between two databases. */
export async function readRow(server: CodejoustProcess, workload: Workload, submissionId: string) {
	const board = await server.client.leaderboard(workload.benchmark.slug);
	const row = board.rows.find((each) => each.submission_id === submissionId);
	return row && { ...row, submission_id: '' };
}
