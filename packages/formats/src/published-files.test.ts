import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { checkResponses } from './responses/check-submission.ts';
import { toKnownQuestions } from './responses/known-questions.ts';
import { readQuestions } from './questions/questions.ts';
import { toBytes, toJsonl } from './bytes/test-bytes.ts';

const folder =
	process.env['CODEJOUST_TEST_DATA'] ??
	fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const isAbsent = !existsSync(folder);
if (isAbsent) console.info(`Published files are not read: there is no folder ${folder}.`);

const load = (path: string) => new Uint8Array(gunzipSync(readFileSync(`${folder}/${path}`)));

test.skipIf(isAbsent).each([
	['arena-hard-v0.1', 500, ['gpt-3.5-turbo-0125', 'gpt-4-0314', 'gpt-4-0613']],
	['arena-hard-v2.0', 750, ['o3-mini-2025-01-31']],
])('%s: all %i questions and every answer are read without a problem', (name, count, models) => {
	const file = readQuestions(load(`${name}/questions.jsonl.gz`));
	expect(file).toMatchObject({ detected: { format: name }, problems: { total: 0 }, notes: [] });
	expect(file.questions).toHaveLength(count);
	const questions = toKnownQuestions(file.questions);
	for (const model of models) {
		const check = checkResponses(load(`${name}/answers-${model}.jsonl.gz`), { questions });
		expect(check).toMatchObject({
			ok: true,
			models: [model],
			counts: { responses: count, empty: 0, missing: 0 },
		});
		expect(check.warnings.total).toBeLessThan(5);
	}
});

test.skipIf(isAbsent)('AlpacaEval: 805 instructions, and outputs that are matched by them', () => {
	const file = readQuestions(load('alpaca_eval/questions.jsonl.gz'));
	expect(file).toMatchObject({ detected: { format: 'alpaca-eval' }, problems: { total: 0 } });
	expect(file.questions).toHaveLength(805);
	const questions = toKnownQuestions(file.questions);
	const outputs = questions.map(({ prompt }, index) => ({
		instruction: prompt,
		output: `answer ${index}`,
		generator: 'm',
	}));
	const check = checkResponses(toBytes(JSON.stringify(outputs)), { questions });
	expect(check).toMatchObject({ ok: true, counts: { responses: 805, missing: 0 } });
});

test.skipIf(isAbsent)('CodeArena: each of the 880 task types finds its first pair', () => {
	const mapping: unknown = JSON.parse(readFileSync(`${folder}/codearena/task_types.json`, 'utf8'));
	const pairs = Object.entries(mapping as Record<string, { main: string; sub: string }[]>);
	const records = pairs.map(([taskType], index) => ({
		id: `c${index}`,
		messages: "[{'role': 'user', 'content': 'x'}]",
		task_type: [taskType.replaceAll(' ', '-').toUpperCase()],
	}));
	const file = readQuestions(toJsonl(records), { mapping: Object.fromEntries(pairs) });
	expect(file.problems.shown).toEqual([]);
	expect(file.questions.map(({ category, subcategory }) => [category, subcategory])).toEqual(
		pairs.map(([, [pair]]) => [pair?.main, pair?.sub]),
	);
});

test.skipIf(isAbsent)(
	'human and model answers that were published raise almost no suspicion',
	() => {
		const lines = new TextDecoder().decode(load('codeprefbench/pairs.jsonl.gz')).trim().split('\n');
		const responses = lines.flatMap((line, index) => {
			const pair: { response_a: string; response_b: string } = JSON.parse(line);
			return [pair.response_a, pair.response_b].map((response, side) => ({
				question_id: `${index}-${side}`,
				response,
			}));
		});
		const { byCode } = checkResponses(toJsonl(responses)).warnings;
		expect(byCode['judge-directed'] ?? 0).toBe(0);
		expect(byCode['label-in-answer'] ?? 0).toBe(0);
		expect(byCode['hidden-characters'] ?? 0).toBe(0);
	},
);
