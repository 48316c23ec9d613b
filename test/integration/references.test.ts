import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recomputeBundle } from '@codejoust/board/bundle/recompute-bundle';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { answerOf } from '../support/judge-policies.ts';
import { type JudgeServer, startJudgeServer } from '../support/judge-server.ts';
import type { OpenApi } from '../support/openapi-fuzz.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const PLAIN = 'test-judge@1';
const SHOWN = 'with-references@1';
const SECRET = 'the-secret-of-question';
const OPEN = 'Everybody may read this reference.';
const TEMPLATE = `{{#reference}}
<|The Reference Answer|>
{{reference}}
{{/reference}}
${defaultJudge().userTemplate}`;
/** The right answer is the shorter one in every second pair; the last pair has no reference. */
const PAIRS = Array.from({ length: 12 }, (_, at) => ({
	pair_id: `p${at}`,
	prompt: `What is right, number ${at}?`,
	response_a: `right ${at}`,
	response_b: at % 2 === 0 ? `wrong, and a good deal longer ${at}` : `no ${at}`,
	label: 'A',
	...(at === 11 ? {} : { reference: `right ${at}` }),
	// The judge takes the longer answer where it has no reference: it is right by itself on the odd ones.
	...(at % 2 === 0 ? { not_solved_by: ['test-judge'] } : { solved_by: ['test-judge', 'another'] }),
}));

let judge: JudgeServer;
let server: CodejoustServer;
let folder: string;

