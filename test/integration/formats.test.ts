import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import { dataFile, hasFiles } from '../support/shared-data.ts';
import { send } from '../support/small-benchmark.ts';

let server: CodejoustServer;
beforeAll(async () => {
	server = await startCodejoust();
});
afterAll(() => server.stop());

const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const baseline = { slug: 'base', name: 'Base' };
const TASK_TYPES = dataFile('codearena/task_types.json');

/** Publishes a form of files, and returns what the server made of it. */
async function publish(slug: string, parts: Readonly<Record<string, string>>) {
	const form = new FormData();
	form.set('metadata', JSON.stringify({ slug, version: '1', name: slug, baseline }));
	for (const [name, text] of Object.entries(parts)) form.set(name, new Blob([text]), name);
	const answered = await send(server, '/v1/benchmarks', { method: 'POST', body: form });
	expect([answered.status, answered.text]).toEqual([201, expect.any(String)]);
	const { items } = await server.client.questions(slug);
	return { created: answered.json, questions: items };
}

/** Submits a file as it is; judged by the rehearsal judge until every battle is settled. */
async function submit(benchmark: string, file: string, type = 'application/x-ndjson') {
	const model = `m-${benchmark}`;
	await server.client.createModel({ slug: model, name: model });
	const path = `/v1/submissions?benchmark=${benchmark}&model=${model}`;
	const answered = await send(server, path, {
		method: 'POST',
		body: file,
		headers: { 'content-type': type },
	});
	expect([answered.status, answered.text]).toEqual([201, expect.any(String)]);
	const { items } = await server.client.runs();
	const id = items[0]?.submission_id ?? '';
	await server.untilJudged(id);
	const { items: battles } = await server.client.battles({ submission: id });
	expect(battles.every(({ outcome }) => outcome !== 'open')).toBe(true);
	return Promise.all(battles.map((battle) => server.client.battle(battle.id)));
}

const ownQuestions = [1, 2].map((n) => ({
	question_id: `q${n}`,
	prompt: `Own question ${n}?`,
	category: 'Algorithms',
	subcategory: 'Sorting',
	languages: ['Python'],
	difficulty: 'hard',
	reference: 'Use sorted.',
}));
const own = (who: string) =>
	[1, 2].map((n) => ({ question_id: `q${n}`, response: `${who} says ${n} — “ünïcode” 🐎` }));

test('our own files, as a form and as lines', async () => {
	const { created, questions } = await publish('own-form', {
		questions: lines(ownQuestions),
		baseline: `\uFEFF${lines(own('base'))}\r\n\r\n`,
	});
	expect(created).toMatchObject({
		questions: 2,
		notes: [expect.stringContaining('Codejoust'), expect.any(String)],
	});
	expect(questions[0]).toMatchObject({
		question_id: 'q1',
		category: 'Algorithms',
		subcategory: 'Sorting',
		languages: ['Python'],
		difficulty: 'hard',
		messages: [{ role: 'user', content: 'Own question 1?' }],
		reference: 'Use sorted.',
	});
	const battles = await submit('own-form', lines(own('model')));
	expect(battles[0]).toMatchObject({
		answer: 'model says 1 — “ünïcode” 🐎',
		baseline_answer: 'base says 1 — “ünïcode” 🐎',
	});
});

test('our own rows, as a JSON body and as a JSON array', async () => {
	await server.client.createBenchmark({
		slug: 'own-json',
		version: '1',
		name: 'Own',
		baseline,
		questions: ownQuestions,
		baseline_responses: own('base'),
	});
	const type = 'application/vnd.codejoust.file+json';
	const battles = await submit('own-json', JSON.stringify(own('model'), null, '\t'), type);
	expect(battles.map(({ answer }) => answer)).toEqual(own('model').map(({ response }) => response));
});

test.skipIf(!hasFiles(TASK_TYPES))(
	'CodeArena: Python literals, its own mapping of task types, and the baseline beside the questions',
	async () => {
		const taskTypes: Readonly<
			Record<string, readonly { readonly main: string; readonly sub: string }[]>
		> = JSON.parse(readFileSync(TASK_TYPES, 'utf8'));
		const [[taskType, [group]] = ['', []]] = Object.entries(taskTypes);
		const rows = [1, 2].map((n) => ({
			id: n,
			messages: `[{'role': 'user', 'content': "It's question ${n}:\\nwrite \\"f\\""}]`,
			base_response: `The baseline ${n}`,
			difficulty: 'medium',
			programming_language: "['Python', 'C++']",
			task_type: `['${taskType}']`,
		}));
		const { questions } = await publish('codearena', {
			questions: lines(rows),
			task_types: JSON.stringify(taskTypes),
		});
		expect(questions[0]).toMatchObject({
			question_id: '1',
			category: group?.main,
			subcategory: group?.sub,
			languages: ['Python', 'C++'],
			difficulty: 'medium',
			messages: [{ role: 'user', content: 'It\'s question 1:\nwrite "f"' }],
		});
		const answers = rows.map((row) => ({ ...row, response: `Model ${row.id}` }));
		const battles = await submit('codearena', lines(answers));
		expect(battles[1]).toMatchObject({ answer: 'Model 2', baseline_answer: 'The baseline 2' });
	},
);

