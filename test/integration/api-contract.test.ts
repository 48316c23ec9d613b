import { runThroughput } from '@codejoust/contract/schemas/run-throughput';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pageOf } from '../../apps/api/src/routes/page-of.ts';
import { battle } from '../../packages/contract/src/schemas/battle.ts';
import {
	battleChanges,
	battleCounts,
	battlePage,
	battlePrompts,
} from '../../packages/contract/src/schemas/battle-list.ts';
import {
	benchmark,
	benchmarkBrief,
	question,
} from '../../packages/contract/src/schemas/benchmark.ts';
import { versionChanges } from '../../packages/contract/src/schemas/benchmark-change.ts';
import { boardExport } from '../../packages/contract/src/schemas/export.ts';
import { modelHistory, winFractions } from '../../packages/contract/src/schemas/board-chart.ts';
import { change } from '../../packages/contract/src/schemas/changelog.ts';
import { comparison } from '../../packages/contract/src/schemas/comparison.ts';
import { judgeCheck } from '../../packages/contract/src/schemas/judge-check.ts';
import { checkSet, checkSetDetail } from '../../packages/contract/src/schemas/judge-check-set.ts';
import { judgeChanges } from '../../packages/contract/src/schemas/judge-registry.ts';
import { judgeVersion } from '../../packages/contract/src/schemas/judge.ts';
import {
	judgeComparison,
	judgeFlip,
} from '../../packages/contract/src/schemas/judge-comparison.ts';
import { benchmarkProfile } from '../../packages/contract/src/schemas/benchmark-profile.ts';
import { criteriaBoard } from '../../packages/contract/src/schemas/criteria.ts';
import { leaderboard, matrix } from '../../packages/contract/src/schemas/leaderboard.ts';
import { modelDetail } from '../../packages/contract/src/schemas/model-page.ts';
import { model } from '../../packages/contract/src/schemas/model.ts';
import { PROBLEM_CODES } from '../../packages/contract/src/schemas/problem.ts';
import { boardCoverage } from '../../packages/contract/src/schemas/operation.ts';
import { submissionEstimate } from '../../packages/contract/src/schemas/submission-check.ts';
import { submissionPlace } from '@codejoust/contract/schemas/submission-place';
import { submissionResult } from '../../packages/contract/src/schemas/submission-result.ts';
import { boardOverview } from '../../packages/contract/src/schemas/overview.ts';
import {
	run,
	submission,
	submissionBrief,
} from '../../packages/contract/src/schemas/submission.ts';
import { serverVersion } from '../../packages/contract/src/schemas/version.ts';
import {
	publishedBoard,
	publishedSet,
} from '../../packages/contract/src/schemas/published-results.ts';
import { snapshot, snapshotBrief } from '../../packages/contract/src/schemas/snapshot.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { readProblem } from '../support/expect-refusal.ts';
import { registerJudge } from '../support/register-judge.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

