import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { findSliceRules } from '@codejoust/db/queries/boards/snapshots';
import { BOARD_CODE_VERSION } from '../../packages/board/src/board-numbers.ts';
import { modelHistory, winFractions } from '../../packages/contract/src/schemas/board-chart.ts';
import { comparison } from '../../packages/contract/src/schemas/comparison.ts';
import { leaderboard } from '../../packages/contract/src/schemas/leaderboard.ts';
import { snapshot } from '../../packages/contract/src/schemas/snapshot.ts';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark } from '../support/small-benchmark.ts';

const QUESTIONS = 40;
let judge: JudgeServer;
let server: CodejoustServer;
let ids: readonly string[];

beforeAll(async () => {
	judge = await startJudgeServer();
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('numbers', QUESTIONS));
	const submissions = ['one', 'two', 'three'].map((model) => answersOfManyLengths(model));
	ids = await Promise.all(
		submissions.map(async (body) => (await server.client.createSubmission(body)).id),
	);
	for (const id of ids) await server.untilJudged(id);
	await server.untilOnBoard('numbers', ids);
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

test('the overall board has a rating and a length-controlled score, a slice has neither', async () => {
	const board = leaderboard.parse(await server.client.leaderboard('numbers'));
	expect(board.rows).toHaveLength(3);
	for (const row of board.rows) {
		const { score, rating, length_controlled: even } = row;
		if (!score || !rating || !even) throw new Error('forty mixed outcomes have every number');
		// A star's Bradley–Terry rating in closed form.
		expect(rating.value).toBeCloseTo(1000 + 400 * Math.log10(score.value / (1 - score.value)), 5);
		expect(rating.low).toBeLessThan(rating.value);
		expect(even.low).toBeLessThanOrEqual(even.value);
		expect(even.high).toBeGreaterThanOrEqual(even.value);
	}
	const slice = await server.client.leaderboard('numbers', { category: 'Odd' });
	expect(slice.slice.n).toBe(QUESTIONS / 2);
	for (const row of slice.rows)
		expect(row).toMatchObject({ n: QUESTIONS / 2, length_controlled: null, rating: null });
});

test('a combination of filters has ranks of its own, and is the same when read again', async () => {
	const query = { category: 'Odd', language: 'Rust', difficulty: 'easy' };
	const first = await server.client.leaderboard('numbers', query);
	const again = await server.client.leaderboard('numbers', query);
	expect(again).toEqual(first);
	expect(first.slice.n).toBe(QUESTIONS / 2);
	expect(first.rows[0]?.beaten_by).toBe(0);
	expect(first.rows.every(({ rank }) => rank !== null)).toBe(true);
});

test('filters that no question meets together make an empty slice: no number, not zero', async () => {
	const board = await server.client.leaderboard('numbers', { category: 'Odd', language: 'Python' });
	expect(board.slice.n).toBe(0);
	expect(board.baseline.median_length).toBeNull();
	for (const row of board.rows)
		expect(row).toMatchObject({ n: 0, score: null, win_rate: null, coverage: null, rank: null });
});

test('a reader who has the board is told so until it changes', async () => {
	const first = await send(server, '/v1/leaderboards/numbers');
	const tag = first.headers.get('etag') ?? '';
	expect(tag).toMatch(/^W\/"/);
	const headers = { 'if-none-match': tag };
	expect((await send(server, '/v1/leaderboards/numbers', { headers })).status).toBe(304);
	const other = await send(server, '/v1/leaderboards/numbers?category=Odd', { headers });
	expect(other.status).toBe(200);
});

test('the matrix holds the scores of the slices it names, of categories or of one category’s subcategories', async () => {
	const whole = await server.client.matrix('numbers');
	expect(whole.columns.map(({ category, n }) => [category, n])).toEqual([
		['Even', QUESTIONS / 2],
		['Odd', QUESTIONS / 2],
	]);
	const part = await server.client.matrix('numbers', { category: 'Odd' });
	expect(part.category).toBe('Odd');
	for (const [at, { category, subcategory, n }] of part.columns.entries()) {
		const slice = { category, subcategory: subcategory ?? '' };
		const board = await server.client.leaderboard('numbers', slice);
		expect(board.slice.n).toBe(n);
		for (const row of part.rows) {
			const own = board.rows.find(({ submission_id: id }) => id === row.submission_id);
			expect(row.cells[at]).toMatchObject({ scored: own?.scored, score: own?.score });
		}
	}
	const odd = await server.client.leaderboard('numbers', { category: 'Odd' });
	expect(part.rows.map(({ overall }) => overall)).toEqual(odd.rows.map(({ score }) => score));

	const path = '/v1/leaderboards/numbers/matrix?category=Odd';
	const etag = (await send(server, path)).headers.get('etag') ?? '';
	expect((await send(server, path, { headers: { 'if-none-match': etag } })).status).toBe(304);
	const mistyped = await send(server, '/v1/leaderboards/numbers/matrix?category=odd');
	expect(mistyped.status).toBe(422);
	expect(mistyped.json).toMatchObject({
		detail: 'This benchmark has no category "odd"; it has Even, Odd.',
	});
});

test('an old board keeps its permalink when another model has come', async () => {
	const before = await server.client.leaderboard('numbers');
	const old = before.snapshot?.id ?? '';
	const { id } = await server.client.createSubmission(answersOfManyLengths('four'));
	await server.untilJudged(id);
	await server.untilOnBoard('numbers', [...ids, id]);
	const then = await send(server, `/v1/snapshots/${old}/leaderboard`);
	expect(leaderboard.parse(then.json).rows).toEqual(before.rows);
	const header = snapshot.parse((await send(server, `/v1/snapshots/${old}`)).json);
	expect(header).toMatchObject({ id: old, models: 3, is_current: false });
	expect(header.slices.map(({ n }) => n)).toContain(QUESTIONS);
	const slice = await send(server, `/v1/snapshots/${old}/leaderboard?category=Odd&language=Go`);
	expect(leaderboard.parse(slice.json).rows).toHaveLength(3);
	expect((await server.client.snapshotMatrix(old)).rows).toHaveLength(3);
	const history = await send(server, '/v1/leaderboards/numbers/snapshots?limit=1');
	const next = (history.json as { next_cursor: string }).next_cursor;
	expect(history.json).toMatchObject({ items: [{ models: 4, is_current: true }] });
	const rest = await send(server, `/v1/leaderboards/numbers/snapshots?cursor=${next}`);
	expect(JSON.stringify(rest.json)).toContain(old);
});

test('a newcomer moves nobody’s score, interval or rating', async () => {
	const history = await send(server, '/v1/leaderboards/numbers/snapshots');
	const { items } = history.json as { items: { id: string; models: number }[] };
	const numbersOf = async (models: number) => {
		const id = items.find((item) => item.models === models)?.id;
		const { json } = await send(server, `/v1/snapshots/${id}/leaderboard`);
		const { rows } = leaderboard.parse(json);
		return new Map(
			rows.map(({ submission_id: of, score, win_rate, rating }) => [
				of,
				{ score, win_rate, rating },
			]),
		);
	};
	const four = await numbersOf(4);
	for (const [id, numbers] of await numbersOf(3)) expect(four.get(id)).toEqual(numbers);
});

test('two models are compared question by question', async () => {
	const answered = await send(
		server,
		'/v1/leaderboards/numbers/compare?models=one,two,three&difficulty=easy',
	);
	expect(answered.status).toBe(200);
	const body = comparison.parse(answered.json);
	expect(body.models).toHaveLength(3);
	expect(body.pairs).toHaveLength(3);
	for (const pair of body.pairs) {
		expect(pair.shared).toBe(QUESTIONS);
		expect((pair.adjusted_p_value ?? 0) <= 0.05).toBe(pair.reason === 'distinguished');
		const { value = 1, low = 1 } = pair.difference ?? {};
		expect(low).toBeLessThanOrEqual(value);
		expect((pair.scores?.a ?? 0) - (pair.scores?.b ?? 0)).toBeCloseTo(value, 9);
		expect(pair.questions.length).toBe(Math.min(20, pair.a_better + pair.b_better));
		expect(pair.questions.every(({ a, b }) => a.outcome !== b.outcome)).toBe(true);
		expect(pair.categories.map(({ shared }) => shared)).toEqual([20, 20]);
	}
	const [pair] = body.pairs;
	for (const { question_id: question, question_start: start, ...sides } of pair?.questions ?? []) {
		expect(start).toMatch(/^Question \d+ of numbers/);
		for (const [side, submission] of [
			[sides.a, pair?.a],
			[sides.b, pair?.b],
		] as const) {
			const battle = await server.client.battle(side.battle_id);
			expect(battle).toMatchObject({
				submission_id: submission,
				question_id: question,
				outcome: side.outcome,
				margin: side.margin,
			});
		}
	}
});

test.each([
	['models=one', 422, '2 to 10'],
	['models=one,one', 422, 'named twice'],
	['models=one,nobody', 422, '"nobody" is not on this board'],
	[`models=${Array.from({ length: 11 }, (_, at) => `m${at}`).join(',')}`, 422, 'not 11'],
	['models=one,two&category=None', 422, 'no category "None"'],
	['', 422, 'models'],
	['models=one,two&judge=nobody@1', 404, 'no board under the judge'],
])('a comparison of %s is refused with %i and says why', async (query, status, reason) => {
	const answered = await send(server, `/v1/leaderboards/numbers/compare?${query}`);
	expect(answered.status).toBe(status);
	expect(answered.text).toContain(reason.replaceAll('"', '\\"'));
});

test('win fractions are the pairs of a comparison, for all models at once', async () => {
	const query = 'category=Odd&limit=3';
	const answered = await send(server, `/v1/leaderboards/numbers/win-fractions?${query}`);
	const { rows, models, slice } = winFractions.parse(answered.json);
	expect([rows.length, models, slice.n]).toEqual([3, 4, QUESTIONS / 2]);
	const board = await server.client.leaderboard('numbers', { category: 'Odd' });
	expect(rows.map((row) => row.submission_id)).toEqual(
		board.rows.slice(0, 3).map((row) => row.submission_id),
	);
	const { pairs } = await server.client.comparison('numbers', {
		category: 'Odd',
		models: rows.map((row) => row.submission_id),
	});
	for (const { a, b, shared, a_better: better, b_better: worse } of pairs) {
		const [i, j] = [a, b].map((id) => rows.findIndex((row) => row.submission_id === id));
		const cell = rows[i ?? -1]?.cells[j ?? -1];
		expect(cell?.shared).toBe(shared);
		expect(cell?.fraction).toBeCloseTo((better + (shared - better - worse) / 2) / shared, 12);
	}
	for (const [at, row] of rows.entries()) expect(row.cells[at]?.fraction).toBeNull();
	const tag = answered.headers.get('etag') ?? '';
	const path = '/v1/leaderboards/numbers/win-fractions';
	const again = (asked: string) =>
		send(server, `${path}?${asked}`, { headers: { 'if-none-match': tag } });
	expect((await again(query)).status).toBe(304);
	expect((await again('limit=3')).status).toBe(200);
});

test('the history of a model has what each stored snapshot says of it, newest first, page by page', async () => {
	const { items: snapshots } = await server.client.snapshots('numbers');
	const expected = [];
	for (const { id } of snapshots) {
		const { rows } = await server.client.snapshotLeaderboard(id);
		const row = rows.find(({ model }) => model.slug === 'one');
		if (row) expected.push({ snapshot_id: id, score: row.score, rank: row.rank });
	}
	expect(expected.length).toBeGreaterThan(1);
	const path = '/v1/leaderboards/numbers/history?model=one';
	const history = modelHistory.parse((await send(server, path)).json);
	expect(
		history.items.map(({ snapshot_id, score, rank }) => ({ snapshot_id, score, rank })),
	).toEqual(expected);
	expect(history.items[0]).toMatchObject({
		benchmark: 'numbers@1',
		n: QUESTIONS,
		rule: 'codejoust',
	});
	const paged: string[] = [];
	for (let cursor: string | null = ''; cursor !== null;) {
		const page = modelHistory.parse(
			(await send(server, `${path}&limit=1${cursor && `&cursor=${cursor}`}`)).json,
		);
		paged.push(...page.items.map(({ snapshot_id }) => snapshot_id));
		cursor = page.next_cursor;
	}
	expect(paged).toEqual(expected.map(({ snapshot_id }) => snapshot_id));
});

test('a history goes on over another version of the benchmark, unless one is named', async () => {
	const next = { ...smallBenchmark('numbers', 12), version: '2' };
	await server.client.createBenchmark(next);
	const { id } = await server.client.createSubmission({
		...answersOfManyLengths('one', 12),
		benchmark: 'numbers@2',
	});
	await server.untilOnBoard('numbers@2', [id]);
	const [newest, ...older] = (await server.client.history('numbers', { model: 'one' })).items;
	expect(newest).toMatchObject({ benchmark: 'numbers@2', n: 12, submission_id: id });
	expect(older.length).toBeGreaterThan(1);
	expect(new Set(older.map(({ benchmark }) => benchmark))).toEqual(new Set(['numbers@1']));
	const first = await server.client.history('numbers@1', { model: 'one' });
	expect(first.items).toEqual(older);
	const judge = newest?.judge.name ?? '';
	const judged = await server.client.history('numbers', { model: id, judge });
	expect(judged.items).toEqual([newest, ...older]);
});

test.each([
	['history', 422, 'model'],
	['history?model=nobody', 422, '"nobody" has not been submitted to numbers'],
	['history?model=baseline', 422, 'it has 50 % on every board'],
	['history?model=one&judge=nobody@1', 404, 'no board under the judge "nobody@1"'],
	['history?model=one&limit=0', 422, 'limit'],
	['history?model=one&cursor=latest', 422, '64 hexadecimal digits'],
	['win-fractions?category=None', 422, 'no category "None"'],
	['win-fractions?limit=201', 422, 'limit'],
	['win-fractions?judge=nobody@1', 404, 'no board under the judge'],
])('a chart’s read of %s is refused with %i and says why', async (query, status, reason) => {
	const answered = await send(server, `/v1/leaderboards/numbers/${query}`);
	expect(answered.status).toBe(status);
	expect(answered.text).toContain(reason.replaceAll('"', '\\"'));
});

test('a variant among several is named by a submission', async () => {
	const variant = { label: 'careful' };
	const body = answersOfManyLengths('two', 12);
	await server.client.createSubmission({ ...body, benchmark: 'numbers@2' });
	const { id } = await server.client.createSubmission({
		...body,
		benchmark: 'numbers@2',
		variant,
	});
	await server.untilOnBoard('numbers@2', [id]);
	const refused = await send(server, '/v1/leaderboards/numbers@2/history?model=two');
	expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(id)]);
	const history = await server.client.history('numbers@2', { model: id });
	expect(history.model.variant).toEqual(variant);
	expect(history.items.every((item) => item.submission_id === id)).toBe(true);
});

