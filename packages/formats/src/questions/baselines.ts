import { listNames, quoteValue } from '@codejoust/arena/text/printable';
import type { Problem } from '../checks/problem.ts';
import type { QuestionRecord } from './question-record.ts';
import { type ResponseRecord, isEmptyAnswer } from '../rows/response-record.ts';

export type BaselineRecord = {
	readonly model: string;
	/** One answer to every question of the file. */
	readonly responses: readonly ResponseRecord[];
};

export type Baselines = {
	readonly add: (
		question: QuestionRecord,
		answers: readonly { readonly model: string; readonly response: string }[],
	) => void;
	readonly finish: (questions: readonly QuestionRecord[]) => {
		readonly baselines: readonly BaselineRecord[];
		readonly problems: readonly Problem[];
		readonly notes: readonly string[];
	};
};

/**
 * Gathers the baselines whose answers stand beside the questions. A baseline that lacks an answer (or has an empty
 * one) is a problem when it is the chosen or the only one, and is left out with a note otherwise.
 */
export function createBaselines(chosen: string | undefined): Baselines {
	const byModel = new Map<string, ResponseRecord[]>();
	return {
		add({ question_id, line }, answers) {
			for (const { model, response } of answers) {
				const responses = byModel.get(model) ?? [];
				byModel.set(model, responses);
				if (!isEmptyAnswer(response)) responses.push({ question_id, response, line });
			}
		},
		finish(questions) {
			const models = [...byModel.keys()];
			if (chosen !== undefined && models.length > 0 && !models.includes(chosen)) {
				return { baselines: [], problems: [unknownBaseline(chosen, models)], notes: [] };
			}
			const selected = chosen === undefined ? models : models.filter((model) => model === chosen);
			const found = selected.map((model) => {
				const responses = byModel.get(model) ?? [];
				return { model, responses, lack: describeLack(model, responses, questions) };
			});
			const complete = found.filter(({ lack }) => lack === undefined);
			const lacks = found.flatMap(({ lack }) => (lack === undefined ? [] : [lack]));
			return {
				baselines: complete.map(({ model, responses }) => ({ model, responses })),
				problems: selected.length > 1 ? [] : lacks.map(lackProblem),
				notes: [
					...(selected.length > 1 ? lacks.map((lack) => `Left out: ${lack}`) : []),
					...describeOthers(models, selected),
				],
			};
		},
	};
}

function describeLack(
	model: string,
	responses: readonly ResponseRecord[],
	questions: readonly QuestionRecord[],
): string | undefined {
	const answered = new Set(responses.map(({ question_id }) => question_id));
	const missing = questions.filter(({ question_id }) => !answered.has(question_id));
	if (missing.length === 0) return undefined;
	const ids = listNames(missing.map(({ question_id }) => question_id));
	return `The baseline ${quoteValue(model)} lacks an answer to ${missing.length} of ${questions.length} questions: ${ids}.`;
}

function lackProblem(message: string): Problem {
	return { reason: 'missing-baseline-responses', message };
}

function unknownBaseline(chosen: string, models: readonly string[]): Problem {
	const message = `The file has no answers of the baseline ${quoteValue(chosen)}; it has those of ${listNames(models)}.`;
	return { field: 'baselineModel', value: chosen, reason: 'unknown-baseline', message };
}

function describeOthers(models: readonly string[], selected: readonly string[]): string[] {
	const others = models.filter((model) => !selected.includes(model));
	if (others.length > 0) return [`Answers of other baselines are not used: ${listNames(others)}.`];
	return selected.length > 1 ? [`The file has several baselines: ${listNames(models)}.`] : [];
}
