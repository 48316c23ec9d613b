import { afterAll, beforeAll, expect, test } from 'vitest';
import { criteriaBoard } from '../../packages/contract/src/schemas/criteria.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const WHOLE = 'codejoust-rehearsal-1@1';
const PATH = '/v1/leaderboards/small/criteria';
const BREVITY = 'Which answer is shorter? Count its characters.';

let server: CodejoustServer;
let submissions: readonly string[];

beforeAll(async () => {
	server = await startCodejoust();
	await server.client.createBenchmark(smallBenchmark('small'));
	const ids: string[] = [];
	for (const model of ['one', 'two'])
		ids.push((await server.client.createSubmission(smallSubmission('small', model))).id);
	await server.untilOnBoard('small', ids);
	submissions = ids;
});
afterAll(() => server.stop());

/** Judges the first submissions with a judge. */
async function judgeWith(judge: string, models = submissions): Promise<void> {
	for (const submission of models) {
		await server.client.createRun({ submission, judge });
		await server.untilJudged(submission);
	}
	await server.untilAtRest();
}

const titlesOf = async (query = '') =>
	criteriaBoard
		.parse((await send(server, PATH + query)).json)
		.columns.map(({ judge }) => judge.criterion);

test('without a judge under a criterion there is the live board alone, and no family', async () => {
	const found = await server.client.criteria('small');
	expect(found.families).toEqual([]);
	expect(found.columns).toHaveLength(1);
	expect(found.columns[0]).toMatchObject({ judge: { name: WHOLE }, text: null, is_live: true });
	expect(found.agreements).toEqual([]);
});

test('the boards of a family are beside each other, cell by cell as on the boards', async () => {
	for (const criterion of ['efficiency', 'correctness'])
		await server.client.createJudge({ slug: criterion, from: WHOLE, definition: { criterion } });
	await judgeWith('efficiency@1');
	await judgeWith('correctness@1', submissions.slice(0, 1));
	const found = criteriaBoard.parse((await send(server, PATH)).json);
	const names = found.columns.map(({ judge }) => judge.name);
	expect(names).toEqual([WHOLE, 'correctness@1', 'efficiency@1']);
	expect(found.columns.map(({ models }) => models)).toEqual([2, 1, 2]);
	expect(found.columns[2]?.text).toContain('time and memory');
	for (const [at, judge] of names.entries()) {
		const board = await server.client.leaderboard('small', { judge });
		expect(found.columns[at]?.snapshot?.id).toBe(board.snapshot?.id);
		for (const { submission_id: id, cells } of found.rows) {
			const row = board.rows.find((one) => one.submission_id === id);
			const { n, scored, score, rank } = row ?? {};
			expect(cells[at] ?? undefined).toEqual(row && { n, scored, score, rank });
		}
	}
	expect(found.rows.flatMap(({ cells }) => cells).filter((cell) => cell === null)).toHaveLength(1);
	expect(found.agreements.map(({ models }) => models)).toEqual([1, 2, 1]);
	expect(found.agreements.map(({ kendall }) => kendall)).toEqual([null, null, null]);
	expect(found.agreements[1]?.pairs).toMatchObject({ all: 1 });
});

test('another family is named, and shown where one of its judges is asked for', async () => {
	const { definition } = await server.client.judge(WHOLE);
	const other = { ...definition, model: 'codejoust-rehearsal-2' };
	for (const criterion of ['security', { name: 'brevity', text: BREVITY }]) {
		const slug = typeof criterion === 'string' ? 'second-security' : 'second-brevity';
		await server.client.createJudge({
			slug,
			definition: { ...definitionWithoutPrompts(other), criterion },
		});
		await judgeWith(`${slug}@1`, submissions.slice(0, 1));
	}
	expect(await titlesOf()).toEqual([null, 'correctness', 'efficiency']);
	expect(await titlesOf('?judge=second-brevity@1')).toEqual(['security', 'brevity']);
	expect(await titlesOf('?judge=efficiency@1')).toEqual([null, 'correctness', 'efficiency']);
	const { families } = await server.client.criteria('small', { judge: 'second-security@1' });
	expect(families).toEqual([
		{ judge: WHOLE, model: 'codejoust-rehearsal-1', criteria: 2, is_shown: false },
		{ judge: 'second-security@1', model: 'codejoust-rehearsal-2', criteria: 2, is_shown: true },
	]);
});

const definitionWithoutPrompts = ({
	systemPrompt: _system,
	userTemplate: _user,
	...rest
}: Readonly<Record<string, unknown>>) => rest;

test('an unchanged answer is 304, a new judgment changes the tag, and a judge without a board is not found', async () => {
	const first = await send(server, PATH);
	const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
	expect((await send(server, PATH, { headers })).status).toBe(304);
	await judgeWith('correctness@1', submissions.slice(1));
	const again = await send(server, PATH, { headers });
	expect(again.status).toBe(200);
	expect(criteriaBoard.parse(again.json).columns.map(({ models }) => models)).toEqual([2, 2, 2]);
	await expectRefusal(server, 'not-found', `${PATH}?judge=nobody@1`);
	await expectRefusal(server, 'invalid-input', `${PATH}?category=Odd`);
});

test('the CSV has a line for each model of each board, and the command line shows the same', async () => {
	const { text, headers } = await send(server, '/v1/leaderboards/small/criteria.csv');
	expect(headers.get('content-disposition')).toContain('small-criteria.csv');
	const lines = text.split('\r\n');
	expect(lines).toHaveLength(7);
	expect(lines[1]).toMatch(/^small@1,codejoust-rehearsal-1@1,,true,/);
	const run = (...args: readonly string[]) =>
		runCli(['board', 'small', '--criteria', ...args], {
			env: { CODEJOUST_SERVER: server.address },
		});
	expect((await run('--csv')).stdout.trimEnd()).toBe(text);
	const shown = await run();
	expect(shown).toMatchObject({ code: 0 });
	expect(shown.stdout).toMatch(/Model +Whole +correctness +efficiency/);
	expect(shown.stdout).toContain('Rehearsal: a deterministic heuristic judged this');
});