/** What each GET of the OpenAPI document answers with. */
const ANSWERS: Readonly<Record<string, z.ZodType>> = {
	'/healthz': z.strictObject({ status: z.literal('ok') }),
	'/readyz': z.strictObject({ status: z.literal('ready') }),
	'/v1/benchmarks': pageOf(benchmarkBrief, 'BenchmarkPage'),
	'/v1/benchmarks/{benchmark}': benchmark,
	'/v1/benchmarks/{benchmark}/questions': pageOf(question, 'QuestionPage'),
	'/v1/benchmarks/{benchmark}/questions/{question_id}': question,
	'/v1/benchmarks/{benchmark}/estimate': submissionEstimate,
	'/v1/benchmarks/{benchmark}/changes': versionChanges,
	'/v1/benchmarks/{benchmark}/profile': benchmarkProfile,
	'/v1/models': pageOf(model, 'ModelPage'),
	'/v1/models/{model}': modelDetail,
	'/v1/submissions': pageOf(submissionBrief, 'SubmissionPage'),
	'/v1/submissions/{id}': submission,
	'/v1/submissions/{id}/result': submissionResult,
	'/v1/submissions/{id}/place': submissionPlace,
	'/v1/submissions/{id}/comparison': comparison,
	'/v1/runs': pageOf(run, 'RunPage'),
	'/v1/runs/{id}': run,
	'/v1/runs/{id}/throughput': runThroughput,
	'/v1/battles': battlePage,
	'/v1/battle-counts': battleCounts,
	'/v1/battle-changes': battleChanges,
	'/v1/battles/{id}': battle,
	'/v1/battles/{id}/prompts': battlePrompts,
	'/v1/leaderboards': z.strictObject({ items: z.array(boardCoverage) }),
	'/v1/leaderboards/{benchmark}': leaderboard,
	'/v1/leaderboards/{benchmark}/matrix': matrix,
	'/v1/leaderboards/{benchmark}/criteria': criteriaBoard,
	'/v1/leaderboards/{benchmark}/published-results': publishedBoard,
	'/v1/benchmarks/{benchmark}/published-results': z.strictObject({ items: z.array(publishedSet) }),
	'/v1/leaderboards/{benchmark}/compare': comparison,
	'/v1/leaderboards/{benchmark}/export.json': boardExport,
	'/v1/leaderboards/{benchmark}/judges/compare': judgeComparison,
	'/v1/leaderboards/{benchmark}/judges/flips': pageOf(judgeFlip, 'JudgeFlipPage'),
	'/v1/leaderboards/{benchmark}/win-fractions': winFractions,
	'/v1/leaderboards/{benchmark}/history': modelHistory,
	'/v1/leaderboards/{benchmark}/snapshots': pageOf(snapshotBrief, 'SnapshotPage'),
	'/v1/snapshots/{id}': snapshot,
	'/v1/snapshots/{id}/leaderboard': leaderboard,
	'/v1/snapshots/{id}/matrix': matrix,
	'/v1/changelog': pageOf(change, 'ChangePage'),
	'/v1/version': serverVersion,
	'/v1/overview': z.strictObject({ items: z.array(boardOverview) }),
	'/v1/judges': pageOf(judgeVersion, 'JudgePage'),
	'/v1/judges/{judge}': judgeVersion,
	'/v1/judges/{judge}/checks': pageOf(judgeCheck, 'JudgeCheckPage'),
	'/v1/judge-checks/sets': pageOf(checkSet, 'JudgeCheckSetPage'),
	'/v1/judge-checks/sets/{set}': checkSetDetail,
	'/v1/judge-checks': pageOf(judgeCheck, 'JudgeCheckPage'),
	'/v1/judge-checks/{id}': judgeCheck,
	'/v1/judges/{judge}/changes': judgeChanges,
};
/** Not JSON: streams, files and a text for a scraper; and what only operators read. */
const OTHERS = new Set([
	// Of a jury's board: jury.test.ts; of a cascade's: cascade.test.ts; of a mapping of task types: codearena-import.test.ts.
	'/v1/leaderboards/{benchmark}/jury',
	'/v1/leaderboards/{benchmark}/cascade',
	'/v1/benchmarks/{benchmark}/task-types',
	'/v1/runs/{id}/events',
	'/v1/events',
	'/metrics',
	'/v1/leaderboards/{benchmark}/export.tex',
	'/v1/workers',
	'/v1/endpoints',
	'/v1/first-hours/{id}',
	'/v1/holds',
	'/v1/keys',
	'/v1/keys/me',
	'/v1/keys/{id}',
	'/v1/sessions',
	'/v1/sessions/{id}',
	// Of people: sign-in.test.ts.
	'/v1/people',
	'/v1/people/{id}',
	'/v1/own-keys',
	'/v1/sign-ins/provider-sign-out',
	'/v1/organisations',
	'/v1/organisations/{organisation}',
	'/v1/audit',
	'/v1/submissions/{id}/links',
	'/v1/budget',
	'/v1/spend',
	'/v1/runs/{id}/replies',
	'/v1/rejudgings',
	'/v1/rejudgings/{id}',
	'/v1/rejudging-rules',
	'/v1/promotion-gates',
	'/v1/notices',
	'/v1/leaderboards/{benchmark}/export.csv',
	'/v1/leaderboards/{benchmark}/criteria.csv',
	'/v1/leaderboards/{benchmark}/published-results.csv',
	'/v1/leaderboards/{benchmark}/judges/compare.md',
	'/v1/exports/games',
	'/v1/exports/preferences',
	'/v1/exports/critiques',
	'/v1/snapshots/{id}/bundle',
]);

const REHEARSAL = 'codejoust-rehearsal-1@1';

