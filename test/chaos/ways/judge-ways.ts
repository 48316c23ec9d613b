import type { Client } from '@codejoust/contract/client';
import { until } from '../../support/until.ts';
import { countWay, type Way, type WayCount } from './count-ways.ts';
import { JUDGES, submitAll, type Ways } from './open-ways.ts';

/** Far above what any of it takes. */
const DEADLINE_MS = 1_800_000;

const WAYS = Object.keys(JUDGES) as readonly Way[];

/** Starts a run of each submission under a judge. */
async function startRuns(
	client: Client,
	submissions: readonly string[],
	judge: string,
	via: 'live' | 'batch' = 'live',
): Promise<readonly string[]> {
	const runs: string[] = [];
	for (const submission of submissions)
		runs.push((await client.createRun({ submission, judge, via })).id);
	return runs;
}

/** Until no run is left that is not finished. */
export async function untilJudged(ways: Ways): Promise<void> {
	await until(
		() => ways.server().client.runs({ state: 'unfinished' }),
		({ items }) => {
			const paused = items.find(({ state }) => state === 'paused');
			if (paused) throw new Error(`the run ${paused.id} is paused: ${paused.waits_for}`);
			return items.length === 0;
		},
		DEADLINE_MS,
	);
}

/** All ways of judging in one server: both models under each, and what came of it. */
export async function judgeEveryWay(
	ways: Ways,
	via: 'live' | 'batch' = 'live',
): Promise<readonly WayCount[]> {
	const submissions = await submitAll(ways);
	const { client } = ways.server();
	for (const way of WAYS)
		if (way !== 'pairwise') await startRuns(client, submissions, JUDGES[way], via);
	await untilJudged(ways);
	const counts: WayCount[] = [];
	for (const way of WAYS) counts.push(await countWay(ways, way));
	return counts;
}

/** Judges both models under one way, with a kill −9 when the half of its requests is delivered. */
export async function killHalfway(ways: Ways, judge: string, requests: number): Promise<void> {
	const submissions = await submitAll(ways);
	await untilJudged(ways);
	const delivered = async () =>
		(await ways.doubles.told()).reduce((sum, told) => sum + told.delivered, 0);
	const before = await delivered();
	await startRuns(ways.server().client, submissions, judge);
	await until(delivered, (count) => count - before >= requests / 2, DEADLINE_MS);
	await ways.restart();
	await untilJudged(ways);
}

/** Plans, starts and awaits a re-judging of the board; how many judgments it had to ask. */
export async function rejudge(ways: Ways, judge: string): Promise<RejudgedBoard> {
	const { client } = ways.server();
	const benchmark = ways.workload.benchmark.slug;
	const plan = await client.planRejudging({ benchmark, judge });
	await client.startRejudging(plan.id, plan.confirmation ?? '');
	await until(
		() => client.rejudging(plan.id),
		({ state }) => state === 'reported',
		DEADLINE_MS,
	);
	return { id: plan.id, toAsk: plan.estimate?.games_to_ask };
}

export type RejudgedBoard = { readonly id: string; readonly toAsk: number | undefined };
