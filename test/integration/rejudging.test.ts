import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdRun } from '@codejoust/db/queries/runs/run-control';
import { ensureJudgeVersion } from '@codejoust/db/queries/judges/judges';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { hashDefinition } from '@codejoust/judge/protocol/definition';
import type { Rejudging, RejudgingDetail } from '@codejoust/contract/client';
import { onJudgeReleased } from '../../apps/api/src/use-cases/rejudgings/rejudging-rules.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { decideByPolicy } from '../support/judge-policies.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { startWebhookServer, type WebhookServer } from '../support/webhook-server.ts';

const SECRET = 'the secret of the webhook';
const OLD = 'test-judge@1';
const NEXT = 'next-judge@1';
/** What a reply of the judge server costs at a dollar for a million tokens. */
const GAME = 1200;
const PRICE = { input_micro_usd: 1_000_000, output_micro_usd: 1_000_000 };

let judge: JudgeServer;
let hook: WebhookServer;
let server: CodejoustServer;
let isSlow = false;
let isGone = false;
const GONE = {
	kind: 'status',
	status: 404,
	code: 'model_not_found',
	message: 'The model is gone.',
} as const;

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		reply: ({ model, messages }) =>
			model === 'test-judge'
				? undefined
				: `[[${decideByPolicy('hash', messages.find(({ role }) => role === 'user')?.content ?? '')}]]`,
		fault: (_, { model }) => {
			if (isGone && model === 'gone-judge') return GONE;
			return isSlow && model === 'next-judge' ? { kind: 'drip', overMs: 200 } : undefined;
		},
	});
	hook = await startWebhookServer({ refusals: 1 });
	server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		config: { webhook: { url: hook.url, secret: SECRET } },
	});
	for (const slug of ['small', 'sampled', 'costly', 'ruled'])
		await server.client.createBenchmark(smallBenchmark(slug));
	await release('next-judge');
	await server.client.setPrice(OLD, PRICE);
	await server.client.setPrice(NEXT, PRICE);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await hook.close();
});

/** Releases a judge version as its registry would. */
async function release(model: string, limit = 16_384): Promise<void> {
	const usual = defaultJudge(model);
	const definition = { ...usual, maxTokens: { ...usual.maxTokens, limit } };
	await server.db.transaction(async (tx) => {
		const { id } = await ensureJudgeVersion(tx, {
			slug: model,
			hash: hashDefinition(definition),
			kind: definition.kind,
			model,
			definition,
			isRehearsal: false,
		});
		await onJudgeReleased(tx, id);
	});
}

async function submit(benchmark: string, models: readonly string[]): Promise<readonly string[]> {
	const ids: string[] = [];
	for (const model of models)
		ids.push((await server.client.createSubmission(smallSubmission(benchmark, model))).id);
	await server.untilOnBoard(benchmark, ids);
	return ids;
}

const untilState = (id: string, state: Rejudging['state']) =>
	until(
		() => server.client.rejudging(id),
		(found) => found.state === state,
	);
const asked = (model: string) => judge.requests.filter((request) => request.model === model).length;
const start = async (plan: RejudgingDetail) => {
	await server.client.startRejudging(plan.id, plan.confirmation ?? '');
	return untilPlanned(plan.id);
};
const untilPlanned = (id: string) =>
	until(
		() => server.client.rejudging(id),
		({ progress }) => progress.runs_unplanned === 0,
	);
const readRows = async (benchmark: string, name?: string) => {
	const {
		judge: by,
		snapshot,
		rows,
	} = await server.client.leaderboard(benchmark, name === undefined ? {} : { judge: name });
	return JSON.stringify([by.name, snapshot, rows]);
};
const judgeOf = async (benchmark: string) =>
	(await server.client.leaderboard(benchmark)).judge.name;

