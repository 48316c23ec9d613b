import * as z from 'zod';
import { groupField, idField, modelField, questionText, responseField } from '../rows/fields.ts';
import { readShape } from '../rows/shape.ts';
import { alpacaQuestionId } from './alpaca-eval-id.ts';
import type { QuestionFormat } from './question-format.ts';

const shape = z.object({
	question_id: idField.optional(),
	instruction: questionText,
	dataset: groupField.default('alpaca-eval'),
	output: responseField.nullish(),
	generator: modelField.nullish(),
});

/** AlpacaEval: `{instruction, dataset, output, generator}`; the outputs, where they stand, are a baseline. */
export const alpacaEvalQuestions: QuestionFormat = {
	name: 'alpaca-eval',
	words:
		'AlpacaEval instructions (`dataset` is the category, instructions without an id get a hash)',
	fields: [...Object.keys(shape.shape), 'datasplit', 'index'],
	keys: ['question_id', 'instruction'],
	detect: (record) => typeof record['instruction'] === 'string',
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { question_id, instruction, dataset, output, generator } = reading.value;
		const question = {
			question_id: question_id ?? alpacaQuestionId(instruction),
			messages: [{ role: 'user' as const, content: instruction }],
			category: dataset,
			subcategory: dataset,
			languages: [],
			difficulty: 'unspecified' as const,
			line: place.line,
		};
		const baselines =
			output == null || generator == null ? [] : [{ model: generator, response: output }];
		return { kind: 'read', value: { question, baselines } };
	},
};
