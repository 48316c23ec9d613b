import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NewPublishedResults, ProblemError } from '@codejoust/contract/client';
import { publishedBoard } from '../../packages/contract/src/schemas/published-results.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const MODELS = ['one', 'two'];
const ON_BOARD = '/v1/leaderboards/small/published-results';
const SOURCE = [
	'-b',
	'small',
	'--source',
	'=Evil "board"',
	'--judge',
	'gpt-4o',
	'--date',
	'2024-07-31',
];

let server: CodejoustServer;
let folder: string;
let before: string;

beforeAll(async () => {
	server = await startCodejoust();
	folder = await mkdtemp(join(tmpdir(), 'codejoust-published-'));
	await server.client.createBenchmark(smallBenchmark('small'));
	const ids: string[] = [];
	for (const model of MODELS)
		ids.push((await server.client.createSubmission(smallSubmission('small', model))).id);
	await server.untilOnBoard('small', ids);
	before = await readNumbers();
});
afterAll(async () => {
	await server.stop();
	await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) =>
	runCli(args, { env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key } });

async function write(name: string, text: string): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, text);
	return path;
}

/** What of the board published results must never move. */
async function readNumbers(): Promise<string> {
	const { rows, snapshot, pairs, summary, models } = await server.client.leaderboard('small');
	return JSON.stringify({ rows, snapshot, pairs, summary, models });
}

test('a table is checked without being stored, then added, shown beside the board, and changes no number of it', async () => {
	const table = await write(
		'rates.csv',
		'model,category,win_rate,n\nMODEL_ONE,,50 %,400\nMODEL_ONE,Even,60%,200\nbaseline,,50%,400\n"=cmd|calc",,12%,400\nthe second,,40%,400\n',
	);
	const names = ['--name', 'the second=two'];
	const dry = await run('published', 'add', table, ...SOURCE, ...names, '--dry-run');
	expect(dry.stdout).toContain('3 names of 4 are models of the live board.');
	expect(dry.stdout).toContain('No model: =cmd|calc.');
	expect(dry.stdout).toContain('Nothing was stored: 5 rows can be added to small@1.');
	expect((await server.client.publishedSets('small')).items).toEqual([]);
	const added = await run('published', 'add', table, ...SOURCE, ...names);
	expect(added.stdout).toContain('Added 5 rows to small@1 as pub_');
	const found = publishedBoard.parse((await send(server, ON_BOARD, { key: null })).json);
	const [set] = found.sets;
	expect(set?.rows.map(({ name, match, win_rate: rate }) => [name, match, rate])).toEqual([
		['MODEL_ONE', 'ranked', 0.5],
		['baseline', 'baseline', 0.5],
		['the second', 'ranked', 0.4],
		['=cmd|calc', 'none', 0.12],
	]);
	const board = await server.client.leaderboard('small');
	for (const row of set?.rows ?? []) {
		const own = board.rows.find(({ submission_id: id }) => id === row.ours?.submission_id);
		expect(row.ours?.win_rate ?? undefined).toEqual(own?.win_rate ?? undefined);
		if (own?.win_rate)
			expect(row.difference).toBeCloseTo(own.win_rate.value - (row.win_rate ?? 0), 12);
	}
	expect(set?.agreement).toMatchObject({ models: 2, kendall: null, spearman: null });
	expect(set?.slices.map(({ category, rows }) => [category, rows])).toEqual([
		[null, 4],
		['Even', 1],
	]);
	const even = await server.client.publishedResults('small', { category: 'Even' });
	expect(even.sets[0]?.rows.map(({ win_rate: rate }) => rate)).toEqual([0.6]);
	expect(await readNumbers()).toBe(before);
});

test('a measure of its own is compared by ranks, and the export marks every line and runs no formula', async () => {
	const table = await write(
		'plus.json',
		JSON.stringify({
			'Model one': { 'pass@1': { plus: 79.3 } },
			two: { 'pass@1': { plus: null } },
		}),
	);
	const added = await run(
		'published',
		'add',
		table,
		'-b',
		'small',
		'--source',
		'EvalPlus',
		'--measure',
		'HumanEval+',
		'--unit',
		'percent',
		'--map',
		'value=pass@1.plus',
	);
	expect(added.stdout).toContain('1 row has no figure and is left out: two.');
	const shown = await run('published', 'show', 'small');
	expect(shown.stdout).not.toContain('\\n');
	expect(shown.stdout).toContain('HumanEval+, EvalPlus');
	expect(shown.stdout).toContain(
		'Published by =Evil "board", judge gpt-4o, 2024-07-31; not ranked here.',
	);
	expect(shown.stdout).toContain('2 ranked models have both numbers. A rank correlation needs 10.');
	const { text, headers } = await send(server, `${ON_BOARD}.csv`, { key: null });
	const lines = text.split('\r\n');
	expect(headers.get('content-type')).toContain('text/csv');
	expect(
		lines
			.slice(1)
			.every((line) =>
				line.startsWith('codejoust-published@1,"published by others, not ranked",small@1,'),
			),
	).toBe(true);
	expect(lines).toHaveLength(1 + 4 + 1);
	expect(text).toContain(`"'=Evil ""board""",`);
	expect(text).toContain(`'=cmd|calc`);
	const { items } = await server.client.publishedSets('small');
	expect(items.map(({ measure, rows }) => [measure, rows])).toEqual([
		[null, 5],
		['HumanEval+', 1],
	]);
});