describe('a whole board', () => {
	let plan: RejudgingDetail;
	let ids: readonly string[];

	test('is planned without asking anything, by what the old judge’s replies took', async () => {
		ids = await submit('small', ['first', 'second']);
		const before = judge.requests.length;
		plan = await server.client.planRejudging({ benchmark: 'small', judge: NEXT });
		expect(plan).toMatchObject({
			benchmark: 'small@1',
			from: { name: OLD },
			to: { name: NEXT },
			state: 'planned',
			// The upper end of the estimate.
			confirmation: `16:${((17_600 + 6400) / 1e6).toFixed(4)}`,
			estimate: {
				models: 2,
				games: 16,
				games_known: 0,
				games_to_ask: 16,
				prompt_tokens: 16_000,
				completion_tokens: 3200,
				cost_micro_usd: 16 * GAME,
				cost_low_micro_usd: 14_400 + 1600,
				cost_high_micro_usd: 17_600 + 6400,
			},
		});
		expect(judge.requests.length).toBe(before);
		expect((await server.client.submission(ids[0] ?? '')).runs).toHaveLength(1);
	});

	test('is refused when it cannot be planned, with what is wrong', async () => {
		const post = (body: unknown) => ({ method: 'POST', body });
		const path = '/v1/rejudgings';
		const wrong = [
			[{ benchmark: 'small', judge: 'nobody@1' }, 'no such judge'],
			[{ benchmark: 'small', judge: OLD }, 'live board already'],
			[{ benchmark: 'small', judge: NEXT, sample_questions: 4 }, 'has 4 questions'],
			[
				{ benchmark: 'small', judge: NEXT, scope: { kind: 'chosen', models: ['first', 'ghost'] } },
				'ghost',
			],
		] as const;
		for (const [body, words] of wrong) {
			const problem = await expectRefusal(server, 'invalid-input', path, post(body));
			expect(JSON.stringify(problem)).toContain(words);
		}
		await expectRefusal(server, 'not-found', path, post({ benchmark: 'ghost', judge: NEXT }));
		await expectRefusal(server, 'unauthenticated', path, { key: null });
		await expectRefusal(server, 'not-found', `${path}/rej_ghost`);
		for (const action of ['pause', 'resume'])
			await expectRefusal(server, 'conflict', `${path}/${plan.id}/${action}`, { method: 'POST' });
		for (const decision of ['promote', 'discard'])
			await expectRefusal(
				server,
				'conflict',
				`${path}/${plan.id}/${decision}`,
				post({ reason: 'no' }),
			);
	});

	test('begins by the figure of its plan alone', async () => {
		ids = [...ids, ...(await submit('small', ['third']))];
		const path = `/v1/rejudgings/${plan.id}/start`;
		const sent = { method: 'POST', body: { confirmation: plan.confirmation } };
		const problem = await expectRefusal(server, 'conflict', path, sent);
		expect(problem.detail).toContain('24:0.0360');
		const live = await readRows('small');
		plan = await server.client.startRejudging(plan.id, '24:0.0360');
		// What was confirmed is the most that it may cost.
		expect(plan.budget_micro_usd).toBe(36_000);
		expect(plan.progress.runs).toBe(3);
		plan = await untilPlanned(plan.id);
		expect(plan.progress).toMatchObject({ runs: 3, games: 24 });
		expect(await readRows('small')).toBe(live);
	});

	test('takes in what is submitted meanwhile, and leaves the live board alone', async () => {
		const [late = ''] = await submit('small', ['late']);
		// It was not in what was confirmed.
		await server.client.setRejudgingBudget(plan.id, 60_000);
		const done = await until(
			() => server.client.rejudging(plan.id),
			({ state, progress }) => state === 'reported' && progress.runs === 4,
		);
		expect(done.progress).toMatchObject({
			games: 32,
			scored: 32,
			runs_open: 0,
			cost_micro_usd: 32 * GAME,
		});
		const { state, runs } = await server.client.submission(late);
		expect([state, runs.map((run) => run.judge.name)]).toEqual(['published', [OLD, NEXT]]);
		expect(asked('next-judge')).toBe(32);
		const again = { method: 'POST', body: { confirmation: '24:0.0288' } };
		await expectRefusal(server, 'conflict', `/v1/rejudgings/${plan.id}/start`, again);
		expect(await judgeOf('small')).toBe(OLD);
		const board = await server.client.leaderboard('small', { judge: NEXT });
		expect(board.rows.map((row) => row.missing)).toEqual([0, 0, 0, 0]);
	});

	test('has its comparison stored before anybody looks at it', async () => {
		const stored = await until(
			() =>
				server.db.execute<{ from: string; to: string }>(sql`
				select old.slug as "from", new.slug as "to" from judge_comparisons
				join judge_versions old_version on old_version.id = from_judge_version_id
				join judges old on old.id = old_version.judge_id
				join judge_versions new_version on new_version.id = to_judge_version_id
				join judges new on new.id = new_version.judge_id`),
			(rows) => rows.length > 0,
		);
		expect([...stored]).toEqual([{ from: OLD.split('@')[0], to: NEXT.split('@')[0] }]);
	});

	test('tells the inbox, and the webhook until it takes it, signed', async () => {
		const [told] = (
			await until(
				() => server.client.notices(),
				({ items }) => items.length > 0 && items.every((one) => one.delivered_at !== null),
			)
		).items;
		expect(told).toMatchObject({ rejudging: plan.id });
		const [refused, ...taken] = hook.posts;
		const idOf = (one?: (typeof taken)[number]) => one?.headers['codejoust-notice'];
		const post = taken.find((one) => idOf(one) === String(told?.id));
		expect(taken.map(idOf)).toContain(idOf(refused));
		expect(JSON.parse(post?.body ?? '')).toMatchObject({
			kind: 'report-ready',
			rejudging: { id: plan.id, benchmark: 'small@1' },
		});
		const signature = createHmac('sha256', SECRET)
			.update(post?.body ?? '')
			.digest('hex');
		expect(post?.headers['codejoust-signature']).toBe(`sha256=${signature}`);
	});

	test('is a coin, and is held back by what was measured and by what was not', async () => {
		const gates = await server.client.promotionGates();
		await server.client.setPromotionGates({ ...gates, minimum_accuracy: 0.7 });
		const path = `/v1/rejudgings/${plan.id}/promote`;
		const sent = { method: 'POST', body: { reason: 'It is newer' } };
		const problem = await expectRefusal(server, 'conflict', path, sent);
		expect(problem.detail).toContain('no judge check of this judge version is finished');
		const { gate_results: results, live_judge: live } = await server.client.rejudging(plan.id);
		expect(live).toBe(OLD);
		const blocking = results.filter(({ blocks }) => blocks);
		expect(blocking.map(({ gate, state }) => [gate, state])).toEqual([
			['consistency', 'failed'],
			['kappa', 'failed'],
			['accuracy', 'not-measured'],
		]);
		expect(problem.errors?.map(({ name, reason }) => [name, reason])).toEqual(
			blocking.map(({ gate, state, says }) => [
				`gates.${gate}`,
				`${state === 'failed' ? 'Failed' : 'Not measured'}: ${says}`,
			]),
		);
		await server.client.importCheckSet({
			metadata: { slug: 'pairs', name: 'Pairs' },
			pairs: await openAsBlob(new URL('../../sample/labelled-pairs.jsonl', import.meta.url)),
		});
		const { id } = await server.client.startCheck({ set: 'pairs', judge: NEXT });
		const check = await until(
			() => server.client.judgeCheck(id),
			({ results: numbers }) => numbers !== null,
		);
		const measured = (await server.client.rejudging(plan.id)).gate_results.find(
			({ gate }) => gate === 'accuracy',
		);
		const accuracy = check.results?.overall.accuracy?.value ?? Number.NaN;
		const state = accuracy >= 0.7 ? 'passed' : 'failed';
		expect(measured).toMatchObject({ value: accuracy, limit: 0.7, state });
		await server.client.setPromotionGates(gates);
	});

	test('is promoted at once: whoever reads sees one board or the other', async () => {
		const boards = [await readRows('small', OLD), await readRows('small', NEXT)];
		const seen: string[] = [];
		let isDone = false;
		const reader = (async () => {
			while (!isDone) seen.push(await readRows('small'));
			seen.push(await readRows('small'));
		})();
		const order = { reason: 'It is newer', over_gates: true };
		await server.client.promoteRejudging(plan.id, order);
		isDone = true;
		await reader;
		expect(boards).toEqual(expect.arrayContaining(seen));
		expect(seen.at(-1)).toBe(boards[1]);
		expect(await readRows('small', OLD)).toBe(boards[0]);
		expect(await server.client.rejudging(plan.id)).toMatchObject({
			state: 'promoted',
			ended_reason: 'It is newer',
		});
		const { items } = await server.client.changelog({ benchmark: 'small' });
		expect(items.find(({ kind }) => kind === 'judge-promoted')).toMatchObject({
			benchmark: { slug: 'small' },
			judge: { name: NEXT },
			over_gates: [expect.stringMatching(/name one side/), expect.stringMatching(/kappa/)],
			reason: 'It is newer',
		});
		const history = await server.client.history('small', { model: 'first' });
		expect(new Set(history.items.map((item) => item.judge.name))).toEqual(new Set([OLD, NEXT]));
		const [entry] = (await server.client.audit({ action: 'judge.promote' })).items;
		expect(entry).toMatchObject({
			actor: 'operator1',
			subject: 'small@1',
			before: { judge: OLD },
			after: { judge: NEXT },
			detail: {
				reason: 'It is newer',
				rejudging: plan.id,
				over_gates: [expect.stringMatching(/name one side/), expect.stringMatching(/kappa/)],
			},
		});
		expect((await server.client.submission(ids[0] ?? '')).runs[0]?.judge.name).toBe(NEXT);
	});

	test('is taken back by a promotion of the old judge, without a gate', async () => {
		const gates = await server.client.promotionGates();
		await server.client.setPromotionGates({ ...gates, minimum_accuracy: 1 });
		const back = { judge: OLD, reason: 'The new one is worse' };
		expect(await server.client.promoteJudge('small', back)).toEqual({
			benchmark: 'small@1',
			from: NEXT,
			to: OLD,
			reason: back.reason,
			over_gates: [],
		});
		expect(await judgeOf('small')).toBe(OLD);
		await server.client.setPromotionGates(gates);
		const path = '/v1/leaderboards/small/promote';
		await expectRefusal(server, 'conflict', path, { method: 'POST', body: back });
		const unknown = { judge: 'nobody@1', reason: 'no' };
		await expectRefusal(server, 'not-found', path, { method: 'POST', body: unknown });
	});
});

