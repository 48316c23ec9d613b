import { readFileSync } from 'node:fs';
import type { NewBenchmark, NewSubmission } from '@codejoust/contract/client';
import { dataFile, hasFiles, readGzippedRows } from './shared-data.ts';

/** A benchmark with its baseline and two models' answers, ready to be sent. */
export type Workload = {
	/** Where the texts come from, for a table's caption. */
	readonly source: string;
	readonly benchmark: NewBenchmark;
	readonly submissions: readonly NewSubmission[];
};

type Question = { readonly question_id: string; readonly prompt: string };
type Answer = { readonly question_id: string; readonly response: string };
type Texts = {
	readonly questions: readonly Question[];
	readonly answers: Readonly<Record<string, readonly Answer[]>>;
};

const SLUG = 'engine';
const BASELINE = 'gpt-4-0314';
const MODELS = ['gpt-4-0613', 'gpt-3.5-turbo-0125'];

/** The first `count` questions of Arena-Hard v0.1 with real answers; the shipped sample, repeated, where it is absent. */
export function loadWorkload(count = 500): Workload {
	const file = (name: string) => dataFile(`arena-hard-v0.1/${name}.jsonl.gz`);
	const files = [
		file('questions'),
		...[BASELINE, ...MODELS].map((name) => file(`answers-${name}`)),
	];
	const isReal = hasFiles(...files);
	const { questions, answers } = isReal ? readArenaHard(file) : repeatSample(count);
	const chosen = questions.slice(0, count);
	const answersOf = (model: string) => {
		const byQuestion = new Map(answers[model]?.map((row) => [row.question_id, row.response]));
		return chosen.map(({ question_id }) => ({
			question_id,
			response: byQuestion.get(question_id) ?? '',
		}));
	};
	const baseline = answersOf(BASELINE);
	return {
		source: isReal ? 'Arena-Hard v0.1' : 'the shipped sample, repeated',
		benchmark: {
			slug: SLUG,
			version: '1',
			name: 'Engine',
			baseline: { slug: BASELINE, name: BASELINE },
			questions: chosen.map(({ question_id, prompt }, position) => ({
				question_id,
				prompt,
				category: `Category ${position % 5}`,
				subcategory: `Group ${position % 20}`,
				languages: ['Python'],
				difficulty: 'easy',
			})),
			baseline_responses: baseline,
		},
		submissions: MODELS.map((model) => ({
			benchmark: SLUG,
			model: { slug: model, name: model },
			responses: answersOf(model).map(({ question_id, response }, at) => ({
				question_id,
				// One text against itself would be no game.
				response: response === baseline[at]?.response ? `${response}\n` : response,
			})),
		})),
	};
}

function readArenaHard(file: (name: string) => string): Texts {
	const answers = (model: string) => readGzippedRows<Answer>(file(`answers-${model}`));
	return {
		questions: readGzippedRows<Question>(file('questions')),
		answers: Object.fromEntries([BASELINE, ...MODELS].map((model) => [model, answers(model)])),
	};
}

function repeatSample(count: number): Texts {
	const rows = <Row>(name: string): Row[] =>
		readFileSync(new URL(`../../sample/${name}.jsonl`, import.meta.url), 'utf8')
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => JSON.parse(line));
	const repeat = (list: readonly Answer[], model: string) =>
		Array.from({ length: count }, (_, n) => ({
			question_id: `q${n}`,
			response: `${list[n % list.length]?.response} (${model}, ${n})`,
		}));
	const questions = rows<Question>('questions');
	return {
		questions: Array.from({ length: count }, (_, n) => ({
			question_id: `q${n}`,
			prompt: `${questions[n % questions.length]?.prompt} (variation ${n})`,
		})),
		answers: {
			[BASELINE]: repeat(rows<Answer>('responses-baseline'), BASELINE),
			'gpt-4-0613': repeat(rows<Answer>('responses-sample-strong'), 'strong'),
			'gpt-3.5-turbo-0125': repeat(rows<Answer>('responses-sample-weak'), 'weak'),
		},
	};
}
