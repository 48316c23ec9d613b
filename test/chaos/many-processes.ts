import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { createRandom } from '../../packages/arena/src/maths/random.ts';
import type { RunProgress } from '@codejoust/contract/schemas/submission';
import type { CodejoustProcess } from '../support/codejoust-process.ts';
import type { EngineLab } from '../support/engine-lab.ts';
import { smallBenchmark } from '../support/small-benchmark.ts';
import type { StubControl } from '../support/stub-control.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';
import { feed, type Sent } from './steady-feed.ts';

export type ManyProcesses = {
	readonly lab: EngineLab;
	readonly seconds: number;
	readonly workers: number;
	/** Processes that answer requests; whoever asks takes them in turn. */
	readonly sites: number;
	readonly questions: number;
	/** Of the judge's endpoint, which refuses more. */
	readonly requestsPerMinute: number;
};

const DEATHS = ['worker', 'worker', 'worker', 'site', 'proxy', 'postgres'] as const;
type Death = (typeof DEATHS)[number];

export type ManyOutcome = {
	readonly deaths: Readonly<Partial<Record<Death, number>>>;
	readonly submissions: number;
	/** Beyond one for each that was sent. */
	readonly doubled: number;
	readonly games: number;
	readonly scored: number;
	/** Games without an answer: must be none. */
	readonly lost: number;
	/** Verdicts that were delivered and not stored when a worker was killed, added up. */
	readonly unstored: number;
	/** Games that were being asked when anything died, added up. */
	readonly asked: number;
	/** Games asked again although their verdict had been delivered: no more than both. */
	readonly paidTwice: number;
	readonly requests: number;
	/** Of the judge's answers, those that refused a request beyond its limit. */
	readonly refusedShare: number;
	readonly minutes: number;
};

/**
 * Sites and workers, each a process of its own, reach one Postgres through a proxy; submissions come all the time. One of the
 * processes, the proxy's connections or the database die at random every few seconds, and whoever died is started again.
 */
export async function killAtRandom(experiment: ManyProcesses): Promise<ManyOutcome> {
	const { lab, seconds, questions } = experiment;
	const service = await startService(experiment);
	await service.site().client.createBenchmark(smallBenchmark('steady', questions));
	const stopFeeding = new AbortController();
	const sent = feed({ site: service.site, benchmark: 'steady', questions }, stopFeeding.signal);
	const random = createRandom('many processes');
	const deaths: Partial<Record<Death, number>> = {};
	let [unstored, asked] = [0, 0];
	const startedAt = Date.now();
	let next: Death[] = [];
	while (Date.now() - startedAt < seconds * 1000) {
		await pause(500 + 2_000 * random.next());
		// Each kind in its share of every six deaths: a slow machine has few of them.
		if (next.length === 0) next = [...DEATHS];
		const [death = 'worker'] = next.splice(Math.floor(random.next() * next.length), 1);
		deaths[death] = (deaths[death] ?? 0) + 1;
		asked += (await service.stub.stats()).inFlight;
		if (death === 'worker') unstored += await service.killWorker(random.next());
		else if (death === 'site') await service.killSite(random.next());
		else if (death === 'proxy') service.proxy.cut();
		else {
			await lab.postgres.killHard();
			await pause(1_000 * random.next());
			await lab.postgres.restart();
		}
	}
	stopFeeding.abort();
	const outcome = await settle(service, await sent);
	await service.stop();
	return { deaths, unstored, asked, ...outcome, minutes: (Date.now() - startedAt) / 60_000 };
}

type Service = {
	/** One of the sites, each in turn. */
	readonly site: () => CodejoustProcess;
	readonly proxy: TcpProxy;
	readonly stub: StubControl;
	readonly databaseUrl: string;
	/** One of them, by a share of 1; resolves with the verdicts that were delivered and not stored then. */
	killWorker(share: number): Promise<number>;
	/** One of them, by a share of 1. */
	killSite(share: number): Promise<void>;
	stop(): Promise<void>;
};

