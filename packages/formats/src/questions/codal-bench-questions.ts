import * as z from 'zod';
import { hashText } from '../checks/text-hash.ts';
import { groupField, idField, questionText } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { problemsOf, readShape } from '../rows/shape.ts';
import { isModelResponse, readModelResponses } from './model-responses.ts';
import type { QuestionFormat } from './question-format.ts';

const shape = z.object({
	question_id: idField.optional(),
	instruction: questionText,
	preference: groupField,
});

/**
 * CODAL-Bench: `{instruction, preference, <model>_response}`. The preference by which an answer is judged is the category, and
 * one of the answers may be the baseline. A question without an id gets a hash of both.
 */
export const codalBenchQuestions: QuestionFormat = {
	name: 'codal-bench',
	words:
		'CODAL-Bench instructions (`preference` is the category, `<model>_response` fields are baselines, instructions without an id get a hash)',
	fields: Object.keys(shape.shape),
	keys: ['question_id', 'instruction'],
	isBaseline: isModelResponse,
	detect: isCodalBench,
	read(record, place) {
		const reading = readShape(shape, record, place);
		const baselines = readModelResponses(record, place);
		if (reading.kind === 'refused' || baselines.kind === 'refused')
			return { kind: 'refused', problems: problemsOf(reading, baselines) };
		const { question_id: id, instruction, preference } = reading.value;
		const question = {
			question_id: id ?? `cb-${hashText(`${preference}\0${instruction}`)}`,
			messages: [{ role: 'user' as const, content: instruction }],
			category: preference,
			subcategory: preference,
			languages: [],
			difficulty: 'unspecified' as const,
			line: place.line,
		};
		return { kind: 'read', value: { question, baselines: baselines.value } };
	},
};

/** A record of CodeUltraFeedback has the same two fields, and a list of responses beside them. */
function isCodalBench(record: JsonObject): boolean {
	return (
		typeof record['instruction'] === 'string' &&
		typeof record['preference'] === 'string' &&
		!('responses' in record)
	);
}