test('a wide table from a page of Markdown is one set, and a table of several measures as many, all or nothing', async () => {
	const wide = await write(
		'wide.md',
		'| Model | Even | odd | Avg |\n|---|--:|--:|--:|\n| **Model one** | 50.0/10.0 | 30/5 | 40/7.5 |\n| two | 20/0 | -- | 20/0 |\n',
	);
	const from = ['-b', 'small', '--source', 'Paper', '--unit', 'percent'];
	const shape = ['--wide', 'win_rate/tie_rate', '--slice', 'Avg=overall'];
	const added = await run('published', 'add', wide, ...from, ...shape);
	expect(added.stderr).toBe('');
	expect(added.stdout).toContain('1 cell has no figure and is left out: two.');
	expect(added.stdout).toContain('Added 5 rows to small@1 as pub_');
	const even = await server.client.publishedResults('small', { category: 'Even' });
	const set = even.sets.find(({ source }) => source === 'Paper');
	expect(set?.rows.map((row) => [row.name, row.win_rate, row.tie_rate])).toEqual([
		['Model one', 0.5, 0.1],
		['two', 0.2, 0],
	]);
	const measures = await write(
		'measures.csv',
		'model,he,lcb,source\nModel one,80,30,Sheet\ntwo,70,\u2013,Sheet\n',
	);
	const columns = ['--measure-column', 'HumanEval+=he', '--measure-column', 'LiveCodeBench=lcb'];
	const two = await run(
		'published',
		'add',
		measures,
		'-b',
		'small',
		'--unit',
		'percent',
		...columns,
	);
	expect(two.stdout).toContain('LiveCodeBench: 1 row has no figure and is left out: two.');
	expect(two.stdout).toContain('Added 2 rows of HumanEval+ to small@1 as pub_');
	expect(two.stdout).toContain('Added 1 row of LiveCodeBench to small@1 as pub_');
	// A measure is of no slice, and stands beside our numbers of each.
	const measured = await server.client.publishedResults('small', { category: 'Even' });
	const human = measured.sets.find(
		({ measure, source }) => measure === 'HumanEval+' && source === 'Sheet',
	);
	const board = await server.client.leaderboard('small', { category: 'Even' });
	expect(human?.rows.map((row) => [row.value, row.ours?.score?.value])).toEqual(
		MODELS.map((slug, at) => [
			[0.8, 0.7][at],
			board.rows.find(({ model }) => model.slug === slug)?.score?.value,
		]),
	);
	for (const one of measured.sets.filter(({ source }) => source === 'Paper' || source === 'Sheet'))
		await server.client.removePublishedResults(one.id);
	expect(await readNumbers()).toBe(before);
});

test('what is wrong is refused with every reason, and nothing is stored', async () => {
	const bad = await write('bad.csv', 'model,win_rate,category\nA,0.5,Nowhere\nB,101%,\nB,5%,\n');
	const refused = await run('published', 'add', bad, ...SOURCE);
	expect(refused.code).toBe(2);
	expect(refused.stderr).toContain('the benchmark has');
	expect(refused.stderr).toContain('a percentage must be from 0 to 100');
	expect(refused.stderr).toContain('say what the unit is');
	const results = new Blob(['model,win_rate\nA,5%\n']);
	const add = async (more: Partial<NewPublishedResults>) => {
		const metadata = { source: 'S', ...more };
		const problem = await server.client
			.addPublishedResults('small', { metadata, results })
			.catch((error: unknown) => error);
		return problem instanceof ProblemError ? JSON.stringify(problem.problem) : 'added';
	};
	expect(await add({ url: 'javascript:alert(1)' })).toContain('url');
	expect(await add({ source: 'a\u202eb' })).toContain('invisible');
	expect(await add({ names: { B: 'one', A: 'nobody' } })).toMatch(
		/B\\" is mapped, and no row[^]*nobody\\", which is no model/,
	);
	expect(await add({ source: undefined })).toContain('Say who published the results');
	expect(await add({ measure: 'M', measures: { N: 'win_rate' } })).toContain('measure or measures');
	expect(await add({ wide: 'score' })).toContain('No column is named for a group of questions');
	expect(await add({ measures: { N: 'win_rate', O: 'nowhere' } })).toContain(
		'no column \\"nowhere',
	);
	expect(await add({ unit: 'points' })).toContain('points are for a measure');
	expect(await add({ fields: { win_rate: 'rate' } })).toContain('no column');
	expect((await server.client.publishedSets('small')).items).toHaveLength(2);
});

test('only an operator adds and removes, and both are in the audit log', async () => {
	const path = '/v1/benchmarks/small/published-results';
	const [set] = (await server.client.publishedSets('small')).items;
	const remove = `/v1/published-results/${set?.id}`;
	await expectRefusal(server, 'unauthenticated', path, { method: 'POST', key: null });
	await expectRefusal(server, 'unauthenticated', remove, { method: 'DELETE', key: null });
	await expectRefusal(server, 'not-found', '/v1/published-results/pub_none', { method: 'DELETE' });
	const { published_results: named } = await server.client.leaderboard('small');
	expect(named?.map(({ measure }) => measure)).toEqual([null, 'HumanEval+']);
	const removed = await run('published', 'remove', set?.id ?? '');
	expect(removed.stdout).toContain('Removed 5 rows of =Evil "board" from small@1.');
	expect((await run('published', 'list', 'small')).stdout).toContain('EvalPlus');
	const { items } = await server.client.audit({ action: 'published-results' });
	expect(items.map(({ action, subject }) => [action, subject])).toEqual([
		['published-results.remove', 'small@1'],
		...Array.from({ length: 3 }, () => ['published-results.remove', 'small@1']),
		...Array.from({ length: 5 }, () => ['published-results.add', 'small@1']),
	]);
	expect(await readNumbers()).toBe(before);
});
