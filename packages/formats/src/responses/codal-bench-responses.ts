import * as z from 'zod';
import { isModelResponse, readModelResponses } from '../questions/model-responses.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import { type ResponseFormat, optionalParts } from './response-format.ts';

const shape = z.object({ instruction: z.string().min(1) });

/** CODAL-Bench's answers: `{instruction, <model>_response}` with one model, matched by the exact instruction. */
export const codalBenchResponses: ResponseFormat = {
	name: 'codal-bench',
	words: 'CODAL-Bench answers (`<model>_response`, matched by the exact instruction)',
	detect: (record) =>
		'instruction' in record && !('output' in record) && Object.keys(record).some(isModelResponse),
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const answers = readModelResponses(record, place);
		if (answers.kind === 'refused') return answers;
		const [only, ...others] = answers.value;
		if (!only || others.length > 0) {
			const names = answers.value.map(({ model }) => `${model}_response`);
			const says = `a file of answers has one \`<model>_response\` a record, and this one has ${names.length}: ${names.join(', ')}.`;
			return refuseField(place, {
				field: names[0] ?? '',
				value: names,
				reason: 'wrong-value',
				says,
			});
		}
		const { instruction } = reading.value;
		const question = { kind: 'instruction', field: 'instruction', instruction } as const;
		return {
			kind: 'read',
			value: { question, response: only.response, ...optionalParts(only.model) },
		};
	},
};
