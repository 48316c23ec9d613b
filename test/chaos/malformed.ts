import { MALFORMED_KINDS, type MalformedKind } from '../support/judge-faults.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { until } from '../support/until.ts';
import type { Experiment } from './lab-run.ts';

export type MalformedOutcome = {
	readonly kind: MalformedKind;
	readonly scored: number;
	readonly unscored: number;
	readonly reasons: Readonly<Record<string, number>>;
	/** Replies of the kind that were delivered. */
	readonly delivered: number;
};

const QUESTIONS = 12;

/** Every malformed kind of the stub in turn, for about a third of a submission's prompts, at every attempt. */
export async function meetMalformed({
	lab,
	on = 'postgres',
}: Experiment): Promise<readonly MalformedOutcome[]> {
	const flags = ['--latency-ms', '5', '--malformed-rate', '0.3', '--malformed-scope', 'prompt'];
	const stub = await lab.stub(flags);
	const env = { CODEJOUST_JUDGE_MAX_TRIES: '2', CODEJOUST_JUDGE_TIMEOUT_SECONDS: '5' };
	const server = await lab.server(await lab.place(on), stub, env);
	await send(server, '/v1/benchmarks', {
		method: 'POST',
		body: smallBenchmark('malformed', QUESTIONS),
	});
	const outcomes: MalformedOutcome[] = [];
	for (const kind of MALFORMED_KINDS) {
		await stub.configure({ 'malformed-kinds': kind });
		const before = await stub.stats();
		const { id } = await server.client.createSubmission(
			smallSubmission('malformed', kind, QUESTIONS),
		);
		// So many alike may hold the judge: then an operator lets it go on.
		const { progress } = await until(
			async () => {
				const [run] = (await server.client.submission(id)).runs;
				if (run?.state === 'paused') await server.client.controlRun(run.id, 'resume');
				return run;
			},
			(run) => run?.state === 'done',
		).then((run) => {
			if (!run) throw new Error(`submission ${id} lost its run`);
			return run;
		});
		const after = await stub.stats();
		outcomes.push({
			kind,
			scored: progress.scored,
			unscored: progress.unscored,
			reasons: progress.unscored_reasons,
			delivered: (after.malformedKinds[kind] ?? 0) - (before.malformedKinds[kind] ?? 0),
		});
	}
	await server.stop();
	await stub.stop();
	return outcomes;
}
