import { Agent, request } from 'undici';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { buildChatRequest } from '@codejoust/judge/game/chat-request';
import { buildMessages } from '@codejoust/judge/protocol/pairwise-messages';
import type { Workload } from '../support/arena-workload.ts';
import { type CodejoustProcess, untilIdleUnwatched } from '../support/codejoust-process.ts';
import type { EngineLab } from '../support/engine-lab.ts';
import { send } from '../support/small-benchmark.ts';
import type { StubStats } from '../support/stub-control.ts';

export const LATENCY_MS = 500;

export type Throughput = {
	readonly client: string;
	readonly inFlight: number;
	readonly games: number;
	/** ⌈games / in flight⌉ × latency over the time from the first request to the last reply. */
	readonly ratio: number;
	/** Of our processes, from the accepted submission to the finished board; absent for the bare client. */
	readonly cpuMsPerGame?: number;
	/** The largest of our processes, from its start. */
	readonly peakRssMiB?: number;
	/** Requests beyond one for each game. */
	readonly askedTwice: number;
};

export type Load = {
	readonly inFlight: number;
	/** Submissions of the workload. */
	readonly submissions: number;
	/** Runs of each, the first included. */
	readonly replicates: number;
};

/** Judges a load with one server, or with an API and `workers` worker processes, and measures from the outside. */
export async function measureServer(
	lab: EngineLab,
	workload: Workload,
	{ on, workers = 1, ...load }: Load & { on: 'postgres' | 'embedded'; workers?: number },
): Promise<Throughput> {
	const stub = await lab.stub(['--latency-ms', String(LATENCY_MS), '--error-latency-ms', '20']);
	const place = await lab.place(on);
	const env = { CODEJOUST_JUDGE_CONCURRENCY: String(load.inFlight) };
	const server = await lab.server(place, stub, env);
	const servers = [server];
	for (let extra = 1; extra < workers; extra++)
		servers.push(await lab.server(place, stub, { ...env, CODEJOUST_ROLE: 'worker' }));
	const cpu = () => servers.reduce((sum, { usage }) => sum + usage().cpuMs, 0);
	await server.client.createBenchmark(workload.benchmark);
	const cpuBefore = cpu();
	await submit(server, workload, load);
	await untilIdleUnwatched(server);
	const stats = await stub.stats();
	const games = 2 * workload.benchmark.questions.length * load.submissions * load.replicates;
	const measured = describeStats(stats, { inFlight: load.inFlight, games });
	const cpuMsPerGame = (cpu() - cpuBefore) / measured.games;
	const peakRssMiB = Math.max(...servers.map(({ usage }) => usage().peakRssMiB));
	for (const each of servers) await each.stop();
	await stub.stop();
	const name = workers > 1 ? `Codejoust, ${workers} workers, ${on}` : `Codejoust, ${on}`;
	return { client: name, ...measured, cpuMsPerGame, peakRssMiB };
}

async function submit(server: CodejoustProcess, workload: Workload, load: Load): Promise<void> {
	for (const body of workload.submissions.slice(0, load.submissions)) {
		const submission = await server.client.createSubmission(body);
		const judge = submission.runs[0]?.judge.name ?? '';
		for (let replicate = 1; replicate < load.replicates; replicate++) {
			const plan = { submission: submission.id, judge, replicate };
			const { status, text } = await send(server, '/v1/runs', { method: 'POST', body: plan });
			if (status !== 201) throw new Error(`a replicate was refused: ${text}`);
		}
	}
}

function describeStats(
	stats: StubStats,
	{ inFlight, games }: { readonly inFlight: number; readonly games: number },
) {
	const idealMs = Math.ceil(games / inFlight) * LATENCY_MS;
	const ratio = idealMs / (stats.lastReplyAt - stats.firstRequestAt);
	return { inFlight, games, ratio, askedTwice: stats.requests - games };
}

/** The same prompts by nothing but an HTTP client: what this machine and this judge allow. */
export async function measureBareClient(
	lab: EngineLab,
	workload: Workload,
	{ inFlight, games }: { readonly inFlight: number; readonly games: number },
): Promise<Throughput> {
	const stub = await lab.stub(['--latency-ms', String(LATENCY_MS)]);
	const bodies = promptBodies(workload);
	const dispatcher = new Agent({ connections: inFlight, pipelining: 1 });
	let next = 0;
	const work = async () => {
		for (let n = next++; n < games; n = next++) {
			const body =
				bodies[n % bodies.length]?.replace('"model":"bare"', `"model":"bare-${n}"`) ?? '';
			const reply = await request(`${stub.baseUrl}/chat/completions`, {
				dispatcher,
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: 'Bearer none' },
				body,
			});
			JSON.parse(await reply.body.text());
		}
	};
	await Promise.all(Array.from({ length: inFlight }, work));
	const stats = await stub.stats();
	await dispatcher.close();
	await stub.stop();
	return { client: 'bare undici', ...describeStats(stats, { inFlight, games }) };
}

function promptBodies({ benchmark, submissions }: Workload): string[] {
	const definition = defaultJudge('bare');
	const baseline = (benchmark.baseline_responses ?? []).map(({ response }) => String(response));
	return submissions.flatMap(({ responses = [] }) =>
		responses.flatMap(({ response }, n) => {
			const question = String(benchmark.questions[n]?.['prompt']);
			const answers = [baseline[n] ?? '', String(response)];
			return [answers, answers.toReversed()].map(([answerA = '', answerB = '']) =>
				JSON.stringify(
					buildChatRequest(
						definition,
						buildMessages(definition, {
							question: [{ role: 'user', content: question }],
							answerA,
							answerB,
							fence: 'none',
						}),
					),
				),
			);
		}),
	);
}
