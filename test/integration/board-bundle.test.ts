import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { roundedCanonicalJson } from '@codejoust/board/rounded-canonical-json';
import { publishBoard } from '../../apps/api/src/use-cases/boards/publish-board.ts';
import {
	readEntrantRows,
	readInputs,
	readSliceRules,
	readSlices,
} from '../../apps/api/src/use-cases/boards/snapshot-texts.ts';
import { openBoardThread } from '../../apps/api/src/use-cases/boards/board-thread.ts';
import { listBoards } from '@codejoust/db/queries/boards/boards';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { type CodejoustServer, startCodejoust, until } from '../support/codejoust-server.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const QUESTIONS = 32;
/** Overall, two categories, four subcategories, three languages, one difficulty. */
const SLICES = 11;
let judge: JudgeServer;
let server: CodejoustServer;
let snapshotId: string;
/** What each snapshot of the growing board answered while the board showed it. */
const grown = new Map<string, readonly string[]>();

beforeAll(async () => {
	// Every seventh request stays unreadable, so that the board has unscored battles.
	judge = await startJudgeServer({
		reply: ({ messages }) =>
			hashOf(messages[1]?.content ?? '') % 7 === 0 ? 'I like both.' : undefined,
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	await server.client.createBenchmark(smallBenchmark('bundled', QUESTIONS));
	const ids: string[] = [];
	for (const model of ['one', 'two', 'three']) {
		const body = smallSubmission('bundled', model, QUESTIONS);
		const [first, ...rest] = body.responses;
		if (!first) throw new Error('a submission has responses');
		// One answer is empty: lost without a judge.
		const { id } = await server.client.createSubmission({
			...body,
			responses: [{ ...first, response: '' }, ...rest],
		});
		await server.untilJudged(id);
		ids.push(id);
		const board = await server.untilOnBoard('bundled', ids);
		expect(board.rows.some(({ unscored }) => unscored > 0)).toBe(true);
		snapshotId = board.snapshot?.id ?? '';
		grown.set(snapshotId, await readAnswers(snapshotId));
	}
});
afterAll(async () => {
	await server.stop();
	await judge.close();
});

test.each(['0', '1'])('a bundle (texts: %s) recomputes to the same bytes', async (texts) => {
	const bundle = await readBundle(texts);
	expect(recomputeBundle(bundle)).toEqual({
		kind: 'identical',
		snapshotId,
		evidence: expect.stringMatching(/^[0-9a-f]{64}$/),
		slices: expect.any(Number),
		models: 3,
		battles: 3 * QUESTIONS,
		judgments: expect.any(Number),
	});
	expect(bundle.includes('Answer 2 of one.')).toBe(texts === '1');
});

test('any order of models, battles, judgments and slices recomputes to the same bytes', async () => {
	const lines = (await readBundle('0')).trimEnd().split('\n');
	const [header = '', ...rest] = lines;
	const end = rest.pop() ?? '';
	const isQuestion = (line: string) => line.startsWith('{"kind":"question"');
	// Questions keep their order, which is part of the benchmark's hash.
	const shuffled = [
		...rest.filter((line) => !isQuestion(line)).toReversed(),
		...rest.filter(isQuestion),
	];
	const result = recomputeBundle([header, ...shuffled, end].join('\n'));
	expect(result).toMatchObject({ kind: 'identical', snapshotId });
});

test('a tampered verdict is found: its battle, and every number that it moves', async () => {
	const bundle = await readBundle('0');
	const line = bundle
		.split('\n')
		.find((text) => text.includes('"outcome":"win"') && text.includes('"kind":"battle"'));
	const battle = JSON.parse(line ?? '');
	for (const game of battle.games)
		for (const judgment of game.judgments)
			judgment.verdict = game.order === 'swapped' ? 'B>>A' : 'A>>B';
	const result = recomputeBundle(bundle.replace(line ?? '', JSON.stringify(battle)));
	if (result.kind !== 'different') throw new Error('the tampering was not found');
	expect(result.differences).toContainEqual({
		path: `battles/${battle.submission_id}/${battle.question_id}/outcome`,
		stored: 'win',
		recomputed: 'loss',
	});
	const paths = result.differences.map(({ path }) => path);
	expect(paths).toContain(`slices/overall/rows/${battle.submission_id}/wins`);
	expect(paths).toContain('snapshot/id');
});

test('a judgment that is changed without another outcome is found at its battle: a clearer label, another model', async () => {
	const bundle = await readBundle('0');
	const line = bundle.split('\n').find((text) => text.includes('"verdict":"A>B"')) ?? '';
	const { submission_id: id, question_id: question } = JSON.parse(line);
	const pathsOf = (changed: string) => {
		const result = recomputeBundle(bundle.replace(line, changed));
		if (result.kind !== 'different') throw new Error('the tampering was not found');
		return result.differences.map(({ path }) => path);
	};
	const clearer = pathsOf(line.replace('"verdict":"A>B"', '"verdict":"A>>B"'));
	expect(clearer).toContain(`battles/${id}/${question}/margin`);
	const reported = pathsOf(line.replace(/"model_reported":"[^"]*"/, '"model_reported":"other"'));
	expect(reported).toEqual([`battles/${id}/${question}/evidence_hash`]);
});

test('a bundle of another version of the rules is checked in all but its numbers', async () => {
	const bundle = await readBundle('1');
	const other = bundle.replace(/"code_version":"[^"]*"/, '"code_version":"board-0"');
	expect(recomputeBundle(other)).toMatchObject({ kind: 'different', total: 1 });
	const forged = other.replace('"response":"Answer 2', '"response":"Better answer 2');
	const result = recomputeBundle(forged);
	if (result.kind !== 'different') throw new Error('the tampering was not found');
	expect(result.differences.some(({ path }) => path.endsWith('response_hash'))).toBe(true);
});

test.each([
	['a number', /"wins":(\d+)/, '"wins":99', /^slices\/.*\/wins$/],
	['the judge’s prompt', /"systemPrompt":"/, '"systemPrompt":"Prefer A. ', /^judge\/hash$/],
	['an answer', /"response":"Answer 2/, '"response":"Better answer 2', /response_hash$/],
	['a question', /Question 3 of/, 'Question three of', /^questions\/q3\/content_hash$/],
	['an identity', /"identity":"[0-9a-f]/, '"identity":"x', undefined],
])('tampering with %s is found', async (_, pattern, replacement, place) => {
	const bundle = await readBundle('1');
	expect(bundle).toMatch(pattern);
	const result = recomputeBundle(bundle.replace(pattern, replacement));
	if (place === undefined) {
		expect(result).toMatchObject({ kind: 'unreadable' });
		return;
	}
	if (result.kind !== 'different') throw new Error('the tampering was not found');
	expect(result.differences.some(({ path }) => place.test(path))).toBe(true);
});

test('a bundle that was cut off or is none at all is unreadable, with the line', async () => {
	const lines = (await readBundle('0')).split('\n');
	expect(recomputeBundle(lines.slice(0, -2).join('\n'))).toMatchObject({ kind: 'unreadable' });
	const cut = (await readBundle('0')).slice(0, -500);
	expect(recomputeBundle(cut)).toMatchObject({ kind: 'unreadable' });
	expect(recomputeBundle('')).toMatchObject({ kind: 'unreadable', line: 1 });
	expect(recomputeBundle('{"kind":"question"}')).toMatchObject({ kind: 'unreadable', line: 1 });
	const [header = '', ...rest] = lines;
	const twice = recomputeBundle([header, header, ...rest].join('\n'));
	expect(twice).toMatchObject({ kind: 'unreadable' });
});

test('the bundle comes compressed to those who take gzip', async () => {
	const url = new URL(`/v1/snapshots/${snapshotId}/bundle`, server.address);
	const { headers, bytes } = await new Promise<{ headers: object; bytes: Buffer }>((done, fail) => {
		request(url, { headers: { 'accept-encoding': 'br, gzip' } }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => done({ headers: response.headers, bytes: Buffer.concat(chunks) }));
		})
			.on('error', fail)
			.end();
	});
	expect(headers).toMatchObject({
		'content-encoding': 'gzip',
		'content-type': 'application/x-ndjson',
	});
	expect(gunzipSync(bytes).toString()).toBe(await readBundle('0'));
});

test('computed again from the same judgments, a board is the same snapshot', async () => {
	const version = await findBenchmarkVersion(server.db, { slug: 'bundled' });
	const [board] = await listBoards(server.db, version?.id ?? 0);
	if (!board) throw new Error('the board is there');
	const thread = openBoardThread();
	await publishBoard({ db: server.db, thread }, board);
	await thread.close();
	expect((await server.client.leaderboard('bundled')).snapshot?.id).toBe(snapshotId);
});

test('a board that has grown since answers with the same bytes, from parts that its snapshots share, or stored whole', async () => {
	expect(grown.size).toBe(3);
	const countSlices = async (id: string) => {
		const [row] = await server.db.execute<{ count: number }>(
			sql`select count(*)::int as count from snapshot_slices where snapshot_id = decode(${id}, 'hex')`,
		);
		return row?.count ?? 0;
	};
	const combinations = 1;
	for (const [id, answers] of grown) {
		expect(await countSlices(id)).toBe(
			id === snapshotId ? SLICES + combinations : 1 + combinations,
		);
		expect(await readAnswers(id)).toEqual(answers);
		expect(recomputeBundle(answers[0] ?? '')).toMatchObject({ kind: 'identical', snapshotId: id });
	}
	const [{ parts } = { parts: 0 }] = await server.db.execute<{ parts: number }>(
		sql`select count(*)::int as parts from snapshot_parts`,
	);
	// What no model has, and two of each model, though it stands on several snapshots.
	expect(parts).toBe(1 + 2 * 3);
	for (const [id, answers] of grown) {
		await storeWhole(id, answers[0] ?? '');
		expect(await readAnswers(id)).toEqual(answers);
	}
	// In the background those that the board shows no longer are stored in parts again.
	const whole = () =>
		server.db.execute<{ id: string }>(
			sql`select encode(id, 'hex') as id from snapshots where inputs is not null`,
		);
	await until(whole, (left) => left.length <= 1);
	expect((await whole()).map(({ id }) => id)).toEqual([snapshotId]);
	for (const [id, answers] of grown) expect(await readAnswers(id)).toEqual(answers);
});

/** As snapshots were stored before they had parts. */
async function storeWhole(id: string, bundle: string): Promise<void> {
	const inputs = await readInputs(server.db, id);
	const lines = bundle
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line));
	await server.db.transaction(async (tx) => {
		await tx.execute(
			sql`update snapshots set contents = null, inputs = ${inputs}::text::jsonb where id = decode(${id}, 'hex')`,
		);
		for (const { kind, slice, questions, rows, rules } of lines)
			if (kind === 'slice')
				await tx.execute(sql`
					insert into snapshot_slices (snapshot_id, slice, questions, rows, rules)
					values (decode(${id}, 'hex'), ${slice}, ${questions}, ${JSON.stringify(rows)}::text::jsonb, ${JSON.stringify(rules)}::text::jsonb)
					on conflict do nothing`);
	});
}

/** The bundle of a snapshot, and slices of it, a combination, a rule and a comparison that are computed from its inputs. */
async function readAnswers(id: string): Promise<readonly string[]> {
	const paths = [
		`bundle?texts=0`,
		'leaderboard',
		'leaderboard?category=Odd',
		'leaderboard?category=Odd&subcategory=Group%201',
		'leaderboard?category=Odd&language=Rust',
		'leaderboard?category=Even&rule=sign',
	];
	const answers: string[] = [];
	for (const path of paths) {
		const answered = await send(server, `/v1/snapshots/${id}/${path}`);
		expect(answered.status, path).toBe(200);
		answers.push(answered.text.replace(/"is_current":(true|false)/, ''));
	}
	// What a page keeps in memory is read again, too.
	const slices = await readSlices(server.db, id, [
		'category=Odd',
		'overall',
		'language=Go',
		'none',
	]);
	expect(slices.size).toBe(3);
	const rows = slices.get('language=Go')?.rows as readonly { readonly id: string }[];
	const submissionId = rows.at(-1)?.id ?? '';
	const own = await readEntrantRows(server.db, {
		snapshotId: id,
		submissionId,
		slices: ['overall', 'language=Go'],
	});
	expect(own.get('language=Go')).toEqual(rows.at(-1));
	answers.push(JSON.stringify([...slices].toSorted()), JSON.stringify([...own].toSorted()));
	const rules = (await readSliceRules(server.db, id, 'language=Go')) ?? '';
	answers.push(JSON.stringify(JSON.parse(rules)));
	answers.push(JSON.stringify(asSorted(await readInputs(server.db, id))));
	return answers;
}

/** Inputs with their fields in one order, whoever wrote them. */
function asSorted(inputs: string): unknown {
	return JSON.parse(roundedCanonicalJson(JSON.parse(inputs)));
}

async function readBundle(texts: string): Promise<string> {
	const answered = await send(server, `/v1/snapshots/${snapshotId}/bundle?texts=${texts}`);
	expect(answered.status).toBe(200);
	return answered.text;
}

function hashOf(text: string): number {
	return [...text].reduce(
		(hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003,
		7,
	);
}
