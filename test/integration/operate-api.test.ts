import { repliesCsv } from '@codejoust/contract/replies-csv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertApiKey } from '@codejoust/db/queries/keys/api-keys';
import type { Submission, SubmissionBrief } from '@codejoust/contract/client';
import { hashSecret } from '../../apps/api/src/api-key.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { runCli } from '../support/run-cli.ts';

const SUBMIT_KEY = 'cj_submitter_abcdefghijklmnopqrstuvwx';
const REFUSED = /Question [12] of /;

let judge: JudgeServer;
let server: CodejoustServer;
let isBroken = true;
const ids: string[] = [];

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		fault: (_index, { messages }) =>
			isBroken && REFUSED.test(JSON.stringify(messages))
				? { kind: 'status', status: 400, message: 'not today' }
				: undefined,
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await insertApiKey(server.db, {
		id: 'submitter',
		secretHash: hashSecret('abcdefghijklmnopqrstuvwx'),
		label: 'submits only',
		scopes: ['submit'],
	});
	await server.client.createBenchmark(smallBenchmark('small'));
	await server.client.createBenchmark(smallBenchmark('other'));
	for (const model of ['first', 'second', 'third']) {
		const { id } = await server.client.createSubmission(smallSubmission('small', model));
		ids.push(id);
	}
	for (const id of ids) await server.untilJudged(id);
	await server.untilOnBoard('small', ids);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

describe('asking all of a board again', () => {
	const path = '/v1/leaderboards/small/retry';
	const post = { method: 'POST' };

	test('takes an operator', async () => {
		await expectRefusal(server, 'unauthenticated', path, { ...post, key: null });
		const problem = await expectRefusal(server, 'forbidden', path, { ...post, key: SUBMIT_KEY });
		expect(problem.detail).toContain('"operate"');
	});

	test('needs a board', async () => {
		for (const wrong of ['nobody', 'small@9', 'other'])
			await expectRefusal(server, 'not-found', `/v1/leaderboards/${wrong}/retry`, post);
		const problem = await expectRefusal(server, 'not-found', `${path}?judge=nobody@1`, post);
		expect(problem.detail).toContain('test-judge@1');
		await expectRefusal(server, 'invalid-input', `${path}?judge=a%00b`, post);
		await expectRefusal(server, 'invalid-input', '/v1/leaderboards/No%20Name/retry', post);
	});

	test('opens every unscored battle, is written down, and ends with all scored', async () => {
		const [before] = (await server.client.leaderboards()).items;
		expect(before).toMatchObject({
			benchmark: 'small@1',
			is_live: true,
			runs: 3,
			unscored_runs: 3,
			unscored_games: 12,
		});
		isBroken = false;
		const asked = judge.requests.length;
		const retried = await server.client.retryBoard('small', { judge: before?.judge.name ?? '' });
		expect(retried).toMatchObject({ benchmark: 'small@1', battles_reopened: 6 });
		expect(retried.runs.map((run) => run.battles_reopened)).toEqual([2, 2, 2]);
		for (const id of ids) {
			const [run] = (await server.untilJudged(id)).runs;
			expect(run?.progress).toMatchObject({ games: 8, scored: 8, unscored: 0 });
		}
		expect(judge.requests.length - asked).toBe(12);
		expect((await server.client.leaderboards()).items[0]).toMatchObject({
			runs: 3,
			unscored_runs: 0,
			unscored_games: 0,
		});
		const rows = await server.db.execute<{ actor: string; subject: string; detail: unknown }>(
			"select actor, subject, detail from audit_log where action = 'board.retry'",
		);
		expect([...rows]).toEqual([
			{
				actor: 'operator1',
				subject: `small@1 ${retried.judge}`,
				detail: { runs: retried.runs, battles_reopened: 6 },
			},
		]);
	});

	test('is refused when nothing is unscored', async () => {
		const problem = await expectRefusal(server, 'conflict', path, post);
		expect(problem.detail).toContain('no unscored battle');
	});
});

