import * as z from 'zod';
import { modelField, responseField } from '../rows/fields.ts';
import { readShape } from '../rows/shape.ts';
import { type ResponseFormat, optionalParts } from './response-format.ts';

const shape = z.object({
	instruction: z.string().min(1),
	output: responseField,
	generator: modelField.nullish(),
});

/** AlpacaEval's `model_outputs.json`: `{instruction, output, generator}`, matched by the exact instruction. */
export const alpacaEvalResponses: ResponseFormat = {
	name: 'alpaca-eval',
	words: 'AlpacaEval model outputs (matched by the exact instruction)',
	detect: (record) => 'instruction' in record && 'output' in record,
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { instruction, output, generator } = reading.value;
		const question = { kind: 'instruction', field: 'instruction', instruction } as const;
		return { kind: 'read', value: { question, response: output, ...optionalParts(generator) } };
	},
};