beforeAll(async () => {
	// Takes the answer that the reference has, else the longer one; says what it was shown, as judges do.
	judge = await startJudgeServer({
		reply: ({ messages }) => {
			const prompt = messages.at(-1)?.content ?? '';
			const reference = /<\|The Reference Answer\|>\n.*\n([^]*?)\n-----/.exec(prompt)?.[1];
			const [a, b] = [answerOf(prompt, 'A'), answerOf(prompt, 'B')];
			const right = [a, b].map(
				(text) => reference !== undefined && text.includes(`\n${reference}\n`),
			);
			const lead = Number(right[0]) - Number(right[1]) || a.length - b.length;
			return `Reference: ${reference ?? 'none'}. [[${lead === 0 ? 'A=B' : lead > 0 ? 'A>B' : 'B>A'}]]`;
		},
	});
	server = await startCodejoust({ judgeBaseUrl: judge.baseUrl });
	folder = await mkdtemp(join(tmpdir(), 'codejoust-references-'));
	await server.client.createBenchmark(smallBenchmark('plain'));
	const definition = { userTemplate: TEMPLATE };
	await server.client.createJudge({ slug: 'with-references', from: PLAIN, definition });
	for (const name of [PLAIN, SHOWN])
		await server.client.setPrice(name, { input_micro_usd: 1_000_000, output_micro_usd: 0 });
});
afterAll(async () => {
	await server.stop();
	await judge.close();
	await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) =>
	runCli(args, { env: { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key } });

async function write(name: string, rows: readonly unknown[]): Promise<string> {
	const path = join(folder, name);
	await writeFile(path, rows.map((row) => JSON.stringify(row)).join('\n'));
	return path;
}

/** Every answer of a GET operation to a reader without a key, with texts where it has some. */
async function crawl(
	known: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> {
	const { json } = await send(server, '/openapi.json', { key: null });
	const found = new Map<string, string>();
	for (const [path, operations] of Object.entries((json as OpenApi).paths)) {
		const operation = operations['get'];
		if (!operation || path.includes('events')) continue;
		const filled = path.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
			encodeURIComponent(known[`${path.split('/')[2] ?? ''}.${name}`] ?? known[name] ?? whole),
		);
		const names = (operation.parameters ?? []).filter((one) => one.in === 'query');
		const query = new URLSearchParams(
			names.flatMap(({ name }) => {
				const value = known[name];
				return value === undefined || name === 'model' ? [] : [[name, value]];
			}),
		);
		const answer = await send(server, `${filled}?${query}`, { key: null });
		if (answer.status === 200) found.set(path, answer.text);
	}
	return found;
}

test('a version with references is made of a file, or refused with all that is wrong with it', async () => {
	const bad = await write('bad.jsonl', [
		{ question_id: 'q9', reference: 'x' },
		{ question_id: 'q1', reference: '' },
	]);
	const refused = await run('references', 'set', 'plain@1', '--file', bad, '--as', '2');
	expect(refused.code).not.toBe(0);
	expect(refused.stderr).toContain('no question "q9"');
	expect(refused.stderr).toContain('must not be blank');
	const good = await write('good.jsonl', [
		{ question_id: 'q1', reference: `${SECRET} 1` },
		{ question_id: 'q2', reference: `${SECRET} 2` },
		{ question_id: 'q3', reference: OPEN, origin: 'human', visibility: 'public' },
	]);
	const as = ['--as', '2', '--origin', 'model', '--visibility', 'judge-only'];
	const made = await run('references', 'set', 'plain@1', '--file', good, ...as);
	expect(made.stdout).toContain('Published plain@2: 3 references set, 3 of 4 questions have one.');
	const changes = await server.client.changes('plain@2');
	expect(changes.edited.map(({ fields }) => fields)).toEqual(Array(3).fill(['reference']));
	expect(changes.shared).toBe(4);
	const { items } = await server.client.questions('plain@2');
	expect(
		items.map((row) => [row.reference, row.reference_origin, row.reference_visibility]),
	).toEqual([
		[`${SECRET} 1`, 'model', 'judge-only'],
		[`${SECRET} 2`, 'model', 'judge-only'],
		[OPEN, 'human', 'public'],
		[null, null, null],
	]);
});

test('old judgments hold where no reference is shown, and no public read or file has a judge-only one', async () => {
	const answers = smallSubmission('plain', 'first');
	const first = await server.client.createSubmission({ ...answers, benchmark: 'plain@1' });
	await server.untilJudged(first.id);
	const asked = judge.requests.length;
	const second = await server.client.createSubmission({ ...answers, benchmark: 'plain@2' });
	await server.untilOnBoard('plain@2', [second.id]);
	expect(judge.requests.length).toBe(asked);
	await server.client.createRun({ submission: second.id, judge: SHOWN });
	await server.untilJudged(second.id);
	await server.untilAtRest();
	const prompts = judge.requests.slice(asked).map(({ messages }) => messages.at(-1)?.content ?? '');
	expect(prompts).toHaveLength(8);
	expect(prompts.filter((prompt) => prompt.includes(SECRET))).toHaveLength(4);
	expect(prompts.filter((prompt) => prompt.includes('<|The Reference Answer|>'))).toHaveLength(6);
	const { items: battles } = await server.client.battles({ benchmark: 'plain@2', judge: SHOWN });
	const secret = battles.find(({ question_id: id }) => id === 'q1');
	const open = battles.find(({ question_id: id }) => id === 'q3');
	if (!secret || !open) throw new Error('every question has a battle');
	const board = await server.client.leaderboard('plain@2', { judge: SHOWN });
	const known = {
		benchmark: 'plain@2',
		question: 'q1',
		question_id: 'q1',
		judge: SHOWN,
		from: PLAIN,
		to: SHOWN,
		texts: '1',
		'battles.id': secret.id,
		'submissions.id': second.id,
		'runs.id': secret.run_id,
		'snapshots.id': board.snapshot?.id ?? '',
		'snapshots.snapshot': board.snapshot?.id ?? '',
	};
	const pages = await crawl(known);
	for (const [path, text] of pages)
		expect({ path, has: text.includes(SECRET) }).toEqual({ path, has: false });
	const bundle = [...pages].find(([path]) => path.includes('bundle'))?.[1] ?? '';
	expect(bundle).toContain(OPEN);
	expect(recomputeBundle(bundle)).toMatchObject({ kind: 'identical' });
	expect(
		recomputeBundle(bundle.replace(/"reference_hash":"\w/, '"reference_hash":"0')),
	).not.toMatchObject({
		kind: 'identical',
	});
	expect([...pages.keys()]).toEqual(
		expect.arrayContaining([
			'/v1/battles/{id}',
			'/v1/benchmarks/{benchmark}/questions/{question_id}',
			'/v1/exports/games',
		]),
	);
	const shown = await send(server, `/v1/battles/${secret.id}`, { key: null });
	expect(shown.json).toMatchObject({
		question: { reference: null, reference_visibility: 'judge-only' },
		was_reference_shown: true,
		games: [{ judgments: [{ text_withheld: 'judge-only' }] }, {}],
	});
	const trial = { battle: secret.id, order: 'baseline-first' as const };
	const { games } = await server.client.tryJudge(SHOWN, trial);
	expect(prompts.some((prompt) => JSON.stringify(games).includes(JSON.stringify(prompt)))).toBe(
		true,
	);
	const sent = await server.client.battlePrompts(secret.id);
	expect(sent.items.map(({ order }) => order)).toEqual(['baseline-first', 'swapped']);
	for (const { messages } of sent.items)
		expect(judge.requests.map((request) => request.messages)).toContainEqual(messages);
	const toAll = await send(server, `/v1/battles/${secret.id}/prompts`, { key: null });
	expect(toAll.json).toEqual({ items: [], withheld: 'judge-only' });
	const openToAll = await send(server, `/v1/battles/${open.id}/prompts`, { key: null });
	expect(openToAll.text).toContain('<|The Reference Answer|>');
	const words = `/v1/battles?benchmark=plain@2&judge=${SHOWN}&q=${encodeURIComponent(SECRET)}`;
	expect((await send(server, words, { key: null })).json).toMatchObject({ items: [] });
	const found = await server.client.battles({ benchmark: 'plain@2', judge: SHOWN, q: SECRET });
	expect(found.items.map(({ found_in }) => found_in)).toEqual([['judge'], ['judge']]);
	const own = await server.client.battle(secret.id);
	expect(own.question.reference).toBe(`${SECRET} 1`);
	expect(own.games[0]?.judgments[0]?.text).toContain(SECRET);
	const everybody = await send(server, `/v1/battles/${open.id}`, { key: null });
	expect(everybody.json).toMatchObject({
		question: { reference: OPEN },
		games: [{ judgments: [{ text: expect.stringContaining(OPEN) }] }, {}],
	});
});

test('answers that are the references are counted, and many of them are a flag', async () => {
	const { client } = server;
	const questions = smallBenchmark('copied', 6);
	await client.createBenchmark({
		...questions,
		questions: questions.questions.map((row, at) => ({ ...row, reference: `Answer ${at}` })),
	});
	const copied = (count: number, model: string) => {
		const answers = smallSubmission('copied', model, 6);
		const responses = answers.responses.map((row, at) =>
			at < count ? { ...row, response: `Answer ${at}` } : row,
		);
		return client.createSubmission({ ...answers, responses });
	};
	const one = await copied(1, 'one');
	expect(one.flags).toEqual([]);
	expect(one.warnings).toContainEqual(
		expect.objectContaining({ message: expect.stringMatching(/^1 of 6 answers have exactly/) }),
	);
	expect((await copied(5, 'many')).flags).toContain('copies-reference');
	await server.untilAtRest();
});

test('a check with, without and with shuffled references is asked after consent and says what they change', async () => {
	const pairs = await write('pairs.jsonl', PAIRS);
	const asked = judge.requests.length;
	const args = ['judge', 'check', pairs, '--judge', SHOWN, '--reference', 'on,off,shuffled'];
	const waiting = await run(...args);
	await expect(
		server.client.startCheck({ set: 'pairs', judge: PLAIN, reference: 'off' }),
	).rejects.toThrow('The judge is shown no references');
	expect(judge.requests.length).toBe(asked);
	const figure = /--confirm (\S+)\./.exec(waiting.stderr)?.[1] ?? '';
	expect(figure).toMatch(/^72:\d/);
	const done = await run(...args, '--confirm', figure);
	expect({ code: done.code, stderr: done.stderr }).toMatchObject({ code: 0 });
	// The pair without a reference is asked once.
	expect(judge.requests.length - asked).toBe(2 * (11 * 3 + 1));
	expect(done.stdout).toMatch(
		/against without references, over 11 pairs of 11 with a reference:\n {2}accuracy {2}\+54\.5 points \(from \d/,
	);
	expect(done.stdout).toContain('against with shuffled references, over 11 pairs');
	expect(done.stdout).toMatch(
		/Of them, 5 pairs whose prompts its model answers rightly by itself:\n {2}accuracy {2}0\.0 points .*\n.*\n.*\nAnd 6 pairs whose prompts it does not:\n {2}accuracy {2}\+100\.0 points/,
	);
	const { items } = await server.client.judgeChecks({ judge: SHOWN });
	const split = items.find(({ reference }) => reference === 'off')?.reference_effect?.split;
	expect(split).toMatchObject({
		solved: { better: 0, pairs: 5 },
		unsolved: { better: 6, pairs: 6 },
	});
	expect(items.map((check) => [check.reference, check.reference_effect?.better]).sort()).toEqual([
		['off', 6],
		['on', undefined],
		['shuffled', 6],
	]);
});