describe('the list of submissions', () => {
	const names = (items: readonly SubmissionBrief[]) => items.map(({ model }) => model.slug);

	test('is newest first, baselines among them, and filtered by benchmark and model', async () => {
		const all = await server.client.submissions();
		expect(names(all.items).slice(0, 3)).toEqual(['third', 'second', 'first']);
		expect(all.items.filter((item) => item.is_baseline).length).toBeGreaterThanOrEqual(2);
		const small = await server.client.submissions({ benchmark: 'small', model: 'second' });
		expect(small.items).toMatchObject([{ id: ids[1], benchmark: 'small@1', is_baseline: false }]);
		expect((await server.client.submissions({ benchmark: 'other' })).items).toHaveLength(1);
	});

	test('leads from page to page without a gap, also where many came in one millisecond', async () => {
		await server.db.execute(
			"update submissions set created_at = date_trunc('second', created_at) + interval '1 microsecond' * (random() * 900)::int",
		);
		const all = (await server.client.submissions()).items.map(({ id }) => id);
		const seen: string[] = [];
		let cursor: string | null | undefined;
		do {
			const page = await server.client.submissions({ limit: 1, ...(cursor ? { cursor } : {}) });
			seen.push(...page.items.map(({ id }) => id));
			cursor = page.next_cursor;
		} while (cursor);
		expect(seen).toEqual(all);
		expect(new Set(seen).size).toBe(all.length);
	});
});

describe('the list of workers', () => {
	test('is for operators, and for no cache', async () => {
		await expectRefusal(server, 'unauthenticated', '/v1/workers', { key: null });
		await expectRefusal(server, 'forbidden', '/v1/workers', { key: SUBMIT_KEY });
		const answered = await send(server, '/v1/workers');
		expect(answered.headers.get('cache-control')).toBe('no-store');
	});

	test('names each live worker at each of its endpoints, and the queue', async () => {
		// Signs of life are given once a second.
		const { items, queue } = await until(
			() => server.client.workers(),
			(list) => list.items.every(({ games }) => games === 0),
		);
		expect(new Set(items.map(({ id }) => id)).size).toBe(1);
		for (const item of items) {
			expect(item.outage).toBeNull();
			expect(Date.now() - Date.parse(item.seen_at)).toBeLessThan(60_000);
		}
		expect(queue).toEqual({ chunks: 0, oldest_seconds: 0 });
	});
});

