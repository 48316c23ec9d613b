import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HOLD_CAUSES } from '@codejoust/judge/definition/hold-causes';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { startJudgeServer } from '../support/judge-server.ts';
import { smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';
import { until } from '../support/until.ts';

const REPOSITORY = new URL('../../', import.meta.url);

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function startJudged(
	options: Parameters<typeof startJudgeServer>[0],
	price = { inputMicroUsd: 1_000_000, outputMicroUsd: 2_000_000 },
) {
	const judge = await startJudgeServer(options);
	closers.push(judge.close);
	const server = await startCodejoust({
		judgeBaseUrl: judge.baseUrl,
		judge: { prices: [{ model: '*', ...price, asOf: '2026-01-01' }] },
	});
	closers.push(server.stop);
	return { judge, server };
}

async function judge(server: CodejoustServer): Promise<void> {
	await server.client.createBenchmark(smallBenchmark('small', 10));
	const { id } = await server.client.createSubmission(smallSubmission('small', 'm', 10));
	await server.untilJudged(id);
	await server.untilAtRest();
}

type Sample = { readonly name: string; readonly labels: string; readonly value: number };

/** What a scrape reads; figures of the database may be some seconds old. */
async function scrape({ address }: CodejoustServer): Promise<readonly Sample[]> {
	const text = await (await fetch(`${address}/metrics`)).text();
	return [...text.matchAll(/^([a-z_]+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name, labels, value]) => ({
		name: name ?? '',
		labels: labels ?? '',
		value: Number(value),
	}));
}

/** The value of the one sample with this name and these labels. */
function valueOf(samples: readonly Sample[], name: string, ...labels: readonly string[]) {
	const found = samples.filter(
		(sample) => sample.name === name && labels.every((label) => sample.labels.includes(label)),
	);
	return found.length === 1 ? found[0]?.value : found;
}

test('counters count calls, attempts, tokens and cost once each, and repeated calls apart from attempts', async () => {
	// The first call to each of two games fails and is repeated; one game brings no verdict at either try.
	const { judge: asked, server } = await startJudged({
		fault: (index) =>
			index === 3 || index === 4
				? { kind: 'status', status: 500 }
				: index === 6
					? { kind: 'malformed', as: 'refusal' }
					: undefined,
	});
	await judge(server);
	const samples = await scrape(server);
	const at = 'endpoint="default"';
	expect(asked.requests).toHaveLength(22);
	expect(valueOf(samples, 'codejoust_judge_calls_total', at, 'result="reply"')).toBe(20);
	expect(valueOf(samples, 'codejoust_judge_calls_total', at, 'result="server"')).toBe(2);
	expect(valueOf(samples, 'codejoust_judge_call_seconds_count', at)).toBe(20);
	expect(valueOf(samples, 'codejoust_judge_attempts_total', at, 'outcome="scored"')).toBe(19);
	expect(valueOf(samples, 'codejoust_judge_attempts_total', at, 'outcome="refused"')).toBe(1);
	const [run] = (await server.client.runs()).items;
	const tokens = (direction: string) =>
		valueOf(samples, 'codejoust_judge_tokens_total', `direction="${direction}"`);
	expect([tokens('prompt'), tokens('completion')]).toEqual([
		run?.progress.prompt_tokens,
		run?.progress.completion_tokens,
	]);
	expect(valueOf(samples, 'codejoust_judge_cost_usd_total')).toBeCloseTo(
		(run?.progress.cost_micro_usd ?? 0) / 1e6,
		9,
	);
});

test('the installation is measured: runs, games without a verdict, endpoints, boards, and a budget where there is one', async () => {
	const { server } = await startJudged({
		fault: (index) => (index < 4 ? { kind: 'malformed', as: 'refusal' } : undefined),
	});
	await judge(server);
	await server.client.setServiceBudget(1_000_000);
	const samples = await scrape(server);
	const value = (name: string, ...labels: readonly string[]) => valueOf(samples, name, ...labels);
	expect(value('codejoust_service_readable')).toBe(1);
	expect(value('codejoust_runs', 'state="done"')).toBe(1);
	expect(value('codejoust_runs', 'state="paused"')).toBe(0);
	expect(value('codejoust_runs_oldest_seconds', 'state="queued"')).toBe(0);
	expect(value('codejoust_games_unscored', 'reason="refused"')).toBe(4);
	expect(value('codejoust_endpoint_outage', 'endpoint="default"')).toBe(0);
	expect(value('codejoust_endpoint_workers', 'endpoint="default"')).toBe(1);
	expect(value('codejoust_endpoint_in_flight_limit', 'endpoint="default"')).toBe(32);
	expect(value('codejoust_boards')).toBe(1);
	expect(value('codejoust_boards_stale')).toBe(0);
	expect(value('codejoust_board_lag_seconds')).toBe(0);
	const spent = value('codejoust_spent_usd');
	expect(spent).toBeGreaterThan(0);
	expect(value('codejoust_budget_usd')).toBe(1);
	expect(value('codejoust_budget_left_usd')).toBeCloseTo(1 - Number(spent), 9);
	expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
	expect(value('codejoust_build_info')).toBe(1);
	expect(value('codejoust_event_loop_delay_seconds', 'quantile="0.99"')).toBeGreaterThanOrEqual(0);
	expect(samples.filter(({ name }) => name === 'codejoust_endpoint_in_flight')).toHaveLength(2);
});

test('a paused run and an endpoint that fails are seen within seconds', async () => {
	const { server } = await startJudged({
		fault: () => ({ kind: 'status', status: 401, message: 'Incorrect API key provided' }),
	});
	await server.client.createBenchmark(smallBenchmark('small', 4));
	const { id } = await server.client.createSubmission(smallSubmission('small', 'm', 4));
	await server.untilJudged(id, { isReached: ({ runs }) => runs[0]?.state === 'paused' });
	const samples = await until(
		() => scrape(server),
		(all) => valueOf(all, 'codejoust_runs', 'state="paused"') === 1,
		30_000,
	);
	expect(valueOf(samples, 'codejoust_judge_calls_total', 'result="auth"')).toBeGreaterThan(0);
});

test('a hold is measured by its endpoint, judge and cause, and is 0 again when it is lifted', async () => {
	let isGone = true;
	const { server } = await startJudged({
		fault: () =>
			isGone
				? { kind: 'status', status: 404, code: 'model_not_found', message: 'No such model.' }
				: undefined,
	});
	const holdsAt = async (labels: readonly string[], count: number) =>
		until(
			async () => (await scrape(server)).filter(({ name }) => name === 'codejoust_holds'),
			(all) => valueOf(all, 'codejoust_holds', 'endpoint="default"', ...labels) === count,
			30_000,
		);
	const gone = 'cause="model-gone"';
	const before = await holdsAt(['judge=""', gone], 0);
	expect(before).toHaveLength(2 * HOLD_CAUSES.length);
	await server.client.createBenchmark(smallBenchmark('small', 4));
	const { id } = await server.client.createSubmission(smallSubmission('small', 'm', 4));
	const during = await holdsAt(['judge="test-judge"', gone], 1);
	expect(during.filter(({ value }) => value > 0)).toHaveLength(1);
	isGone = false;
	await server.client.liftHolds('model-gone');
	await server.untilJudged(id);
	const after = await until(
		() => scrape(server),
		(all) => all.every(({ name, value }) => name !== 'codejoust_holds' || value === 0),
		30_000,
	);
	expect(after.filter(({ name }) => name === 'codejoust_holds')).toHaveLength(
		2 * HOLD_CAUSES.length,
	);
});

const PROMTOOL = spawnSync('promtool', ['--version']);

test('promtool accepts the alert rules', ({ skip }) => {
	skip(PROMTOOL.status !== 0, 'promtool is not installed');
	const rules = fileURLToPath(new URL('ops/prometheus/alerts.yml', REPOSITORY));
	const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', rules], {
		encoding: 'utf8',
	});
	expect([status, stderr, stdout]).toEqual([0, '', expect.stringMatching(/SUCCESS: \d+ rules/)]);
});

