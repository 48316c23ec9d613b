import * as z from 'zod';
import { modelField, responseField } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import { type Reading, readShape } from '../rows/shape.ts';

const KEY = /^(.+)_response$/s;

/** Whether a field is a model's answer, `<model>_response`. */
export const isModelResponse = (field: string) => KEY.test(field);

/** The answers that stand in a record under `<model>_response`. */
export function readModelResponses(
	record: JsonObject,
	place: Place,
): Reading<readonly { readonly model: string; readonly response: string }[]> {
	const keys = Object.keys(record).filter(isModelResponse);
	const answers = z.object(Object.fromEntries(keys.map((key) => [key, responseField])));
	const reading = readShape(answers, record, place);
	if (reading.kind === 'refused') return reading;
	const responses = Object.entries(reading.value).map(([key, response]) => ({
		model: key.replace(KEY, '$1'),
		response,
	}));
	const names = readShape(z.object({ model: z.array(modelField) }), namesOf(responses), place);
	return names.kind === 'refused' ? names : { kind: 'read', value: responses };
}

function namesOf(responses: readonly { readonly model: string }[]): JsonObject {
	return { model: responses.map(({ model }) => model) };
}