describe('a budget', () => {
	const put = (body: unknown) => ({ method: 'PUT', body });

	test('of the service holds every run, and raised lets it go on', async () => {
		const judgeName = 'test-judge@1';
		await server.client.setPrice(judgeName, { input_micro_usd: 1e9, output_micro_usd: 1e9 });
		const none = await server.client.serviceBudget();
		expect(none.budget_micro_usd).toBeNull();
		await server.client.setServiceBudget(none.spent_micro_usd);
		await server.client.createBenchmark(smallBenchmark('dear'));
		const { id } = await server.client.createSubmission(smallSubmission('dear', 'dear-model'));
		const isPaused = ({ runs }: Submission) => runs[0]?.state === 'paused';
		const held = await server.untilJudged(id, { isReached: isPaused });
		const runId = held.runs[0]?.id ?? '';
		expect(held.runs[0]?.waits_for).toMatch(/^the service’s budget of \$[\d.]+ is reached$/);
		await server.client.setServiceBudget(null);
		const limited = await server.client.setRunBudget(runId, 1);
		expect(limited.budget_micro_usd).toBe(1);
		await server.client.controlRun(runId, 'resume');
		const again = await server.untilJudged(id, {
			isReached: ({ runs }) =>
				runs[0]?.state === 'paused' && runs[0].waits_for.startsWith('the budget'),
		});
		expect(again.runs[0]?.waits_for).toBe('the budget of $0.000001 is reached');
		await server.client.setRunBudget(runId, 1e12);
		await server.client.controlRun(runId, 'resume');
		const judged = await server.untilJudged(id);
		expect(judged.runs[0]?.progress.cost_micro_usd).toBeGreaterThan(1);
		expect((await server.client.serviceBudget()).spent_micro_usd).toBeGreaterThan(
			none.spent_micro_usd,
		);
	});

	test('and the spend by day count the same: each list adds up to all that was spent', async () => {
		const { spent_micro_usd: spent } = await server.client.serviceBudget();
		// A test at midnight spends on two days.
		const found = await server.client.spend({ days: 2 });
		expect(spent).toBeGreaterThan(0);
		expect([found.cost_micro_usd, found.spent_micro_usd]).toEqual([spent, spent]);
		for (const parts of [found.by_judge, found.by_organisation, found.by_benchmark]) {
			const days = parts.flatMap((part) => part.days.map((day) => day.cost_micro_usd));
			expect(days.reduce((sum, cost) => sum + cost, 0)).toBe(spent);
		}
		expect(found.by_judge.map(({ name }) => name)).toEqual(['test-judge@1']);
		expect(found.by_benchmark.map(({ name }) => name)).toContain('dear@1');
		for (const days of ['0', '367', '1.5', 'many'])
			await expectRefusal(server, 'invalid-input', `/v1/spend?days=${days}`);
		await expectRefusal(server, 'unauthenticated', '/v1/spend', { key: null });
		const { items } = await server.client.runs({ q: 'DEAR test-judge', state: 'done' });
		const [run] = items;
		if (!run) throw new Error('the run of the dear benchmark is found by its words');
		const first = await server.client.runReplies(run.id, { limit: 1 });
		const rest = await server.client.runReplies(run.id, { cursor: first.next_cursor ?? '' });
		const replies = [...first.items, ...rest.items];
		expect(rest.next_cursor).toBeNull();
		expect(replies.reduce((sum, { cost_micro_usd: cost }) => sum + (cost ?? 0), 0)).toBe(
			run.progress.cost_micro_usd,
		);
		const csv = repliesCsv(replies).split('\r\n');
		expect([csv.length, csv[1]?.split(',').slice(0, 3)]).toEqual([
			replies.length + 1,
			['codejoust-replies@1', first.items[0]?.received_at, first.items[0]?.question_id],
		]);
		const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
		const [said, line] = await Promise.all([
			runCli(['spend', '--by', 'benchmark', '--days', '2'], { env }),
			runCli(['spend', '--run', run.id, '--csv'], { env }),
		]);
		expect(said.stdout).toMatch(/^\$[\d.,]+ from \S+ to \S+; [^]*dear@1 +1 +\$/);
		expect(line.stdout).toBe(`${repliesCsv(replies)}\n`);
		const ledger = `/v1/runs/${run.id}/replies`;
		await expectRefusal(server, 'forbidden', ledger, { key: SUBMIT_KEY });
		await expectRefusal(server, 'invalid-input', `${ledger}?cursor=x`);
		expect((await server.client.runs({ q: 'dear nobody' })).items).toEqual([]);
		expect((await server.client.runs({ q: 'dear', state: 'queued' })).items).toEqual([]);
		await expectRefusal(server, 'forbidden', '/v1/spend', { key: SUBMIT_KEY });
	});

	test('is an operator’s, a whole number or none, and of a run that still spends', async () => {
		const [ended = ''] = ids;
		const { runs } = await server.client.submission(ended);
		const path = `/v1/runs/${runs[0]?.id}/budget`;
		await expectRefusal(server, 'conflict', path, put({ budget_micro_usd: 5 }));
		await expectRefusal(server, 'not-found', '/v1/runs/none/budget', put({ budget_micro_usd: 5 }));
		for (const wrong of [-1, 1.5, '5', undefined])
			await expectRefusal(server, 'invalid-input', '/v1/budget', put({ budget_micro_usd: wrong }));
		await expectRefusal(server, 'unauthenticated', '/v1/budget', { key: null });
		await expectRefusal(server, 'forbidden', '/v1/budget', { key: SUBMIT_KEY });
	});
});
