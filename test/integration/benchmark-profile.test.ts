import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { benchmarkProfile } from '../../packages/contract/src/schemas/benchmark-profile.ts';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { runCli } from '../support/run-cli.ts';
import { send, smallBenchmark, smallSubmission } from '../support/small-benchmark.ts';

const SECRET = 'Only judges may read this.';
const MODELS = ['one', 'two', 'three', 'four', 'five'];
let server: CodejoustServer;

beforeAll(async () => {
	server = await startCodejoust();
	const { questions, ...rest } = smallBenchmark('small');
	await server.client.createBenchmark({
		...rest,
		questions: questions.map((question) => ({
			...question,
			reference: SECRET,
			reference_visibility: 'judge-only' as const,
		})),
	});
});
afterAll(() => server.stop());

test('before a board there are classes, lengths and near-duplicates, and no text of the benchmark', async () => {
	const { json } = await send(server, '/v1/benchmarks/small/profile');
	const profile = benchmarkProfile.parse(json);
	expect(profile.choices.categories.map(({ name, n }) => [name, n])).toEqual([
		['Even', 2],
		['Odd', 2],
	]);
	const { prompts, baseline_answers: answers } = profile.lengths;
	expect(prompts.words).toEqual({
		texts: 4,
		median: 7,
		most: 7,
		bins: [{ from: 0, to: 10, texts: 4 }],
	});
	expect(prompts.characters).toMatchObject({ median: 36, most: 36 });
	expect(answers.words).toMatchObject({ texts: 4, median: 5 });
	// Four prompts that differ in one digit.
	expect(profile.near_duplicates).toMatchObject({ least: 0.8, pairs: 6, questions: 4 });
	expect(profile.near_duplicates?.shown[0]).toMatchObject({
		left: 'q1',
		right: 'q2',
		left_pairs: 3,
	});
	expect(profile.separation).toBeNull();
	expect(JSON.stringify(json)).not.toContain(SECRET);
	expect(JSON.stringify(json)).not.toContain('reverse a list');
});

test('with five models each question says how far their outcomes differ', async () => {
	const sent = await Promise.all(
		MODELS.map((model) => server.client.createSubmission(smallSubmission('small', model))),
	);
	await server.untilOnBoard(
		'small',
		sent.map(({ id }) => id),
	);
	const { separation } = await server.client.profile('small');
	expect(separation).toMatchObject({ models: 5, least_models: 5, questions: 4 });
	const { most = [], none = [], alike, groups = [] } = separation ?? {};
	expect(most.length + none.length).toBe(4);
	expect(none).toHaveLength((alike?.wins ?? 0) + (alike?.ties ?? 0) + (alike?.losses ?? 0));
	expect(groups.reduce((sum, { questions }) => sum + questions, 0)).toBe(4);
	for (const { question_id: question, wins, ties, losses, models } of [...most, ...none]) {
		const { items } = await server.client.battles({ benchmark: 'small', question });
		const of = (outcome: string) => items.filter((battle) => battle.outcome === outcome).length;
		expect([wins, ties, losses]).toEqual([of('win'), of('tie'), of('loss')]);
		expect(models).toBe(5);
	}
});

test('the command line shows the same, and a benchmark that is not there is refused', async () => {
	const env = { CODEJOUST_SERVER: server.address };
	const { code, stdout } = await runCli(['benchmark', 'show', 'small'], { env });
	expect(code).toBe(0);
	expect(stdout).toContain('small@1: 4 questions');
	expect(stdout).toMatch(/4 questions with scored battles of at least 5 of 5 models/);
	expect(stdout).toContain('6 pairs of prompts with a similarity of 0.8 or more, in 4 questions;');
	await expectRefusal(server, 'not-found', '/v1/benchmarks/smal/profile');
});

test('a benchmark is compared with another one of the server, and a hidden one is not named on a public page', async () => {
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	const against = (name: string, ...more: readonly string[]) =>
		runCli(['decontaminate', 'small', '--against', name, '--similarity', ...more], { env });
	await server.client.createBenchmark(smallBenchmark('other'));
	await server.client.createBenchmark({ ...smallBenchmark('hidden'), visibility: 'private' });
	const { code, stdout, stderr } = await against('other', '--store');
	expect([code, stderr]).toEqual([7, 'other@1: the findings are stored with small.\n']);
	expect(stdout).toContain('other@1: 4 questions, 4 texts, ');
	expect(stdout).toMatch(/q1: 0\.\d{3} similar to question 1 \(q1\)/);
	const { contaminations } = await server.client.profile('small');
	expect(contaminations).toMatchObject([{ file: 'other@1', lines: 4, unread_lines: 0 }]);
	expect((await against('hidden')).code).toBe(7);
	const refused = await against('hidden', '--store');
	expect([refused.code, refused.stderr]).toEqual([
		2,
		'hidden@1 is private and small is public: with --store its name would be on the page of small. Leave --store out.\n',
	]);
	const missing = await against('nowhere@3');
	expect(missing.code).toBe(2);
	expect(missing.stderr).toContain('nowhere@3 is neither a file nor a benchmark of the server:');
});

test('what is found in a training set is stored with the benchmark, shown, and replaced when it is found again', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'codejoust-store-'));
	const file = join(folder, 'train.jsonl');
	const env = { CODEJOUST_SERVER: server.address, CODEJOUST_KEY: server.key };
	const args = ['decontaminate', 'small@1', '--against', file, '--similarity', '--store'];
	try {
		await writeFile(file, '{"text": "question 2 of small: reverse a list"}\nnot JSON\n');
		for (let time = 0; time < 2; time += 1) {
			const { code, stderr } = await runCli(args, { env });
			expect([code, stderr]).toEqual([7, 'train.jsonl: the findings are stored with small@1.\n']);
		}
	} finally {
		await rm(folder, { recursive: true });
	}
	const profile = await server.client.profile('small');
	const contaminations = profile.contaminations.filter(({ file: name }) => name === 'train.jsonl');
	expect(contaminations).toMatchObject([
		{ file: 'train.jsonl', lines: 1, unread_lines: 1, matched_questions: 0 },
	]);
	expect(contaminations[0]?.similarity).toMatchObject({ similar_questions: 4 });
	const path = `/v1/benchmarks/small/contaminations/${contaminations[0]?.sha256}`;
	const body = { file: 'a', bytes: 1, lines: 1, unread_lines: 0, matched_lines: 0 };
	await expectRefusal(server, 'invalid-input', path, {
		method: 'PUT',
		body: {
			...body,
			matches: [],
			similarity: {
				least: 0.8,
				curve: [],
				nearest: [{ question_id: 'q9', similarity: 1, line: 1 }],
			},
		},
	});
	await expectRefusal(server, 'unauthenticated', path, {
		method: 'PUT',
		key: null,
		body: { ...body, matches: [], similarity: null },
	});
});
