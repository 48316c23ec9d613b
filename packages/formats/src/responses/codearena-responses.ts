import * as z from 'zod';
import { contentField } from '../rows/content-parts.ts';
import { finishReasonField, idField, modelField } from '../rows/fields.ts';
import { readShape } from '../rows/shape.ts';
import { type ResponseFormat, optionalParts } from './response-format.ts';

const shape = z.object({
	id: idField,
	response: contentField,
	model: modelField.nullish(),
	finish_reason: finishReasonField,
});

/** CodeArena: `{id, response, model?}` beside the question's own fields, which are not looked at. */
export const codeArenaResponses: ResponseFormat = {
	name: 'codearena',
	words: 'CodeArena responses',
	detect: (record) =>
		'id' in record &&
		(typeof record['response'] === 'string' || Array.isArray(record['response'])) &&
		!('question_id' in record),
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { id, response, model, finish_reason } = reading.value;
		const question = { kind: 'id', field: 'id', id } as const;
		return {
			kind: 'read',
			value: { question, response, ...optionalParts(model, finish_reason) },
		};
	},
};