/** Metrics with what they are labelled with, as rules and dashboards name them: `name{label="…"}` and `by (label)`. */
function readNames(expression: string): ReadonlySet<string> {
	return new Set(expression.match(/\b(?:codejoust|process|nodejs)_[a-z_]+/g));
}

test('every metric that the dashboard and the alert rules name is in a scrape of a running server', async () => {
	const { server } = await startJudged({
		headers: { 'x-ratelimit-limit-requests': '5000' },
		fault: (index) => (index === 0 ? { kind: 'malformed', as: 'refusal' } : undefined),
	});
	await judge(server);
	await server.client.setServiceBudget(1_000_000);
	const samples = await until(
		() => scrape(server),
		(all) => Number(valueOf(all, 'codejoust_endpoint_allowed_per_minute')) > 1000,
		30_000,
	);
	const dashboard: {
		readonly panels: readonly {
			readonly id: number;
			readonly title: string;
			readonly targets?: readonly { readonly expr: string }[];
		}[];
	} = JSON.parse(read('ops/grafana/codejoust.json'));
	const rules: {
		readonly groups: readonly {
			readonly rules: readonly {
				readonly alert: string;
				readonly expr: string;
				readonly labels: { readonly severity: string };
				readonly annotations: { readonly summary: string; readonly description: string };
			}[];
		}[];
	} = parse(read('ops/prometheus/alerts.yml'));
	const alerts = rules.groups.flatMap((group) => group.rules);
	expect(alerts.length).toBeGreaterThan(10);
	for (const { labels, annotations } of alerts) {
		expect(['info', 'warning', 'critical']).toContain(labels.severity);
		expect([annotations.summary, annotations.description].map((text) => text.length > 10)).toEqual([
			true,
			true,
		]);
	}
	const ids = dashboard.panels.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	const expressions = [
		...alerts.map(({ expr }) => expr),
		...dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
	];
	const named = new Set(expressions.flatMap((expression) => [...readNames(expression)]));
	const known = new Set(samples.map(({ name }) => name));
	expect([...named].filter((name) => !known.has(name))).toEqual([]);
	expect(named.size).toBeGreaterThan(20);
	// And the other way round: what is exposed is of use to somebody.
	const shown = [...known].filter((name) => name.startsWith('codejoust_'));
	const unused = shown.filter((name) => !named.has(name) && !/_(sum|count|bucket)$/.test(name));
	expect(unused).toEqual(['codejoust_boards']);
	expectKnownLabels(samples);
});

/** Every label by which they choose or group is one of a metric. */
function expectKnownLabels(samples: readonly Sample[]): void {
	const labels = new Set(
		samples.flatMap((one) => [...one.labels.matchAll(/([a-z_]+)="/g)].map((match) => match[1])),
	);
	const used = [read('ops/grafana/codejoust.json'), read('ops/prometheus/alerts.yml')]
		.flatMap((file) => [
			...[...file.matchAll(/[{,] ?([a-z_]+)=~?\\?"/g)].map((match) => match[1]),
			...[...file.matchAll(/\b(?:by|on) \(([a-z_, ]+)\)/g)].flatMap((match) =>
				match[1]?.split(',').map((name) => name.trim()),
			),
		])
		// Those of the scrape itself, and of what a histogram's buckets are.
		.filter((name) => name !== 'instance' && name !== 'job');
	expect(used.length).toBeGreaterThan(20);
	expect(used.filter((name) => name !== undefined && !labels.has(name))).toEqual([]);
}

function read(path: string): string {
	return readFileSync(new URL(path, REPOSITORY), 'utf8');
}