test('a sample is the same whenever it is asked, cannot be promoted, and is part of the whole after it', async () => {
	await submit('sampled', ['first', 'second']);
	const scope = { benchmark: 'sampled', judge: NEXT };
	const sample = await server.client.planRejudging({ ...scope, sample_questions: 2 });
	expect(sample.sampled_questions).toHaveLength(2);
	expect(sample.estimate).toMatchObject({ games: 8, games_to_ask: 8 });
	const begun = await start(sample);
	expect(begun.sampled_questions).toEqual(sample.sampled_questions);
	await untilState(sample.id, 'reported');
	const judged = await server.client.battles({ benchmark: 'sampled', judge: NEXT });
	const drawn = new Set(judged.items.map((battle) => battle.question_id));
	expect([...drawn].toSorted()).toEqual(sample.sampled_questions);
	const board = await server.client.leaderboard('sampled', { judge: NEXT });
	expect(board.rows.map((row) => [row.missing, row.rank])).toEqual([
		[2, null],
		[2, null],
	]);
	// Not even an operator promotes a board of a sample.
	const sent = { method: 'POST', body: { reason: 'quick', over_gates: true } };
	const path = `/v1/rejudgings/${sample.id}/promote`;
	const problem = await expectRefusal(server, 'conflict', path, sent);
	expect(problem.detail).toContain('2 of 2 models are judged on a sample');
	expect((await server.client.endRejudging(sample.id, 'discard', 'It was a look')).state).toBe(
		'discarded',
	);

	const before = asked('next-judge');
	const whole = await server.client.planRejudging(scope);
	expect(whole.estimate).toMatchObject({ games: 16, games_known: 8, games_to_ask: 8 });
	await start(whole);
	const done = await untilState(whole.id, 'reported');
	expect(asked('next-judge') - before).toBe(8);
	expect(done.progress).toMatchObject({ games: 16, scored: 16, cost_micro_usd: 8 * GAME });
	const fixed = done.gate_results.filter(({ is_overridable: isOverridable }) => !isOverridable);
	expect(fixed.map(({ gate, state }) => [gate, state])).toEqual([
		['board', 'passed'],
		['questions', 'passed'],
	]);
});

