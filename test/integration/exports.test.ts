import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
	boardExport,
	gameLine,
	type PreferenceLine,
	preferenceLine,
} from '../../packages/contract/src/schemas/export.ts';
import type { LeaderboardRow } from '../../packages/contract/src/schemas/leaderboard.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 40;
const FORMULA = '=cmd|"/c calc"!A1';

let judge: JudgeServer;
let server: CodejoustServer;
let ids: readonly string[];

/** What each game of a question ends with, baseline first and swapped; the others are won clearly. */
const SAID: Readonly<Record<number, readonly [string, string]>> = {
	1: ['[[B>>A]]', '[[A>>B]]'],
	2: ['[[B>A]]', '[[A=B]]'],
	3: ['[[A>B]]', '[[B>A]]'],
	4: ['[[A=B]]', '[[A=B]]'],
	5: ['[[A>B]]', '[[A>B]]'],
	6: ['[[B>>A]]', '[[B>A]]'],
	7: ['I cannot say.', '[[A>B]]'],
};

beforeAll(async () => {
	judge = await startJudgeServer({
		reply: ({ messages }) => {
			const prompt = messages.map(({ content }) => content).join('\n');
			const n = Number(/Question (\d+) of /.exec(prompt)?.[1]);
			const isSwapped = prompt.indexOf('Answer ') < prompt.indexOf("The baseline's");
			const [first, second] = SAID[n] ?? ['[[B>A]]', '[[A>B]]'];
			return isSwapped ? second : first;
		},
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark({ ...smallBenchmark('mine', QUESTIONS), licence: 'CC0-1.0' });
	const submissions = [];
	for (const model of ['one', 'two']) {
		const body = smallSubmission('mine', model, QUESTIONS);
		const responses = body.responses.map((row) =>
			row.question_id === 'q8' ? { ...row, response: '' } : row,
		);
		submissions.push(
			await server.client.createSubmission({
				...body,
				model: { slug: model, name: model === 'one' ? FORMULA : 'Two', licence: 'MIT' },
				responses,
			}),
		);
	}
	ids = submissions.map(({ id }) => id);
	for (const id of ids) await server.untilJudged(id);
	await server.untilOnBoard('mine', ids);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

async function readLines<Line>(path: string, schema: z.ZodType<Line>): Promise<readonly Line[]> {
	const { status, headers, text } = await send(server, path, { key: null });
	expect(status, text).toBe(200);
	expect(headers.get('content-type')).toBe('application/x-ndjson');
	expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.@-]+\.jsonl"$/);
	return text.split('\n').flatMap((line) => (line === '' ? [] : [schema.parse(JSON.parse(line))]));
}

describe('a board as a file', () => {
	test('is CSV of RFC 4180 in which no name runs as a formula', async () => {
		const { headers, text } = await send(server, '/v1/leaderboards/mine/export.csv', { key: null });
		expect(headers.get('content-type')).toContain('text/csv');
		expect(headers.get('content-disposition')).toBe('attachment; filename="mine.csv"');
		const [titles, ...rows] = text.split('\r\n');
		expect(titles).toMatch(/^schema,benchmark,judge,rehearsal,/);
		expect(rows.filter((row) => row !== '')).toHaveLength(2);
		for (const row of rows.slice(0, 2)) expect(row).toMatch(/^codejoust-board@3,mine@1,.*,false,/);
		expect(text).toContain(`"'=cmd|""/c calc""!A1"`);
		expect(text).toMatch(/,baseline,CC0-1.0,two,Two,,MIT,,/);
	});

	test('says in its CSV what it says in its JSON, field by field', async () => {
		const path = '/v1/leaderboards/mine/export';
		const board = boardExport.parse((await send(server, `${path}.json`, { key: null })).json);
		const { text } = await send(server, `${path}.csv`, { key: null });
		const [titles = [], ...lines] = text.trimEnd().split('\r\n').map(readCells);
		expect(lines).toHaveLength(board.rows.length);
		for (const [at, row] of board.rows.entries()) {
			const cells = new Map(titles.map((title, column) => [title, lines[at]?.[column] ?? '']));
			const stated = flattenRow(row);
			for (const [title, value] of stated) expect.soft(cells.get(title), title).toBe(value);
			expect(Number(cells.get('score'))).toBeGreaterThan(Number(cells.get('score_low')));
			expect(Number(cells.get('rating'))).toBeGreaterThan(Number(cells.get('rating_low')));
			const others = [...cells].filter(([title]) => !stated.has(title));
			const empty = others.filter(([title]) =>
				/^stated_price_|_(best|worst|low|high|method|warning|standard_error)$/.test(title),
			);
			expect(empty.every(([, cell]) => cell === '')).toBe(true);
			expect(Object.fromEntries(others.filter((cell) => !empty.includes(cell)))).toEqual({
				schema: board.schema,
				benchmark: 'mine@1',
				judge: board.judge.name,
				rehearsal: 'false',
				fences: '',
				criterion: '',
				rule: board.rule,
				category: '',
				subcategory: '',
				language: '',
				difficulty: '',
				snapshot: board.snapshot?.id,
				baseline: board.baseline.model.slug,
				benchmark_licence: 'CC0-1.0',
			});
		}
	});

	test('is JSON of its own schema, and is not sent twice to those who have it', async () => {
		const path = '/v1/leaderboards/mine/export.json?category=Even';
		const { headers, json } = await send(server, path, { key: null });
		const board = boardExport.parse(json);
		expect(board).toEqual(json);
		expect(board).toMatchObject({ rehearsal: false, slice: { category: 'Even', n: 20 } });
		const again = { headers: { 'if-none-match': headers.get('etag') ?? '' }, key: null };
		expect((await send(server, path, again)).status).toBe(304);
		const csv = await send(server, path.replace('json', 'csv'), again);
		expect(csv.status).toBe(200);
	});
});

describe('games', () => {
	test('come one a line, every one once, with what the judge said of it', async () => {
		const lines = await readLines('/v1/exports/games?benchmark=mine', gameLine);
		expect(lines).toHaveLength(2 * 2 * (QUESTIONS - 1));
		expect(new Set(lines.map(({ battle_id, order }) => `${battle_id} ${order}`)).size).toBe(
			lines.length,
		);
		const q1 = lines.filter(({ question_id, model }) => question_id === 'q1' && model === 'two');
		expect(q1.map(({ order, verdict, points }) => [order, verdict, points])).toEqual([
			['baseline-first', 'B>>A', 2],
			['swapped', 'A>>B', 2],
		]);
		expect(lines.every((line) => line.answer === undefined)).toBe(true);
		const unread = lines.filter(({ unscored_reason: reason }) => reason === 'no-verdict');
		expect(
			unread.map(({ question_id, verdict, points }) => [question_id, verdict, points]),
		).toEqual([
			['q7', null, null],
			['q7', null, null],
		]);
	});

	test('come filtered, and with their texts where these are asked for', async () => {
		const path = '/v1/exports/games?benchmark=mine&model=one&category=Odd&outcome=win&texts=1';
		const lines = await readLines(path, gameLine);
		expect(lines.length).toBeGreaterThan(4);
		for (const line of lines) {
			expect(line).toMatchObject({ model: 'one', category: 'Odd', outcome: 'win', redacted: [] });
			const n = line.question_id.slice(1);
			expect(line.answer).toBe(`Answer ${n} of one.`);
			expect(line.baseline_answer).toBe(`The baseline's answer ${n}.`);
			expect(line.messages?.[0]?.content).toContain(`Question ${n} of mine`);
			expect(line.judge_text).toContain(`[[${line.verdict}]]`);
		}
	});
});

describe('preference pairs', () => {
	const of = (lines: readonly PreferenceLine[], question: string) =>
		lines.filter(({ question_id, model }) => question_id === question && model === 'one');

	test('are of battles with a winner: no tie, no flip, nothing unscored or empty', async () => {
		const lines = await readLines('/v1/exports/preferences?benchmark=mine', preferenceLine);
		expect(of(lines, 'q1')).toMatchObject([
			{
				prompt: 'Question 1 of mine: reverse a list.',
				chosen: 'Answer 1 of one.',
				rejected: "The baseline's answer 1.",
				margin: 4,
				judge: 'test-judge@1',
				rehearsal: false,
				criterion: null,
				benchmark_licence: 'CC0-1.0',
			},
		]);
		expect(of(lines, 'q2')).toMatchObject([{ margin: 1, consistency: 'leaning' }]);
		expect(of(lines, 'q3')).toMatchObject([{ margin: 2, chosen: "The baseline's answer 3." }]);
		for (const question of ['q4', 'q5', 'q6', 'q7', 'q8']) expect(of(lines, question)).toEqual([]);
		expect(lines).toHaveLength(2 * (QUESTIONS - 5));
	});

	test('come by least margin, and as messages', async () => {
		const path = '/v1/exports/preferences?benchmark=mine&least_margin=3&shape=messages';
		const lines = await readLines(path, preferenceLine);
		expect(lines.map(({ question_id: id }) => id)).toEqual(['q1', 'q1']);
		expect(lines[0]?.prompt).toEqual([expect.objectContaining({ role: 'user' })]);
		expect(lines[0]?.chosen).toEqual([{ role: 'assistant', content: 'Answer 1 of one.' }]);
	});
});

describe('the command line', () => {
	const run = (...args: readonly string[]) =>
		runCli(args, { env: { CODEJOUST_SERVER: server.address } });

	test('saves boards, games, pairs and bundles, and checks what it saved', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'codejoust-export-'));
		try {
			const file = (name: string) => join(folder, name);
			const saved = await run('export', 'bundle', 'mine', '--output', file('bundle.ndjson'));
			expect(saved).toMatchObject({ code: 0, stdout: '' });
			const checked = await run('recompute', file('bundle.ndjson'));
			expect(checked.stdout).toMatch(/^identical/);
			await run('export', 'games', 'mine', '--model', 'one', '-o', file('games.jsonl'));
			const games = (await readFile(file('games.jsonl'), 'utf8')).trim().split('\n');
			expect(games).toHaveLength(2 * (QUESTIONS - 1));
			const csv = await run('export', 'board', 'mine');
			expect(csv.stdout).toBe((await send(server, '/v1/leaderboards/mine/export.csv')).text);
			const pairs = await run('export', 'preferences', 'mine', '--least-margin', '3');
			expect(pairs.stdout.trim().split('\n')).toHaveLength(2);
			expect(await readdir(folder)).toEqual(['bundle.ndjson', 'games.jsonl']);
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	test('says in a sentence what cannot be saved', async () => {
		const missing = await run('export', 'games', 'nobody');
		expect(missing).toMatchObject({ code: 2, stdout: '' });
		expect(missing.stderr).toContain('There is no benchmark "nobody".');
		const unwritable = await run('export', 'board', 'mine', '-o', '/nonexistent/board.csv');
		expect(unwritable.code).toBe(2);
		expect(unwritable.stderr).toContain('/nonexistent/board.csv cannot be written: ENOENT.');
	});
});

test('the rehearsal judge is labelled in every export', async () => {
	const lean = await startCodejoust();
	try {
		await lean.client.createBenchmark(smallBenchmark('lean', 8));
		const { id } = await lean.client.createSubmission(smallSubmission('lean', 'm', 8));
		const board = await lean.untilOnBoard('lean', [id]);
		const csv = await send(lean, '/v1/leaderboards/lean/export.csv');
		expect(csv.text.split('\r\n')[1]).toMatch(/^[^,]*,lean@1,codejoust-rehearsal-1@1,true,/);
		expect((await send(lean, '/v1/leaderboards/lean/export.json')).json).toMatchObject({
			rehearsal: true,
		});
		for (const path of ['games', 'preferences']) {
			const { text } = await send(lean, `/v1/exports/${path}?benchmark=lean`);
			for (const line of text.split('\n').slice(0, -1))
				expect(JSON.parse(line)).toMatchObject({ rehearsal: true });
		}
		const bundle = await send(lean, `/v1/snapshots/${board.snapshot?.id}/bundle`);
		expect(JSON.parse(bundle.text.split('\n')[0] ?? '')).toMatchObject({
			judge: { is_rehearsal: true },
		});
	} finally {
		await lean.stop();
	}
});

test.each([
	['invalid-input', '/v1/exports/games'],
	['invalid-input', '/v1/exports/games?benchmark=mine&texts=yes'],
	['invalid-input', '/v1/exports/preferences?benchmark=mine&least_margin=5'],
	['not-found', '/v1/exports/games?benchmark=nobody'],
	['not-found', '/v1/exports/preferences?benchmark=mine&judge=nobody@1'],
	['not-found', '/v1/leaderboards/nobody/export.csv'],
	['invalid-input', '/v1/leaderboards/mine/export.json?category=Nope'],
] as const)('what cannot be exported is refused (%s): %s', async (code, path) => {
	await expectRefusal(server, code, path);
});

/** The fields of a row by the titles of their columns, as text; those of an absent object are left out. */
function flattenRow(row: LeaderboardRow): ReadonlyMap<string, string> {
	const { model, submission_id: submission, unscored_reasons: reasons, ...others } = row;
	// No single cell holds them.
	const { mean_ratings: _, provenance, checkpoint, stated_price: price, ...numbers } = others;
	expect(price).toBeNull();
	const {
		kind,
		answers: __,
		models_reported: reported,
		sampling,
		from,
		until,
		...made
	} = provenance;
	expect(Object.keys(reasons)).toEqual(['no-verdict']);
	const fields = Object.entries(numbers).flatMap(([field, value]) =>
		typeof value === 'object' && value !== null
			? Object.entries(value).map(([part, inner]): [string, unknown] => [
					part === 'value' ? field : `${field}_${part}`,
					inner,
				])
			: [[field, value] satisfies [string, unknown]],
	);
	const { slug, name, organisation, licence, open_weights } = model;
	const cells = [
		...fields.filter(([field]) => field !== 'rank'),
		...Object.entries({ model: slug, name: name === FORMULA ? `'${FORMULA}` : name }),
		...Object.entries({ submission, organisation, model_licence: licence, open_weights }),
		...Object.entries({ ...made, provenance: kind, made_from: from, made_until: until }),
		...Object.entries({
			models_reported: reported.join('; '),
			sampling: sampling && JSON.stringify(sampling),
			checkpoint_of: checkpoint?.of,
			checkpoint_step: checkpoint?.step,
			checkpoint_tokens: checkpoint?.tokens,
		}),
	];
	return new Map(cells.map(([title, value]) => [title, String(value ?? '')]));
}

/** A line of CSV whose first cell is not empty. */
function readCells(line: string): readonly string[] {
	return [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = '']) =>
		cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
	);
}