test('a snapshot that is not there, or no snapshot’s name, is refused', async () => {
	expect((await send(server, `/v1/snapshots/${'0'.repeat(64)}`)).status).toBe(404);
	expect((await send(server, `/v1/snapshots/${'0'.repeat(64)}/leaderboard`)).status).toBe(404);
	expect((await send(server, '/v1/snapshots/latest')).status).toBe(422);
	expect(server.log).toEqual([]);
});

function answersOfManyLengths(model: string, questions = QUESTIONS) {
	return {
		benchmark: 'numbers',
		model: { slug: model, name: `Model ${model}` },
		responses: Array.from({ length: questions }, (_, at) => ({
			question_id: `q${at + 1}`,
			response: `Answer ${at + 1} of ${model}. ${'More. '.repeat((at * 7) % 11)}`,
		})),
	};
}

test('a board of older rules keeps its numbers and says so, until an operator has all computed again', async () => {
	const today = (await server.client.leaderboard('numbers')).snapshot?.id ?? '';
	const old = '0f'.repeat(32);
	await server.db.transaction(async (tx) => {
		await tx.execute(sql`insert into snapshots (id, benchmark_version_id, judge_version_id, rule, seed, code_version, inputs_hash, inputs, contents)
			select decode(${old}, 'hex'), benchmark_version_id, judge_version_id, rule, seed, 'board-0', inputs_hash, inputs, contents
			from snapshots where id = decode(${today}, 'hex')`);
		await tx.execute(sql`insert into snapshot_slices (snapshot_id, slice, questions, rows)
			select decode(${old}, 'hex'), slice, questions, rows from snapshot_slices where snapshot_id = decode(${today}, 'hex')`);
		await tx.execute(
			sql`update boards set snapshot_id = decode(${old}, 'hex') where snapshot_id = decode(${today}, 'hex')`,
		);
		await tx.execute(sql`delete from snapshot_slices where snapshot_id = decode(${today}, 'hex')`);
	});
	const isOutdated = { code_version: 'board-0', is_outdated: true };
	const { snapshot: shown } = await server.client.leaderboard('numbers');
	expect(shown).toMatchObject({ id: old, ...isOutdated });
	const { code_version: version, boards } = await server.client.recomputeBoards();
	expect(version).toBe(BOARD_CODE_VERSION);
	expect(boards).toEqual([
		{ benchmark: 'numbers@2', judge: 'test-judge@1', code_version: 'board-0' },
	]);
	const found = await until(
		() => server.client.leaderboard('numbers'),
		({ snapshot: now }) => now?.is_outdated === false,
	);
	expect(found.snapshot?.id).toBe(today);
	// The line about the rules and the findable difference are stored with it: no read has to compute them.
	const rules = JSON.parse((await findSliceRules(server.db, today, 'overall')) ?? 'null');
	expect(rules).toMatchObject({ effects: expect.any(Array), findable: expect.any(Number) });
	expect((await server.client.recomputeBoards()).boards).toEqual([]);
	const before = await send(server, `/v1/snapshots/${old}/leaderboard`);
	expect(JSON.parse(before.text)).toMatchObject({ snapshot: isOutdated });
	const audited = await server.client.audit({ action: 'board.recompute' });
	expect(audited.items).toHaveLength(1);
});