test('all runs share one budget: they pause together, say so, and go on when it is raised', async () => {
	await submit('costly', ['first', 'second', 'third']);
	const limit = 9 * GAME;
	const plan = await server.client.planRejudging({
		benchmark: 'costly',
		judge: NEXT,
		budget_micro_usd: limit,
	});
	await start(plan);
	const paused = await untilState(plan.id, 'paused');
	expect(paused.paused_reason).toContain('re-judging’s budget');
	expect(paused.progress.cost_micro_usd).toBeLessThanOrEqual(limit);
	expect(paused.progress.open).toBeGreaterThan(0);
	await until(
		() => server.client.notices(),
		({ items }) => items.some((one) => one.kind === 'paused' && one.rejudging === plan.id),
	);
	await server.client.setRejudgingBudget(plan.id, 100 * GAME);
	const done = await untilState(plan.id, 'reported');
	expect(done.progress).toMatchObject({ scored: 24, cost_micro_usd: 24 * GAME });
});

test('a run that reaches the budget goes on when it is raised, though the re-judging has not paused yet', async () => {
	const [earlier] = (await server.client.rejudgings({ benchmark: 'costly' })).items;
	await server.client.endRejudging(earlier?.id ?? '', 'discard', 'It is judged once more');
	isSlow = true;
	const scope = { kind: 'chosen' as const, models: ['first', 'second'] };
	const plan = await server.client.planRejudging({
		benchmark: 'costly',
		judge: NEXT,
		scope,
		replicates: 3,
	});
	await start(plan);
	const { items } = await server.client.runs({ state: 'unfinished' });
	const [run, ...others] = items.filter(({ benchmark }) => benchmark === 'costly@1');
	expect(others.length).toBeGreaterThan(0);
	const reason = 'the budget of $0.000001 is reached';
	const hold = { runId: run?.id ?? '', held: 'paused', cause: 'budget', reason } as const;
	expect(await holdRun(server.db, hold)).toBe(true);
	await server.client.setRejudgingBudget(plan.id, 1000 * GAME);
	// What a worker read before the limit was raised holds nothing any more.
	const readAt = new Date(Date.now() - 60_000);
	expect(await holdRun(server.db, { ...hold, askedAt: readAt })).toBe(false);
	isSlow = false;
	await untilState(plan.id, 'reported');
});

