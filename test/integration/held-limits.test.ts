import { afterEach, expect, test } from 'vitest';
import { startCodejoust, until } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 6;
const JUDGE = 'test-judge@1';
/** Room for four games of the default prompt. */
const LIMIT = 5_000;
const CHARACTERS_PER_TOKEN = 4;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

test.each([
	['a server', false],
	['the embedded database', true],
])(
	'on %s runs in batches keep below the enqueued tokens of the endpoint together, wait, and end',
	async (_, isEmbedded) => {
		let isSlow = false;
		const judge = await startJudgeServer({ policy: 'hash', batch: { isSlow: () => isSlow } });
		closers.push(judge.close);
		const server = await startCodejoust({
			judgeBaseUrl: judge.baseUrl,
			isEmbedded,
			config: {
				batch: { priceFactor: 0.5, maxRequests: 100, pollMs: 10, maxEnqueuedTokens: LIMIT },
			},
		});
		closers.push(server.stop);
		const { client } = server;
		await client.createBenchmark(smallBenchmark('small', QUESTIONS));
		const { id: submission } = await client.createSubmission(
			smallSubmission('small', 'm', QUESTIONS),
		);
		await server.untilJudged(submission);
		isSlow = true;
		const [first, second] = await Promise.all(
			[1, 2].map((replicate) =>
				client.createRun({ submission, judge: JUDGE, replicate, via: 'batch' }),
			),
		);
		if (!first || !second) throw new Error('two runs were created');
		const runs = () => Promise.all([client.run(first.id), client.run(second.id)]);
		await until(
			async () => judge.batches.length,
			(count) => count > 0,
		);
		// The one without a batch says what it waits for.
		const waiting = await until(
			runs,
			(all) =>
				all.some(({ batches, waits_for }) => batches.length === 0 && waits_for.includes('tokens')),
			20_000,
		);
		expect(waiting.map(({ state }) => state)).not.toContain('paused');
		const [endpoint] = (await client.endpoints()).items.filter(({ name }) => name === 'default');
		expect(endpoint?.use.enqueued_tokens).toBeGreaterThan(LIMIT / 2);
		isSlow = false;
		const ended = await until(runs, (all) => all.every(({ state }) => state === 'done'), 60_000);
		expect(ended.map(({ progress }) => progress.scored)).toEqual([12, 12]);
		const largest = Math.max(...judge.batches.map((batch) => batch.enqueuedCharacters));
		expect(largest / CHARACTERS_PER_TOKEN).toBeLessThanOrEqual(LIMIT);
		expect(judge.batches.length).toBeGreaterThanOrEqual(Math.ceil(24 / 4));
		const asked = judge.batches.flatMap(({ customIds }) => customIds);
		expect(new Set(asked).size).toBe(asked.length);
	},
);

test('a budget holds from the first game on, where only the judge’s own prompt costs', async () => {
	const judge = await startJudgeServer({
		policy: 'hash',
		latencyMs: 20,
		usage: ({ messages }) => {
			const prompt = messages.reduce((total, { content }) => total + content.length, 0);
			return { prompt_tokens: Math.ceil(prompt / CHARACTERS_PER_TOKEN), completion_tokens: 100 };
		},
	});
	closers.push(judge.close);
	const server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		judge: {
			prices: [{ model: '*', inputMicroUsd: 1_000_000, outputMicroUsd: 0, asOf: '2026-01-01' }],
		},
	});
	closers.push(server.stop);
	const { client } = server;
	await client.createBenchmark(smallBenchmark('small', QUESTIONS));
	const { id: submission } = await client.createSubmission(
		smallSubmission('small', 'm', QUESTIONS),
	);
	await server.untilJudged(submission);
	const budget = 7_000;
	const plan = { submission, judge: JUDGE, replicate: 1, budget_micro_usd: budget };
	const { id } = await client.createRun(plan);
	const run = await until(
		() => client.run(id),
		({ state }) => state === 'paused',
		30_000,
	);
	expect(run.paused_for).toBe('budget');
	expect(run.progress.scored).toBeGreaterThan(0);
	expect(run.progress.cost_micro_usd).toBeGreaterThan(budget / 3);
	await server.untilAtRest();
	const { progress } = await client.run(id);
	expect(progress.cost_micro_usd).toBeLessThanOrEqual(budget);
});
