import { setTimeout as pause } from 'node:timers/promises';
import type { Run } from '@codejoust/contract/client';
import { type CodejoustProcess, untilIdle, untilRun } from '../support/codejoust-process.ts';
import { until } from '../support/codejoust-server.ts';
import { send } from '../support/small-benchmark.ts';
import type { StubControl, StubStats } from '../support/stub-control.ts';
import { isHalfDone } from './judge-trouble.ts';
import { endRun, type Experiment, type Outcome, startRun, untilOutcome } from './lab-run.ts';

export type HeldOutcome = Outcome & {
	/** What the paused run says that it waits for. */
	readonly reason: string;
	/** Requests while it was paused. */
	readonly askedWhilePaused: number;
};

const QUIET_MS = 500;

const isPaused = ({ state }: Pick<Run, 'state'>) => state === 'paused';

/** Slow enough that the run does not end between being seen half done and the key's end. */
const UNHURRIED = ['--latency-ms', '1500'];

/** The judge's key stops to be accepted in mid-run; later it is put right and the run resumed. */
export async function revokeKey(experiment: Experiment): Promise<HeldOutcome> {
	const flags = [...(experiment.flags ?? []), ...UNHURRIED];
	const started = await startRun({ ...experiment, flags });
	await untilRun(started.server, started.submissionId, { isReached: isHalfDone });
	await started.stub.configure({ 'api-key': 'sk-another' });
	return fixAndResume(started, { 'api-key': '' });
}

/** The quota is used up in mid-run. */
export async function exhaustQuota(experiment: Experiment): Promise<HeldOutcome> {
	const flags = ['--quota-after', String(experiment.questions), ...(experiment.flags ?? [])];
	return fixAndResume(await startRun({ ...experiment, flags }), { 'quota-after': 0 });
}

async function fixAndResume(
	started: Awaited<ReturnType<typeof startRun>>,
	fix: Readonly<Record<string, string | number>>,
): Promise<HeldOutcome> {
	const { server, stub, submissionId } = started;
	const paused = await untilRun(server, submissionId, { isReached: isPaused });
	const before = await untilSilent(stub);
	await pause(QUIET_MS);
	await stub.configure(fix);
	const after = await stub.stats();
	await server.control(paused.id, 'resume');
	const outcome = await untilOutcome(started);
	await endRun(started);
	const askedWhilePaused = after.requests - before.requests;
	return { ...outcome, reason: paused.waits_for, askedWhilePaused };
}

/** An operator is slower than the last refusals, which a busy machine may still be sending. */
async function untilSilent({ stats }: StubControl): Promise<StubStats> {
	let seen = await stats();
	const lookAgain = async () => {
		const before = seen;
		await pause(QUIET_MS);
		seen = await stats();
		return { before, now: seen };
	};
	const { now } = await until(
		lookAgain,
		({ before, now }) => now.inFlight === 0 && now.requests === before.requests,
	);
	return now;
}

export type BudgetOutcome = {
	readonly budgetMicroUsd: number;
	readonly costMicroUsd: number;
	readonly reason: string;
	readonly settled: number;
	/** Games asked whose battle was not: must be none. */
	readonly halfDone: number;
};

/** A second run of the same answers with a budget for about half of its games. */
export async function exhaustBudget(experiment: Experiment): Promise<BudgetOutcome> {
	const started = await startRun(experiment);
	const { server, stub, submissionId } = started;
	const first = await untilRun(server, submissionId);
	await untilIdle(server);
	const judge = first.judge.name;
	const price = { input_micro_usd: 2_500_000, output_micro_usd: 10_000_000 };
	await post(server, `/v1/judges/${judge}/price`, price, 'PUT');
	const { prompt_tokens, completion_tokens, games } = first.progress;
	const budgetMicroUsd = Math.round((2.5 * prompt_tokens + 10 * completion_tokens) / 2);
	const asked = (await stub.stats()).requests;
	const plan = { submission: submissionId, judge, replicate: 1, budget_micro_usd: budgetMicroUsd };
	const { id }: Pick<Run, 'id'> = JSON.parse(await post(server, '/v1/runs', plan, 'POST'));
	// Held at the cap, and what was in flight has come back and is stored.
	const { run, stats } = await until(
		async () => ({ run: await server.client.run(id), stats: await stub.stats() }),
		({ run, stats }) =>
			isPaused(run) && stats.inFlight === 0 && run.progress.scored === stats.requests - asked,
	);
	await endRun(started);
	const settled = run.progress.scored + run.progress.unscored;
	if (settled >= games) throw new Error('the budget held nothing back');
	return {
		budgetMicroUsd,
		costMicroUsd: run.progress.cost_micro_usd ?? 0,
		reason: run.waits_for,
		settled,
		halfDone: (stats.requests - asked) % 2,
	};
}

async function post(
	server: CodejoustProcess,
	path: string,
	body: object,
	method: 'POST' | 'PUT',
): Promise<string> {
	const { status, text } = await send(server, path, { method, body });
	if (status >= 300) throw new Error(`${path} was refused: ${text}`);
	return text;
}