type Operation = {
	readonly summary?: string;
	readonly parameters?: readonly { readonly name: string; readonly in: string }[];
	readonly responses?: Readonly<Record<string, { readonly description?: string }>>;
};
type Document = {
	readonly openapi: string;
	readonly info: { readonly title: string; readonly version: string };
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

let server: CodejoustServer;
let document: Document;
let examples: ReadonlyMap<string, string>;
let runId = '';
/** Judges nothing. */
let idleJudge: string;

beforeAll(async () => {
	server = await startCodejoust();
	idleJudge = await registerJudge(server, 'idle-judge');
	await server.client.createBenchmark({ ...smallBenchmark('small', 7), version: '0' });
	await server.client.createBenchmark(smallBenchmark('small', 8));
	const { id } = await server.client.createSubmission(smallSubmission('small', 'contender', 8));
	const judged = await server.untilJudged(id);
	const other = await server.client.createSubmission(smallSubmission('small', 'other', 8));
	const board = await server.untilOnBoard('small', [id, other.id]);
	const snapshotId = board.snapshot?.id ?? '';
	// The OpenAPI test below holds the document to this type as far as it is used.
	document = (await send(server, '/openapi.json')).json as Document;
	const { items } = await server.client.battles({ submission: id });
	const [run] = judged.runs;
	const definition = { sampling: { seed: 1 } };
	const next = await server.client.createJudge({ from: run?.judge.name ?? '', definition });
	runId = run?.id ?? '';
	examples = new Map([
		['/v1/benchmarks/{benchmark}/questions/{question_id}', 'q1'],
		['/v1/submissions/{id}', id],
		['/v1/submissions/{id}/result', id],
		['/v1/submissions/{id}/place', id],
		['/v1/submissions/{id}/comparison', id],
		['/v1/snapshots/{id}', snapshotId],
		['/v1/snapshots/{id}/leaderboard', snapshotId],
		['/v1/snapshots/{id}/matrix', snapshotId],
		['/v1/runs/{id}', run?.id ?? ''],
		['/v1/runs/{id}/throughput', run?.id ?? ''],
		['/v1/battles/{id}', items[0]?.id ?? ''],
		['/v1/battles/{id}/prompts', items[0]?.id ?? ''],
		['/v1/judges/{judge}', run?.judge.name ?? ''],
		['/v1/judges/{judge}/checks', run?.judge.name ?? ''],
		['/v1/judge-checks/{id}', await checkJudge(run?.judge.name ?? '')],
		['/v1/judge-checks/sets/{set}', 'pairs'],
		['/v1/judges/{judge}/changes', next.name],
	]);
});
afterAll(() => server.stop());

/** The id of a check that has its numbers. */
async function checkJudge(judge: string): Promise<string> {
	const pair = { pair_id: 'p1', prompt: 'Add.', response_a: 'a + b', response_b: '?', label: 'A' };
	await server.client.importCheckSet({
		metadata: { slug: 'pairs', name: 'Pairs' },
		pairs: new Blob([JSON.stringify(pair)]),
	});
	const { id } = await server.client.startCheck({ set: 'pairs', judge });
	await until(
		() => server.client.judgeCheck(id),
		({ results }) => results !== null,
	);
	return id;
}

const fill = (path: string) =>
	path
		.replace('{benchmark}', 'small')
		.replace('{model}', 'contender')
		.replace(/\{\w+\}/, examples.get(path) ?? '')
		.replace(/battle-counts$/, 'battle-counts?benchmark=small')
		.replace(/battle-changes$/, `battle-changes?from=${runId}&to=${runId}`)
		.replace(/estimate$/, 'estimate?answers=8&characters=800')
		.replace(/judges\/(compare|flips)$/, `judges/$1?from=${REHEARSAL}&to=${idleJudge}`)
		.replace(/compare$/, 'compare?models=contender,other')
		.replace(/comparison$/, 'comparison?with=other')
		.replace(/history$/, 'history?model=contender');

const pathsWithGet = () => Object.entries(document.paths).filter(([, item]) => 'get' in item);

describe('the OpenAPI document', () => {
	test('is 3.1, and every reference in it leads somewhere', () => {
		expect(document.openapi).toMatch(/^3\.1\.\d$/);
		expect(document.info).toMatchObject({ title: 'Codejoust', version: expect.any(String) });
		const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
		expect(references.length).toBeGreaterThan(50);
		for (const reference of new Set(references)) {
			const pointer = reference.slice('"$ref":"'.length, -1);
			expect(pointer).toMatch(/^#\//);
			const target = pointer
				.slice(2)
				.split('/')
				.reduce<unknown>((value, key) => Reflect.get(Object(value), key), document);
			expect(target, pointer).toBeTypeOf('object');
		}
	});

	test('gives every operation a summary, described responses and all parameters of its path', () => {
		const operations = Object.entries(document.paths).flatMap(([path, item]) =>
			Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
		);
		expect(operations.length).toBeGreaterThan(15);
		for (const { path, method, operation } of operations) {
			expect(['get', 'post', 'put', 'patch', 'delete']).toContain(method);
			expect(operation.summary, `${method} ${path}`).toBeTruthy();
			const responses = Object.entries(operation.responses ?? {});
			expect(responses.some(([status]) => status.startsWith('2'))).toBe(true);
			for (const [, { description }] of responses) expect(description).toBeTruthy();
			const declared = operation.parameters?.filter((one) => one.in === 'path') ?? [];
			expect(declared.map(({ name }) => name).sort()).toEqual(
				[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
			);
		}
	});
});

test('every GET that the document names answers in its own schema, with no field more or less', async () => {
	for (const [path] of pathsWithGet().filter(([path]) => !OTHERS.has(path))) {
		const schema = ANSWERS[path];
		if (!schema) throw new Error(`${path} is not in this test's table`);
		const answered = await send(server, fill(path), { key: null });
		expect(answered.status, path).toBe(200);
		expect(answered.headers.get('content-type'), path).toMatch(/^application\/json/);
		expect(schema.parse(answered.json), path).toEqual(answered.json);
		for (const address of addressesIn(answered))
			expect((await send(server, address, { key: null })).status, `${path}: ${address}`).toBe(200);
	}
	expect(Object.keys(ANSWERS).filter((path) => !(path in document.paths))).toEqual([]);
});

/** Addresses of this server in an answer, for who got it without a key. */
function addressesIn({ text, headers }: { readonly text: string; readonly headers: Headers }) {
	const named = [...text.matchAll(/"(?:url|href|\w+_url)":"([^"]+)"/g)].map(([, one = '']) => one);
	const listed = [...(headers.get('link') ?? '').matchAll(/<([^>]+)>/g)].map(([, one = '']) => one);
	return [...named, ...listed, headers.get('location') ?? '']
		.map((one) => one.replace(server.address, ''))
		.filter((one) => one.startsWith('/'));
}

test('what is read can be asked for again by its ETag for nothing', async () => {
	const reads = pathsWithGet().filter(([path]) => path.startsWith('/v1/') && !OTHERS.has(path));
	for (const [path] of reads) {
		const first = await send(server, fill(path), { key: null });
		const tag = first.headers.get('etag');
		if (tag === null) throw new Error(`${path} has no ETag`);
		expect(first.headers.get('cache-control'), path).toContain('max-age=');
		const again = await send(server, fill(path), { headers: { 'if-none-match': tag }, key: null });
		expect([again.status, again.text], path).toEqual([304, '']);
		const other = { headers: { 'if-none-match': 'W/"another"' }, key: null };
		expect((await send(server, fill(path), other)).status, path).toBe(200);
	}
});

test('who takes no compression gets the same answer under the same ETag', async () => {
	for (const path of ['/v1/leaderboards/small', '/v1/battles?model=contender']) {
		const ask = (encoding: string) =>
			send(server, path, { headers: { 'accept-encoding': encoding }, key: null });
		const [packed, plain] = [await ask('gzip'), await ask('identity')];
		expect(packed.headers.get('content-encoding'), path).toBe('gzip');
		expect(plain.headers.get('content-encoding'), path).toBeNull();
		expect([plain.text, plain.headers.get('etag')]).toEqual([
			packed.text,
			packed.headers.get('etag'),
		]);
		for (const { headers } of [packed, plain])
			expect(headers.get('vary')?.toLowerCase(), path).toBe('authorization, accept-encoding');
	}
});

test('a page of a list goes on where the last one ended, and ends', async () => {
	for (const path of ['/v1/battles?model=contender', '/v1/benchmarks/small/questions?']) {
		const ids: string[] = [];
		for (let cursor: string | null = ''; cursor !== null;) {
			const { json } = await send(server, `${path}&limit=3${cursor && `&cursor=${cursor}`}`);
			const page = z
				.object({
					items: z.array(z.object({ question_id: z.string() })),
					next_cursor: z.string().nullable(),
				})
				.parse(json);
			expect(page.items.length).toBeLessThanOrEqual(3);
			ids.push(...page.items.map(({ question_id }) => question_id));
			cursor = page.next_cursor;
		}
		expect(ids).toEqual(['q1', 'q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8']);
	}
});

test('nothing there is a problem document, and every problem type has a page', async () => {
	readProblem(await send(server, '/v1/nothing'), 'not-found');
	readProblem(await send(server, '/v1/models/nobody'), 'not-found');
	readProblem(
		await send(server, '/v1/leaderboards/small', { method: 'DELETE' }),
		'method-not-allowed',
	);
	for (const code of PROBLEM_CODES) {
		expect((await send(server, `/problems/${code}`)).json).toMatchObject({ code });
	}
});

test('no other site may read an answer, frame it, or have it taken for something else', async () => {
	for (const path of ['/v1/leaderboards/small', '/v1/nothing', '/healthz', '/openapi.json']) {
		const { headers } = await send(server, path, { headers: { origin: 'https://evil.example' } });
		expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('content-security-policy')).toContain("default-src 'none'");
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('x-frame-options')).toMatch(/DENY|SAMEORIGIN/);
		expect(headers.get('referrer-policy')).toBe('no-referrer');
		expect(headers.has('x-powered-by')).toBe(false);
		expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
	}
	const preflight = await send(server, '/v1/submissions', {
		method: 'OPTIONS',
		headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
	});
	expect(preflight.headers.has('access-control-allow-origin')).toBe(false);
});