test('a rule plans a re-judging when a judge version is released, once', async () => {
	await submit('ruled', ['first']);
	const none = { judge: 'ruled-judge', benchmarks: ['ghost'], starts: true };
	const sent = { method: 'POST', body: none };
	const problem = await expectRefusal(server, 'invalid-input', '/v1/rejudging-rules', sent);
	expect(problem.errors?.map(({ name }) => name)).toEqual(['budget_micro_usd', 'benchmarks.0']);
	const rule = await server.client.createRejudgingRule({
		judge: 'ruled-judge',
		benchmarks: ['ruled'],
		budget_micro_usd: 1_000_000,
		starts: true,
	});
	await release('ruled-judge');
	await release('ruled-judge');
	const { items } = await server.client.rejudgings({ benchmark: 'ruled' });
	expect(items).toMatchObject([{ to: { name: 'ruled-judge@1' }, rule_id: rule.id }]);
	await untilState(items[0]?.id ?? '', 'reported');
	await server.client.removeRejudgingRule(rule.id);
	await release('ruled-judge', 1000);
	expect((await server.client.rejudgings({ benchmark: 'ruled' })).items).toHaveLength(1);
	expect((await server.client.rejudgingRules()).items).toEqual([]);
});

test('it pauses, goes on and is cancelled as a whole, and what was judged is kept', async () => {
	isSlow = true;
	const scope = { kind: 'chosen' as const, models: ['first'] };
	const plan = await server.client.planRejudging({
		benchmark: 'ruled',
		judge: NEXT,
		scope,
		replicates: 2,
	});
	expect(plan.estimate).toMatchObject({ games: 16, games_to_ask: 16 });
	await start(plan);
	expect((await server.client.controlRejudging(plan.id, 'pause')).state).toBe('paused');
	expect((await server.client.controlRejudging(plan.id, 'resume')).state).toBe('running');
	const cancelled = await server.client.endRejudging(plan.id, 'cancel', 'Wrong judge');
	expect(cancelled).toMatchObject({ state: 'cancelled', ended_reason: 'Wrong judge' });
	isSlow = false;
	const again = await server.client.planRejudging({ benchmark: 'ruled', judge: NEXT, scope });
	// Games of the cancelled one that were in flight come back meanwhile, and need not be asked.
	await until(
		() =>
			server.client
				.rejudging(again.id)
				.then(start)
				.then(Boolean, () => false),
		(isStarted) => isStarted,
	);
	const done = await untilState(again.id, 'reported');
	expect(done.progress).toMatchObject({ runs: 1, scored: 8 });
});

test('one whose judge is held says what it waits for, and goes on when the hold is lifted', async () => {
	isGone = true;
	await release('gone-judge');
	const scope = { kind: 'chosen' as const, models: ['first'] };
	const judge = 'gone-judge@1';
	await server.client.setPrice(judge, PRICE);
	const plan = await server.client.planRejudging({ benchmark: 'ruled', judge, scope });
	await start(plan);
	const waiting = await until(
		() => server.client.rejudging(plan.id),
		({ waits_for: waitsFor }) => waitsFor !== null,
	);
	expect(waiting).toMatchObject({ state: 'running', paused_reason: null });
	expect(waiting.waits_for).toBe(
		'held: the endpoint default has no model gone-judge any more, which gone-judge@1 asks: The model is gone; an operator resumes it',
	);
	isGone = false;
	await server.client.liftHolds('model-gone');
	expect(await untilState(plan.id, 'reported')).toMatchObject({ waits_for: null });
});
