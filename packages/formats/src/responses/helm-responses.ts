import * as z from 'zod';
import { idField, modelField, responseField } from '../rows/fields.ts';
import { isJsonObject } from '../rows/json-row.ts';
import { readShape } from '../rows/shape.ts';
import {
	chooseSample,
	hasOurFields,
	optionalParts,
	type ResponseFormat,
} from './response-format.ts';

const shape = z.object({
	instance: z.object({ id: idField, input: z.object({ text: z.string() }) }),
	request: z.object({ model: modelField.nullish() }).nullish(),
	result: z.object({
		success: z.boolean().nullish(),
		error: z.string().nullish(),
		completions: z.array(z.object({ text: responseField })),
	}),
});

/** Request states of HELM's `scenario_state.json`: `{instance: {id, input: {text}}, request: {model}, result: {completions: [{text}]}}`. */
export const helmResponses: ResponseFormat = {
	name: 'helm',
	words: 'HELM request states (instance.id, or its exact text, names the question)',
	detect: (record) =>
		!hasOurFields(record) && isJsonObject(record['instance']) && isJsonObject(record['result']),
	read(record, place, { sample }) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { instance, request, result } = reading.value;
		const { id, input } = instance;
		const asked = { field: 'instance.id', instruction: input.text, id } as const;
		const question = { kind: 'instruction', ...asked } as const;
		if (result.success === false || result.completions.length === 0)
			return {
				kind: 'read',
				value: { question, response: '', failed: result.error ?? 'no completion' },
			};
		const chosen = chooseSample(result.completions, sample, place);
		if (chosen.kind === 'refused') return chosen;
		const parts = optionalParts(request?.model);
		const { length: choices } = result.completions;
		return { kind: 'read', value: { question, response: chosen.value.text, ...parts, choices } };
	},
};
