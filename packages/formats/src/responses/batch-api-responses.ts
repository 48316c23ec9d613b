import * as z from 'zod';
import { contentField } from '../rows/content-parts.ts';
import { finishReasonField, idField, modelField } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { readShape, type Reading } from '../rows/shape.ts';
import type { Place } from '../checks/problem.ts';
import { isBatchLine, readBatchLine } from './batch-shapes.ts';
import {
	chooseSample,
	type NamedResponse,
	optionalParts,
	type ResponseFormat,
} from './response-format.ts';

/** A message of a model that only refused or called a tool is empty. */
const content = z.preprocess((value) => value ?? '', contentField);
const answered = z.object({
	model: modelField.nullish(),
	choices: z
		.array(z.object({ message: z.object({ content }), finish_reason: finishReasonField }))
		.min(1),
});

/** A line that the Batch API of a provider wrote: `{custom_id, response: {status_code, body}, error}` and its like. */
export const batchApiResponses: ResponseFormat = {
	name: 'batch-api',
	words: 'Batch API output (custom_id names the question)',
	detect: isBatchLine,
	read(record, place, options) {
		const field = 'custom_id' in record ? 'custom_id' : 'key';
		const named = readShape(z.object({ [field]: idField }), record, place);
		if (named.kind === 'refused') return named;
		const question = { kind: 'id', field, id: named.value[field] ?? '' } as const;
		const line = readBatchLine(record);
		if (line.kind === 'answered') return readAnswer({ ...line }, question, { place, ...options });
		return { kind: 'read', value: { question, response: '', failed: line.why } };
	},
};

function readAnswer(
	line: JsonObject,
	question: NamedResponse['question'],
	{ place, sample }: { readonly place: Place; readonly sample?: number | undefined },
): Reading<NamedResponse> {
	const reading = readShape(answered, line, place);
	if (reading.kind === 'refused') return reading;
	const { model, choices } = reading.value;
	const chosen = chooseSample(choices, sample, place);
	if (chosen.kind === 'refused') return chosen;
	const { message, finish_reason: reason } = chosen.value;
	return {
		kind: 'read',
		value: {
			question,
			response: message.content,
			...optionalParts(model, reason),
			choices: choices.length,
		},
	};
}
