import * as z from 'zod';
import { contentField } from '../rows/content-parts.ts';
import { finishReasonField, idField, modelField } from '../rows/fields.ts';
import { isJsonObject } from '../rows/json-row.ts';
import { readShape } from '../rows/shape.ts';
import {
	chooseSample,
	hasOurFields,
	optionalParts,
	type ResponseFormat,
} from './response-format.ts';

const content = z.preprocess((value) => value ?? '', contentField);
const shape = z.object({
	id: idField,
	output: z.object({
		model: modelField.nullish().catch(undefined),
		error: z.string().nullish(),
		choices: z.array(z.object({ message: z.object({ content }), stop_reason: finishReasonField })),
	}),
	error: z.object({ message: z.string() }).nullish(),
});

/** Samples of an Inspect log (JSON): `{id, epoch, output: {model, choices: [{message: {content}, stop_reason}]}}`. */
export const inspectResponses: ResponseFormat = {
	name: 'inspect',
	words: 'Inspect samples (id names the question, the first choice of `output` is the answer)',
	detect: (record) =>
		!hasOurFields(record) && 'epoch' in record && 'id' in record && isJsonObject(record['output']),
	read(record, place, { sample }) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { id, output, error } = reading.value;
		const question = { kind: 'id', field: 'id', id } as const;
		const failed = error?.message ?? output.error ?? undefined;
		if (failed !== undefined || output.choices.length === 0)
			return { kind: 'read', value: { question, response: '', failed: failed ?? 'no output' } };
		const chosen = chooseSample(output.choices, sample, place);
		if (chosen.kind === 'refused') return chosen;
		const { message, stop_reason: reason } = chosen.value;
		const parts = optionalParts(output.model, reason);
		const { length: choices } = output.choices;
		return { kind: 'read', value: { question, response: message.content, ...parts, choices } };
	},
};
