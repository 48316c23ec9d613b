import { afterAll, beforeAll, expect, test } from 'vitest';
import { inArray, isNotNull, sql } from 'drizzle-orm';
import type { Change } from '@codejoust/contract/client';
import { storeAbsentTexts, storeReplies, storeTexts } from '@codejoust/db/queries/texts/texts';
import { texts } from '@codejoust/db/schema/texts';
import { contentHash } from '@codejoust/judge/identity/identity';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { readProblem } from '../support/expect-refusal.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 8;
const REHEARSAL = 'codejoust-rehearsal-1@1';

/** On questions 1 and 2 the first answer wins in both orders; of question 3 nothing can be read. */
const WORDS: Readonly<Record<string, string>> = {
	1: '[[A>B]]',
	2: '[[A>B]]',
	3: 'Both are fine.',
};

let judge: JudgeServer;
let server: CodejoustServer;
let first: string;

beforeAll(async () => {
	judge = await startJudgeServer({
		policy: 'longer',
		reply: ({ messages }) =>
			WORDS[/Question (\d+) of story/.exec(messages[1]?.content ?? '')?.[1] ?? ''],
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	const { client } = server;
	await client.createBenchmark(smallBenchmark('quiet'));
	await client.createBenchmark(smallBenchmark('story', QUESTIONS));
	first = await submit(answers('alpha', 'Long enough to win whatever the other one says here.'));
	await submit(answers('beta', 'No.'));
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

/** Question 8 is left without an answer. */
function answers(model: string, text: string) {
	const body = smallSubmission('story', model, QUESTIONS);
	return {
		...body,
		responses: body.responses.map(({ question_id: id }) => ({
			question_id: id,
			response: id === 'q8' ? '' : `${text} ${id}`,
		})),
	};
}

async function submit(body: ReturnType<typeof answers>): Promise<string> {
	const { id } = await server.client.createSubmission(body);
	await server.untilJudged(id);
	await server.untilOnBoard('story', [id]);
	return id;
}

const kinds = (changes: readonly Change[]) => changes.map(({ kind }) => kind);
const names = (models: Change['joined']) => models.map(({ slug }) => slug);

test('a judge is told by the battles of its boards: consistency, reasons, cost, and which boards', async () => {
	const { judge: brief } = await server.client.leaderboard('story');
	const found = await server.client.judge(brief.name);
	// Of two models: two flips each, one unreadable each, one empty answer each, four decided alike.
	expect(found.quality).toMatchObject({
		models: 2,
		battles_scored: 12,
		battles_unscored: 2,
		consistent: 8,
		flipped: 4,
		leaning: 0,
		consistency: 8 / 12,
		flip_rate: 4 / 12,
		first_position_share: 0.5 + 4 / 24,
		noise: null,
		unscored_reasons: { 'no-verdict': 2 },
		cost_micro_usd_per_battle: null,
	});
	expect(found.boards).toMatchObject([{ benchmark: 'story@1', is_live: true }]);
	expect(found.boards[0]?.quality).toEqual(found.quality);
	const unused = await server.client.judge(REHEARSAL);
	expect(unused.boards).toEqual([]);
	expect(unused.quality).toMatchObject({ battles_scored: 0, consistency: null, flip_rate: null });
});

test('battles are found by why they failed, and a battle’s neighbours stay within the reader’s filter', async () => {
	const { client } = server;
	const ids = async (filter: Parameters<typeof client.battles>[0]) =>
		(await client.battles({ benchmark: 'story', ...filter })).items.map(({ id }) => id);
	const empty = await ids({ reason: 'empty-answer' });
	expect(empty).toHaveLength(2);
	expect(await ids({ reason: 'no-verdict' })).toEqual(await ids({ outcome: 'unscored' }));
	expect(await ids({ reason: 'refused' })).toEqual([]);

	const filter = { benchmark: 'story', outcome: 'flipped' };
	const flipped = await ids({ outcome: 'flipped' });
	expect(flipped).toHaveLength(4);
	for (const [at, id] of flipped.entries()) {
		const battle = await client.battle(id, filter);
		expect([battle.previous_id, battle.next_id]).toEqual([
			flipped[at - 1] ?? null,
			flipped[at + 1] ?? null,
		]);
	}
	// Without a filter the neighbours are those of the run.
	const [one] = flipped;
	const { run_id: run, next_id: next } = await client.battle(one ?? '');
	expect((await client.battle(next ?? '')).run_id).toBe(run);

	const id = flipped[0] ?? '';
	const bad = await send(server, `/v1/battles/${id}?outcome=victory&reason=boredom`);
	const { errors } = readProblem(bad, 'invalid-input');
	expect(errors?.map(({ name }) => name)).toEqual(['outcome', 'reason']);
	readProblem(await send(server, `/v1/battles/${id}?benchmark=none`), 'not-found');
});

test('words are looked for in question, answers and the judge’s words, with their places and neighbours', async () => {
	const { client } = server;
	const search = async (q: string, more = {}) => {
		const { items, ...page } = await client.battles({ benchmark: 'story', q, ...more });
		const found = items.map(({ id, model, question_id: question, found_in: places }) => ({
			id,
			place: `${model.slug} ${question} ${places?.join('+') ?? ''}`,
		}));
		return { ...page, ids: found.map(({ id }) => id), places: found.map(({ place }) => place) };
	};
	expect(await search('QUESTION 5 of')).toMatchObject({
		places: ['alpha q5 question', 'beta q5 question'],
		searched: 2 * QUESTIONS,
		next_cursor: null,
	});
	expect((await search('long ENOUGH to win', { limit: 200 })).places).toHaveLength(QUESTIONS - 1);
	expect((await search('both are fine')).places).toEqual(['alpha q3 judge', 'beta q3 judge']);
	// As replies were stored before they were packed.
	const body = WORDS[3] ?? '';
	await storeTexts(server.db, [{ hash: contentHash(body), body }]);
	expect((await search('both are fine')).places).toEqual(['alpha q3 judge', 'beta q3 judge']);
	expect((await search('answers WERE compared')).places).toEqual(
		['alpha', 'beta'].flatMap((model) => [4, 5, 6, 7].map((at) => `${model} q${at} judge`)),
	);
	// What stands for anything in a pattern stands for itself.
	for (const q of ['q%', 'Bo_h', 'a\\', 'content'])
		expect(await search(q), q).toMatchObject({ places: [], searched: 2 * QUESTIONS });
	const pages = [];
	for (let cursor: string | null = '0'; cursor !== null;) {
		const page = await search('long enough', { limit: 3, cursor });
		pages.push(page.ids);
		cursor = page.next_cursor;
	}
	expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
	const ids = pages.flat();
	const middle = await client.battle(ids[3] ?? '', { benchmark: 'story', q: 'long enough' });
	expect([middle.previous_id, middle.next_id]).toEqual([ids[2], ids[4]]);
	const bad = readProblem(await send(server, '/v1/battles?q=long'), 'invalid-input');
	expect(bad.detail).toBe('A search in texts needs a benchmark, a submission or a run.');
	for (const q of ['x', 'x'.repeat(101)])
		readProblem(await send(server, `/v1/battles?benchmark=story&q=${q}`), 'invalid-input');
});

test('what a judge has said and somebody answers, too, is there for what reads answers in SQL', async () => {
	const { db } = server;
	const said = ['one', 'two'].map((name) => {
		const body = `Both assistants provided correct solutions, says ${name}.`;
		return { hash: contentHash(body), body };
	});
	await storeReplies(db, said);
	const read = () =>
		db
			.select({ body: texts.body, isPacked: isNotNull(texts.packed) })
			.from(texts)
			.where(
				inArray(
					texts.hash,
					said.map(({ hash }) => hash),
				),
			)
			.orderBy(texts.createdAt, texts.body);
	expect(await read()).toEqual(said.map(() => ({ body: null, isPacked: true })));
	await storeTexts(db, said.slice(0, 1));
	const absent = said.slice(1).map(({ hash, body }) => ({ hash, characters: body.length }));
	await storeAbsentTexts(db, absent, 'not given');
	expect(await read()).toEqual(said.map(({ body }) => ({ body, isPacked: false })));
	await storeReplies(db, said);
	expect(await read()).toEqual(said.map(({ body }) => ({ body, isPacked: false })));
});

test('battles are counted by outcome and by reason, within a filter', async () => {
	const { client } = server;
	const all = await client.battleCounts({ benchmark: 'story' });
	const { items } = await client.battles({ benchmark: 'story', limit: 200 });
	const of = (outcome: string) => items.filter((battle) => battle.outcome === outcome).length;
	expect(all).toEqual({
		battles: 2 * QUESTIONS,
		is_complete: true,
		outcomes: {
			win: of('win'),
			tie: of('tie'),
			loss: of('loss'),
			unscored: 2,
			open: 0,
			flipped: 4,
		},
		reasons: [
			{ reason: 'empty-answer', battles: 2 },
			{ reason: 'no-verdict', battles: 2 },
		],
	});
	expect(await client.battleCounts({ submission: first, outcome: 'unscored' })).toMatchObject({
		battles: 1,
		outcomes: { unscored: 1, win: 0 },
	});
	const bad = readProblem(await send(server, '/v1/battle-counts?model=alpha'), 'invalid-input');
	expect(bad.detail).toContain('needs a benchmark');
});

test('what the judge was sent is shown to the letter, and what changed between two runs by question', async () => {
	const { client } = server;
	const { items } = await client.battles({ benchmark: 'story', limit: 200 });
	const runOf = (slug: string) => items.find(({ model }) => model.slug === slug)?.run_id ?? '';
	const asked = items.find(({ by }) => by === 'games');
	const { items: prompts } = await client.battlePrompts(asked?.id ?? '');
	expect(prompts.map(({ order }) => order)).toEqual(['baseline-first', 'swapped']);
	for (const { messages } of prompts)
		expect(judge.requests.map((request) => request.messages)).toContainEqual(messages);
	const empty = items.find(({ by }) => by === 'empty-answer');
	expect(await client.battlePrompts(empty?.id ?? '')).toEqual({ items: [], withheld: null });
	readProblem(await send(server, '/v1/battles/999999999/prompts'), 'not-found');

	const [from, to] = [runOf('alpha'), runOf('beta')];
	const changes = await client.battleChanges({ from, to });
	expect(changes).toMatchObject({ benchmark: 'story@1', shared: QUESTIONS, next_cursor: null });
	const outcome = (run: string, question: string) =>
		items.find(({ run_id, question_id }) => run_id === run && question_id === question)?.outcome;
	const differing = Array.from({ length: QUESTIONS }, (_, at) => `q${at + 1}`).filter(
		(question) => outcome(from, question) !== outcome(to, question),
	);
	expect(differing.length).toBeGreaterThan(0);
	expect(changes.items.map(({ question_id }) => question_id)).toEqual(differing);
	expect(changes.changed).toBe(differing.length);
	for (const item of changes.items)
		expect([item.from.outcome, item.to.outcome]).toEqual([
			outcome(from, item.question_id),
			outcome(to, item.question_id),
		]);
	expect(changes.outcomes.reduce((sum, { battles }) => sum + battles, 0)).toBe(QUESTIONS);
	const page = await client.battleChanges({ from, to, limit: 1 });
	expect(page.items).toEqual(changes.items.slice(0, 1));
	const rest = await client.battleChanges({ from, to, cursor: page.next_cursor ?? '' });
	expect(rest.items).toEqual(changes.items.slice(1));
	expect(await client.battleChanges({ from, to: from })).toMatchObject({ changed: 0, items: [] });
	readProblem(await send(server, `/v1/battle-changes?from=${from}&to=nothing`), 'not-found');
});

test('the overview has every benchmark once, with the top of its board', async () => {
	const { items } = await server.client.overview({ limit: 1 });
	expect(items.map(({ benchmark }) => benchmark.slug)).toEqual(['quiet', 'story']);
	const [quiet, story] = items;
	expect(quiet).toMatchObject({ judge: null, snapshot: null, models: 0, rows: [], underway: 0 });
	const board = await server.client.leaderboard('story');
	expect(story).toMatchObject({ models: 2, judge: board.judge, snapshot: board.snapshot });
	expect(story?.rows).toEqual(board.rows.slice(0, 1));
	readProblem(await send(server, '/v1/overview?limit=21'), 'invalid-input');
});

test('a model’s page knows its subcategories and what became of its submissions', async () => {
	const { standings, submissions } = await server.client.model('alpha');
	const [standing] = standings;
	const parts = standing?.subcategories ?? [];
	expect(parts.reduce((sum, { n }) => sum + n, 0)).toBe(QUESTIONS);
	expect(parts.reduce((sum, { wins }) => sum + wins, 0)).toBe(standing?.row.wins);
	const { rows } = await server.client.leaderboard('story', { subcategory: 'Group 1' });
	const own = rows.find(({ submission_id: id }) => id === first);
	expect(parts.find(({ subcategory }) => subcategory === 'Group 1')?.score).toEqual(own?.score);
	expect(submissions).toMatchObject([{ id: first, stands: true, runs: [{ state: 'done' }] }]);
});

test('a paused replicate is not announced: its model stands on the board already', async () => {
	const { client, db } = server;
	const [played] = (await client.submission(first)).runs;
	const judgeName = played?.judge.name ?? '';
	const { id } = await client.createRun({ submission: first, judge: judgeName, replicate: 1 });
	await until(
		() => client.run(id),
		({ state }) => state === 'done',
	);
	await db.execute(sql`update runs set finished_at = null, held = 'paused' where id = ${id}`);
	expect((await client.run(id)).state).toBe('paused');
	expect((await client.leaderboard('story')).underway).toEqual([]);
	const { items } = await client.overview({ limit: 1 });
	expect(items.map(({ underway }) => underway)).toEqual([0, 0]);
	await db.execute(sql`update runs set finished_at = now(), held = null where id = ${id}`);
});

test('the changelog tells what a reader cares for, newest first, and nothing twice', async () => {
	const { client, db } = server;
	const read = async (benchmark = 'story') => (await client.changelog({ benchmark })).items;
	const start = await read();
	expect(kinds(start)).toEqual(['models-changed', 'models-changed', 'benchmark-published']);
	expect(start.slice(0, 2).map(({ joined }) => names(joined))).toEqual([['beta'], ['alpha']]);
	expect(kinds(await read('quiet'))).toEqual(['benchmark-published']);

	// The same models under another judge are one change, not a change each.
	await client.createRun({ submission: first, judge: REHEARSAL });
	await until(
		async () => (await client.judge(REHEARSAL)).boards,
		(boards) => boards.length === 1,
	);
	const judged = await read();
	expect(kinds(judged)).toEqual(['judge-added', ...kinds(start)]);
	expect(judged[0]).toMatchObject({ judge: { name: REHEARSAL, is_rehearsal: true } });

	const [standing] = (await client.model('alpha')).standings;
	expect(standing?.other_judges).toMatchObject([
		{ judge: { name: REHEARSAL }, models: 1, rank: { best: 1, worst: 1 } },
	]);

	const again = await submit(answers('alpha', 'Another text, and a much longer one than before.'));
	await until(
		() => client.leaderboard('story'),
		({ rows }) => rows.every(({ submission_id: id }) => id !== first),
	);
	const [replaced] = await read();
	expect(replaced).toMatchObject({ kind: 'models-changed', joined: [], left: [] });
	expect(names(replaced?.replaced ?? [])).toEqual(['alpha']);
	expect((await client.model('alpha')).submissions.map(({ id, stands }) => [id, stands])).toEqual([
		[again, true],
		[first, false],
	]);

	await db.execute(sql`update submissions set withdrawn_at = now() where id = ${again}`);
	await db.execute(sql`update boards set stale_since = clock_timestamp() where is_live`);
	await db.execute(sql`update benchmark_versions set retired_at = now() + interval '1 hour' where id = (
		select version.id from benchmark_versions version join benchmarks on benchmarks.id = version.benchmark_id
		where benchmarks.slug = 'quiet')`);
	await db.execute(
		sql`update judge_versions set retired_at = now() + interval '2 hours' where is_rehearsal`,
	);
	const all = await until(
		async () => (await client.changelog()).items,
		(items) => items.some(({ left }) => left.length > 0),
	);
	expect(kinds(all).slice(0, 2)).toEqual(['judge-retired', 'benchmark-retired']);
	expect(kinds(await read('quiet'))).toEqual(['benchmark-retired', 'benchmark-published']);
	expect(all[0]).toMatchObject({ benchmark: null, judge: { name: REHEARSAL } });
	expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
	const left = all.filter((change) => change.left.length > 0);
	expect(left.map((change) => names(change.left))).toEqual([['alpha']]);

	const pages: Change[] = [];
	for (let cursor: string | null = ''; cursor !== null;) {
		const page = await client.changelog({ limit: 2, ...(cursor ? { cursor } : {}) });
		pages.push(...page.items);
		cursor = page.next_cursor;
	}
	expect(pages).toEqual(all);
	readProblem(await send(server, '/v1/changelog?cursor=nonsense'), 'invalid-input');
	readProblem(await send(server, '/v1/changelog?benchmark=nobody'), 'not-found');
});

test('a benchmark that is not public is on no changelog', async () => {
	const { client, db } = server;
	await client.createBenchmark(smallBenchmark('secret'));
	await db.execute(sql`update benchmark_versions set visibility = 'unlisted' where id = (
		select version.id from benchmark_versions version join benchmarks on benchmarks.id = version.benchmark_id
		where benchmarks.slug = 'secret')`);
	const { items } = await client.changelog();
	expect(items.filter(({ benchmark }) => benchmark?.slug === 'secret')).toEqual([]);
});
