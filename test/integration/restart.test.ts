import { afterEach, expect, test } from 'vitest';
import { makeEmbeddedDirectory } from '../support/embedded-directory.ts';
import { type CodejoustOptions, startCodejoust, until } from '../support/codejoust-server.ts';
import { type JudgeRequest, startJudgeServer } from '../support/judge-server.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

const QUESTIONS = 150;

test.each(['embedded', 'postgres'])(
	'a run that is interrupted twice finishes on %s with every game asked once',
	async (kind) => {
		const judge = await startJudgeServer({ policy: 'longer', latencyMs: 20 });
		closers.push(judge.close);
		const options: CodejoustOptions = {
			...(await placeFor(kind)),
			judgeBaseUrl: judge.baseUrl,
			config: { judgeConcurrency: 8 },
		};
		let server = await startCodejoust(options);
		closers.push(() => server.stop());
		await server.client.createBenchmark(smallBenchmark('long', QUESTIONS));
		const { id } = await server.client.createSubmission(smallSubmission('long', 'm', QUESTIONS));

		for (const share of [0.25, 0.6]) {
			await until(
				async () => judge.requests.length,
				(asked) => asked >= share * 2 * QUESTIONS,
			);
			await server.stop();
			const asked = judge.requests.length;
			expect(asked).toBeLessThan(2 * QUESTIONS);
			server = await startCodejoust(options);
			const [run] = (await server.client.submission(id)).runs;
			expect(run?.state).not.toBe('done');
		}

		const [run] = (await server.untilJudged(id)).runs;
		expect(run?.progress).toMatchObject({ games: 2 * QUESTIONS, scored: 2 * QUESTIONS, open: 0 });
		const prompts = judge.requests.map(promptOf);
		expect(new Set(prompts).size).toBe(2 * QUESTIONS);
		expect(prompts).toHaveLength(2 * QUESTIONS);
		const { rows } = await server.untilOnBoard('long', [id]);
		expect(rows[0]).toMatchObject({ n: QUESTIONS, scored: QUESTIONS, unscored: 0, missing: 0 });
		expect(server.log).toEqual([]);
	},
);

test('what was published and judged before a restart reads the same after it', async () => {
	const judge = await startJudgeServer({ policy: 'hash' });
	closers.push(judge.close);
	const options: CodejoustOptions = {
		...(await placeFor('embedded')),
		judgeBaseUrl: judge.baseUrl,
	};
	const first = await startCodejoust(options);
	await first.client.createBenchmark(smallBenchmark('kept'));
	const { id } = await first.client.createSubmission(smallSubmission('kept', 'm'));
	await first.untilJudged(id);
	const board = await first.untilOnBoard('kept', [id]);
	await first.stop();
	const second = await startCodejoust(options);
	closers.push(() => second.stop());
	expect(await second.client.leaderboard('kept')).toEqual(board);
	expect(judge.requests).toHaveLength(8);
});

function promptOf({ messages }: JudgeRequest): string {
	return JSON.stringify(messages);
}

/** A database that outlives its server. */
async function placeFor(kind: string): Promise<CodejoustOptions> {
	if (kind === 'postgres') {
		const postgres = await startPostgres();
		closers.push(postgres.stop);
		return { databaseUrl: await postgres.createDatabase() };
	}
	const { path, remove } = await makeEmbeddedDirectory();
	closers.push(remove);
	return { dataDirectory: path };
}
