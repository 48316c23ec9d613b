import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTILE_PATTERNS, writePattern } from '../bench/growth/hostile-patterns.ts';
import { type CodejoustProcess, startCodejoustProcess } from '../support/codejoust-process.ts';
import { type HealthPoller, pollHealth } from '../support/health-poller.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { smallBenchmark } from '../support/small-benchmark.ts';
import { until } from '../support/until.ts';
import { LOOP_WATCH, readBusiest } from '../support/watched-loop.ts';

export type HostileLoad = {
	readonly answers: number;
	readonly answerBytes: number;
};

export type HostileOutcome = {
	/** The longest wait for an answer of `/healthz` in each phase, milliseconds. */
	readonly silenceMs: Readonly<Record<'submitted' | 'judged' | 'read' | 'together', number>>;
	/** The most CPU that the event loop took for other things while a request needs its turns, milliseconds. */
	readonly busyCpuMs: number;
	readonly polls: number;
	readonly games: number;
	readonly pages: number;
};

/**
 * Hostile answers of the longest length are submitted, judged with hostile replies of the same length, and read as pages
 * and from the API; then a second model does the same while the first is read. All the while `/healthz` is asked every
 * 20 ms. The server is a process of its own with its pages, which must have been built.
 */
export async function loadHostile({ answers, answerBytes }: HostileLoad): Promise<HostileOutcome> {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-loop-'));
	const watched = join(folder, 'loop.json');
	const postgres = await startPostgres();
	const judge = await startJudgeServer({
		reply: ({ messages }) => `${writeHostile(messages.length, answerBytes)}\n\n[[A>B]]`,
		hasUsage: false,
	});
	const server = await startCodejoustProcess({
		judgeBaseUrl: judge.baseUrl,
		data: { databaseUrl: await postgres.createDatabase() },
		env: {
			CODEJOUST_ROLE: 'api,worker,web',
			NODE_OPTIONS: `--import ${LOOP_WATCH}`,
			LOOP_WATCH_FILE: watched,
		},
	});
	process.kill(server.pid, 'SIGUSR2');
	const poller = await pollHealth(server.address);
	try {
		await server.client.createBenchmark(smallBenchmark('hostile', answers));
		await poller.report();
		const outcome = await runPhases(server, poller, { answers, answerBytes });
		return { ...outcome, busyCpuMs: await readBusiest(watched) };
	} finally {
		await poller.stop();
		await server.stop();
		await judge.close();
		await postgres.stop();
		await rm(folder, { recursive: true });
	}
}

async function runPhases(
	server: CodejoustProcess,
	poller: HealthPoller,
	load: HostileLoad,
): Promise<Omit<HostileOutcome, 'busyCpuMs'>> {
	let polls = 0;
	const silence = async () => {
		const seen = await poller.report();
		polls += seen.polls;
		return seen.longestMs;
	};
	const first = await submit(server, 'mallory', load);
	const submitted = await silence();
	await untilDone(server, first);
	const judged = await silence();
	const pages = await readAll(server, first);
	const read = await silence();
	const second = submit(server, 'trudy', load).then((id) => untilDone(server, id));
	await Promise.all([second, readAll(server, first), readAll(server, first)]);
	const together = await silence();
	const games = 2 * 2 * load.answers;
	return { silenceMs: { submitted, judged, read, together }, polls, games, pages };
}

async function submit(
	{ client }: CodejoustProcess,
	model: string,
	{ answers, answerBytes }: HostileLoad,
): Promise<string> {
	const lines = Array.from({ length: answers }, (_, at) => {
		const response = writeHostile(at, answerBytes - model.length - 1);
		return JSON.stringify({ question_id: `q${at + 1}`, response: `${model} ${response}` });
	});
	const file = new TextEncoder().encode(lines.join('\n'));
	const sent = await client.submitFile({
		benchmark: 'hostile',
		model: { slug: model, name: model },
		file,
	});
	return sent.id;
}

/** The n-th pattern as a text of at most so many bytes; every other one as a block of code. */
function writeHostile(at: number, bytes: number): string {
	// Prime to the number of patterns, so that neighbours are of different kinds.
	const pattern = HOSTILE_PATTERNS[(at * 37) % HOSTILE_PATTERNS.length];
	if (pattern === undefined) throw new Error('there are hostile patterns');
	const perUnit = Buffer.byteLength(pattern.unit) / pattern.unit.length;
	const text = writePattern(pattern, Math.floor(bytes / perUnit) - 200);
	return at % 2 === 0 ? text : `\`\`\`java\n${text.slice(0, 9_000)}\n\`\`\`\n${text.slice(9_000)}`;
}

async function untilDone({ client }: CodejoustProcess, id: string): Promise<void> {
	await until(
		() => client.submission(id),
		({ runs }) => runs.length > 0 && runs.every(({ state }) => state === 'done'),
		600_000,
	);
}

/** Every battle of a submission as a page and as JSON, all asked for together; resolves with the pages that came. */
async function readAll({ client, address }: CodejoustProcess, submission: string): Promise<number> {
	const { items } = await client.battles({ submission, limit: 100 });
	const paths = items.flatMap(({ id, question_id: question }) => [
		`/battles/${id}`,
		`/q/hostile/${question}`,
		`/v1/battles/${id}`,
	]);
	const statuses = await Promise.all(
		paths.map(async (path) => {
			const response = await fetch(`${address}${path}`);
			await response.arrayBuffer();
			return response.status;
		}),
	);
	const wrong = statuses.filter((status) => status !== 200);
	if (wrong.length > 0) throw new Error(`pages answered ${wrong.join(', ')}`);
	return statuses.length;
}
