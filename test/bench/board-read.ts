/**
 * What reading a board costs while the number of stored games grows: `node test/bench/board-read.ts [games, 1e6 unless
 * told]`. One database of a real Postgres holds 10⁴ games (100 models × 50 questions × 2), another as many as told, the
 * others being replicates of the same battles: the answer is the same and only the store is larger. Both are asked in
 * turns, so that whatever else the machine does meets both alike; medians over the rounds.
 */
import { median } from '../../packages/arena/src/maths/median.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { smallBenchmark } from '../support/small-benchmark.ts';
import {
	addReplicates,
	fillBoard,
	finishFilling,
	gamesPerReplicate,
	publishFilled,
} from './fill-board.ts';
import { readSteadily } from './read-steadily.ts';

const RATE = 200;
const SECONDS = 5;
const ROUNDS = 4;
const games = Number(process.argv[2] ?? 1e6);
const filling = { benchmark: 'large', models: 100, questions: 50 };
const ONE_REPLICATE = gamesPerReplicate(filling);

const postgres = await startPostgres();
const servers: { readonly stored: number; readonly server: CodejoustServer }[] = [];
try {
	for (const stored of [ONE_REPLICATE, games]) {
		const databaseUrl = await postgres.createDatabase();
		const server = await startCodejoust({ databaseUrl });
		servers.push({ stored, server });
		const startedAt = performance.now();
		await server.client.createBenchmark(smallBenchmark(filling.benchmark, filling.questions));
		await fillBoard(server.db, filling);
		await addReplicates(server.db, filling, stored / ONE_REPLICATE);
		await finishFilling(server.db);
		await publishFilled(server.db, filling);
		const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
		console.log(
			`${stored.toExponential(0)} games stored and their board published in ${seconds} s.`,
		);
	}
	console.log(`\n${RATE} requests/s for ${ROUNDS} × ${SECONDS} s in turns, this process’s CPU\n`);
	console.log('| games | asked | p50, ms | p99, ms | CPU per read, ms |');
	console.log('|---|---|---|---|---|');
	for (const asked of ['whole', 'If-None-Match'] as const) await compareSizes(asked);
} finally {
	for (const { server } of servers) await server.stop();
	await postgres.stop();
}

async function compareSizes(asked: 'whole' | 'If-None-Match') {
	const rounds: (Measured & { readonly stored: number })[] = [];
	for (let round = 0; round < ROUNDS; round++)
		for (const { stored, server } of servers)
			rounds.push({ stored, ...(await measure(server, asked)) });
	for (const { stored } of servers) {
		const own = rounds.filter((round) => round.stored === stored);
		const p50 = median(own.map((round) => round.p50))?.toFixed(1);
		const p99 = median(own.map((round) => round.p99))?.toFixed(1);
		const cpu = median(own.map((round) => round.cpuMs))?.toFixed(2);
		console.log(`| ${[stored.toExponential(0), asked, p50, p99, cpu].join(' | ')} |`);
	}
}

type Measured = { readonly p50: number; readonly p99: number; readonly cpuMs: number };

async function measure(
	{ address }: CodejoustServer,
	asked: 'whole' | 'If-None-Match',
): Promise<Measured> {
	const url = `${address}/v1/leaderboards/large`;
	const { headers } = await fetch(url);
	const etag = asked === 'whole' ? undefined : (headers.get('etag') ?? '');
	const before = process.cpuUsage();
	const reading = { addresses: [url], perSecond: RATE, seconds: SECONDS, etag };
	const { answered, p50, p99 } = await readSteadily(reading);
	const { user, system } = process.cpuUsage(before);
	return { p50, p99, cpuMs: (user + system) / 1000 / answered };
}
