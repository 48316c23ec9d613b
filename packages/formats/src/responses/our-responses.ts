import * as z from 'zod';
import { contentField } from '../rows/content-parts.ts';
import { finishReasonField, idField, modelField } from '../rows/fields.ts';
import { readShape } from '../rows/shape.ts';
import { type ResponseFormat, optionalParts } from './response-format.ts';

const shape = z.object({
	question_id: idField,
	response: contentField,
	model: modelField.nullish(),
	finish_reason: finishReasonField,
});

/** Our own responses: `{question_id, response, model?, finish_reason?}`. */
export const ourResponses: ResponseFormat = {
	name: 'codejoust',
	words: 'Codejoust responses',
	detect: (record) => 'question_id' in record || typeof record['response'] === 'string',
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { question_id: id, response, model, finish_reason } = reading.value;
		const question = { kind: 'id', field: 'question_id', id } as const;
		return {
			kind: 'read',
			value: { question, response, ...optionalParts(model, finish_reason) },
		};
	},
};