async function startService(experiment: ManyProcesses): Promise<Service> {
	const { lab, workers: count, sites: siteCount, requestsPerMinute } = experiment;
	const rpm = String(requestsPerMinute);
	const stub = await lab.stub(['--latency-ms', '600', '--rpm', rpm, '--burst-s', '2']);
	const databaseUrl = await lab.postgres.createDatabase();
	const proxy = await startTcpProxy(databaseUrl);
	const start = async (role: string) => {
		const env = { CODEJOUST_ROLE: role, CODEJOUST_JUDGE_RPM: rpm };
		// A start while the database is away ends with a sentence; a supervisor starts it again.
		for (;;) {
			const started = await lab
				.restart({ databaseUrl: proxy.url }, stub, env)
				.catch(() => undefined);
			if (started) return started;
			await pause(200);
		}
	};
	const sites = await Promise.all(Array.from({ length: siteCount }, () => start('api')));
	let turn = 0;
	const nextSite = (): CodejoustProcess => {
		const site = sites[turn++ % siteCount];
		if (!site) throw new Error('the experiment has no site');
		return site;
	};
	const workers = await Promise.all(Array.from({ length: count }, () => start('worker')));
	return {
		site: nextSite,
		proxy,
		stub,
		databaseUrl,
		killWorker: async (share) => {
			const which = Math.floor(share * count);
			await workers[which]?.kill();
			const unstored = await countUnstored(databaseUrl, stub);
			workers[which] = await start('worker');
			return unstored;
		},
		killSite: async (share) => {
			const which = Math.floor(share * siteCount);
			await sites[which]?.kill();
			sites[which] = await start('api');
		},
		stop: async () => {
			for (const each of [...workers, ...sites]) await each.stop();
			await proxy.close();
			await stub.stop();
		},
	};
}

/** Of all workers: those that live may store theirs a moment later, so it is a bound for the one that died. */
async function countUnstored(databaseUrl: string, stub: StubControl): Promise<number> {
	const { gamesWithVerdict } = await stub.stats();
	return Math.max(0, gamesWithVerdict - (await countStored(databaseUrl)));
}

async function countStored(databaseUrl: string): Promise<number> {
	const sql = postgres(databaseUrl, { max: 1 });
	try {
		const [row] = await sql<{ stored: number }[]>`
			select count(distinct identity)::int as stored from judgments where verdict is not null`;
		return row?.stored ?? 0;
	} finally {
		await sql.end({ timeout: 1 });
	}
}

/** Waits until every submission that was taken is judged, and counts. */
async function settle(
	{ site, stub }: Service,
	sent: readonly Sent[],
): Promise<Omit<ManyOutcome, 'deaths' | 'unstored' | 'asked' | 'minutes'>> {
	const ids = new Set(sent.map(({ id }) => id));
	const read = (id: string) => site().client.submission(id);
	const progress: RunProgress[] = [];
	for (const id of ids) {
		const { runs } = await until(
			() => read(id),
			(found) => found.runs[0]?.state === 'done',
		);
		if (runs[0]) progress.push(runs[0].progress);
	}
	const sum = (of: (one: (typeof progress)[number]) => number) =>
		progress.reduce((total, one) => total + of(one), 0);
	const stats = await stub.stats();
	return {
		submissions: sent.length,
		doubled: (await site().client.submissions({ benchmark: 'steady', limit: 100 })).items.filter(
			({ id, is_baseline }) => !is_baseline && !ids.has(id),
		).length,
		games: sum(({ games }) => games),
		scored: sum(({ scored }) => scored),
		lost: sum(({ games, scored, unscored }) => games - scored - unscored),
		paidTwice: stats.requestsAfterVerdict,
		requests: stats.requests,
		refusedShare: (stats.perStatus['429'] ?? 0) / stats.requests,
	};
}