test('Arena-Hard v0.1: turns, clusters and choices', async () => {
	const answer = (who: string) =>
		[1, 2].map((n) => ({
			question_id: `h${n}`,
			answer_id: `a${n}`,
			model_id: who,
			choices: [{ index: 0, turns: [{ content: `${who} ${n}`, token_len: 2 }] }],
			tstamp: 1,
		}));
	const { questions } = await publish('hard-old', {
		questions: lines(
			[1, 2].map((n) => ({
				question_id: `h${n}`,
				category: 'arena-hard-v0.1',
				cluster: `Cluster ${n}`,
				turns: [{ content: `Hard ${n}?` }],
			})),
		),
		baseline: lines(answer('base')),
	});
	expect(questions[1]).toMatchObject({ category: 'arena-hard-v0.1', subcategory: 'Cluster 2' });
	const battles = await submit('hard-old', lines(answer('m-hard-old')));
	expect(battles[0]).toMatchObject({ answer: 'm-hard-old 1', baseline_answer: 'base 1' });
});

test('Arena-Hard v2.0: uids, messages and wrapped answers', async () => {
	const answer = (who: string, wrap: (text: string) => unknown) =>
		[1, 2].map((n) => ({
			uid: `u${n}`,
			model: who,
			messages: [
				{ role: 'user', content: `Prompt ${n}` },
				{ role: 'assistant', content: wrap(`${who} ${n}`) },
			],
		}));
	const { questions } = await publish('hard-new', {
		questions: lines(
			[1, 2].map((n) => ({
				uid: `u${n}`,
				category: 'hard_prompt',
				subcategory: 'coding',
				prompt: `Prompt ${n}`,
			})),
		),
		baseline: lines(answer('base', (text) => ({ answer: text }))),
	});
	expect(questions[0]).toMatchObject({ question_id: 'u1', subcategory: 'coding' });
	const battles = await submit('hard-new', lines(answer('m-hard-new', (text) => text)));
	expect(battles[1]).toMatchObject({ answer: 'm-hard-new 2', baseline_answer: 'base 2' });
});

test('AlpacaEval: instructions with the baseline’s outputs, answers matched by the instruction', async () => {
	const rows = (who: string) =>
		[1, 2].map((n) => ({
			dataset: 'helpful_base',
			instruction: `Do thing ${n}`,
			output: `${who} ${n}`,
			generator: who,
		}));
	const { questions } = await publish('alpaca', { questions: JSON.stringify(rows('base')) });
	expect(questions[0]).toMatchObject({
		category: 'helpful_base',
		messages: [{ role: 'user', content: 'Do thing 1' }],
	});
	const type = 'application/vnd.codejoust.file+json';
	const battles = await submit('alpaca', JSON.stringify(rows('m-alpaca').reverse()), type);
	expect(battles[0]).toMatchObject({ answer: 'm-alpaca 1', baseline_answer: 'base 1' });
});

test('MT-bench: numbered questions of several turns, and both turns of an answer', async () => {
	const answer = (who: string) =>
		[81, 82].map((n) => ({
			question_id: n,
			model_id: who,
			choices: [{ index: 0, turns: [`${who} first ${n}`, `${who} second ${n}`] }],
		}));
	const { questions } = await publish('mt-bench', {
		questions: lines(
			[81, 82].map((n) => ({
				question_id: n,
				category: 'coding',
				turns: [`First ${n}?`, `Second ${n}?`],
				reference: ['One', 'Two'],
			})),
		),
		baseline: lines(answer('base')),
	});
	expect(questions[0]).toMatchObject({
		question_id: '81',
		category: 'coding',
		messages: [
			{ role: 'user', content: 'First 81?' },
			{ role: 'user', content: 'Second 81?' },
		],
		reference: 'One\n\nTwo',
	});
	const battles = await submit('mt-bench', lines(answer('m-mt-bench')));
	expect(battles[0]?.answer).toBe('m-mt-bench first 81\n\nm-mt-bench second 81');
});

test('CodeUltraFeedback: the same file has the questions, the baseline’s answers and a model’s', async () => {
	const file = lines(
		[1, 2].map((n) => ({
			instruction: `Do ${n}.`,
			preference: n === 1 ? 'style' : 'readability',
			models: ['base', 'm-ultra'],
			responses: ['base', 'm-ultra'].map((model) => ({ model, response: `${model} ${n}` })),
			annotations: [{ model: 'base', rating: 'N/A', rationale: '' }],
		})),
	);
	const { questions } = await publish('ultra', { questions: file });
	expect(questions.map(({ category }) => category)).toEqual(['style', 'readability']);
	const battles = await submit('ultra', file);
	expect(battles[0]).toMatchObject({ answer: 'm-ultra 1', baseline_answer: 'base 1' });
});
